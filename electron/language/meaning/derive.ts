import type { Comparison, Expression, Measure, Shown } from '../../../shared/model/plan.ts'
import type { Frame, FrameComparison } from './frame.ts'
import type { Ids } from './scope.ts'

type Parts = { frame: Frame; measures: Measure[]; compare: Comparison[]; show: Shown[]; context: Shown[]; ids: Ids }
type Of<K extends FrameComparison['kind']> = Extract<FrameComparison, { kind: K }>

const ref = (id: string): Expression => ({ kind: 'ref', id })
const earlier = { year: 'a year earlier', half: 'half a year earlier', quarter: 'a quarter earlier', month: 'a month earlier', week: 'a week earlier', day: 'a day earlier' } as const

/** Adds the comparisons of a frame to a plan under construction, and what is shown of them. */
export function derive(parts: Parts): void {
  for (const each of parts.frame.compare) {
    const origin = each.end > each.start ? { from: 'words' as const, start: each.start, end: each.end } : undefined
    const before = parts.compare.length
    if (each.kind === 'change') change(each, parts)
    else if (each.kind === 'ratio') ratio(each, parts)
    else if (each.kind === 'earlier') beforeNow(each, parts)
    else totals(each, parts)
    if (origin !== undefined) for (const made of parts.compare.slice(before)) made.origin = { ...origin }
  }
}

/** A change stands beside both figures; what was asked for comes first, the rest is context. */
function change({ percent, asked, reversed }: Of<'change'>, parts: Parts): void {
  const [first, second] = reversed ? [parts.measures[1], parts.measures[0]] : parts.measures
  if (first === undefined || second === undefined) return
  changes(first.id, second.id, percent, asked, parts.frame.measures[0]?.period === undefined ? 'Difference' : 'Change', parts)
}

/** The change of one figure against another as a number and in percent. */
function changes(of: string, against: string, percent: boolean, asked: boolean, label: string, { compare, show, context, ids }: Parts): void {
  const [number, share] = [ids.next('c'), ids.next('c')]
  compare.push({ id: number, label, kind: 'change', of, against, percent: false }, { id: share, label: `${label} %`, kind: 'change', of, against, percent: true })
  const shown = [{ id: ids.next('s'), label, value: ref(number) }, { id: ids.next('s'), label: `${label} %`, value: ref(share) }]
  const wanted = shown[percent ? 1 : 0]!
  if (!asked) {
    context.push(...shown)
    return
  }
  const figures = show.filter(({ value }) => value.kind === 'ref' && (value.id === of || value.id === against))
  const place = figures.length === 0 ? show.length : Math.min(...figures.map((each) => show.indexOf(each)))
  show.splice(place, 0, wanted)
  for (const each of figures) show.splice(show.indexOf(each), 1)
  context.push(...figures, ...shown.filter((each) => each !== wanted))
}

/** One figure by the other stands before both. */
function ratio({ operator, percent, per, start, end }: Of<'ratio'>, { frame, measures, show, context, ids }: Parts): void {
  const [first, second] = measures
  if (first === undefined || second === undefined) return
  const part = frame.measures[0]?.part === true
  const when = frame.measures[0]?.period === undefined ? '' : `, ${frame.measures[0].period.label}`
  const label = per !== undefined ? `Average ${lowered(first.label.slice(0, first.label.length - when.length))} per ${per}${when}` : part ? `Percentage of ${lowered(second.label.replace(/^Number of /, ''))}` : percent ? `${first.label} in % of ${lowered(second.label)}` : `${first.label} ${operator === '/' ? 'divided by' : 'plus'} ${lowered(second.label)}`
  const id = ids.next('m')
  measures.push({ id, label, value: { kind: 'arithmetic', operator, left: ref(first.id), right: ref(second.id) }, ...(percent ? { unit: { kind: 'percent' } } : (operator === '+' || per !== undefined) && first.unit !== undefined ? { unit: first.unit } : {}), ...(end > start ? { origin: { from: 'words', start, end } } : {}) })
  const figures = show.filter(({ value }) => value.kind === 'ref' && (value.id === first.id || value.id === second.id))
  const place = figures.length === 0 ? show.length : Math.min(...figures.map((each) => show.indexOf(each)))
  show.splice(place, 0, { id: ids.next('s'), label, value: ref(id) })
  for (const each of figures) show.splice(show.indexOf(each), 1)
  context.push(...figures)
}

/** Every figure that is shown, what it was earlier, and the change. */
function beforeNow({ grain, percent, asked }: Of<'earlier'>, parts: Parts): void {
  const { frame, measures, compare, show, ids } = parts
  const figures = measures.filter(({ id }) => show.some(({ value }) => value.kind === 'ref' && value.id === id)).slice(0, frame.measures.length)
  for (const measure of figures) {
    const id = ids.next('c')
    compare.push({ id, label: `${measure.label} ${earlier[grain]}`, kind: 'previous', of: measure.id, grain, count: 1 })
    const at = show.findIndex(({ value }) => value.kind === 'ref' && value.id === measure.id)
    show.splice(at + 1, 0, { id: ids.next('s'), label: `${measure.label} ${earlier[grain]}`, value: ref(id) })
    changes(measure.id, id, percent, asked, figures.length > 1 ? `Change of ${lowered(measure.label)}` : 'Change', parts)
  }
}

/** Shares and running totals stand in place of the measure they are made of, which becomes context. */
function totals({ kind }: Of<'share' | 'running'>, { measures, compare, show, context, ids }: Parts): void {
  const [first] = measures
  if (first === undefined) return
  const id = ids.next('c')
  const label = kind === 'share' ? `Share of ${lowered(first.label)}` : `Running total of ${lowered(first.label)}`
  compare.push(kind === 'share' ? { id, label, kind, of: first.id, within: [] } : { id, label, kind, of: first.id, reset: null })
  const shown = show.find(({ value }) => value.kind === 'ref' && value.id === first.id)
  if (shown === undefined) return
  context.push({ ...shown, id: ids.next('s') })
  shown.value = ref(id)
  shown.label = label
}

const lowered = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)
