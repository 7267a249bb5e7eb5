import type { Comparison, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import type { ComparisonChoice } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { edited, noSuchPart, type Work } from './setting.ts'

const earlier = { year: 'a year earlier', half: 'half a year earlier', quarter: 'a quarter earlier', month: 'a month earlier', week: 'a week earlier', day: 'a day earlier' } as const

/** Replaces the comparison `id` and what is derived from it, or adds one. */
export function withComparison(plan: QueryPlan, id: string | null, to: ComparisonChoice, work: Work): QueryPlan {
  if (id !== null && !plan.compare.some((each) => each.id === id)) throw noSuchPart(`compare:${id}`)
  const base = id === null ? plan : withoutComparison(plan, id)
  const measure = base.measures.find((each) => each.id === to.of)
  if (measure === undefined) throw noSuchPart(`measure:${to.of}`)
  const known = (each: Comparison) => each.of === to.of && each.kind === to.kind && (each.kind !== 'previous' || to.kind !== 'previous' || (each.grain === to.grain && each.count === 1))
  if (base.compare.some(known)) throw new Failure('PLAN_INVALID', 'That is compared already.', { hint: 'Choose another comparison.' })
  const shown = (comparison: Comparison): Shown => ({ id: work.fresh('s'), label: comparison.label, value: { kind: 'ref', id: comparison.id } })
  if (to.kind === 'previous') {
    const time = base.by.some(({ value }) => value.kind === 'bucket' || value.kind === 'part') || base.period !== undefined
    if (!time) throw new Failure('PLAN_INVALID', 'There is no time to compare with an earlier one.', { hint: 'Choose a period, or group by time.' })
    const before: Comparison = { id: work.fresh('c'), label: `${measure.label} ${earlier[to.grain]}`, kind: 'previous', of: to.of, grain: to.grain, count: 1, ...edited }
    const change: Comparison = { id: work.fresh('c'), label: base.measures.length > 1 ? `Change of ${measure.label} %` : 'Change %', kind: 'change', of: to.of, against: before.id, percent: true, ...edited }
    return { ...base, compare: [...base.compare, before, change], show: after(base.show, to.of, [shown(before)]), context: [...base.context, shown(change)] }
  }
  const label = to.kind === 'share' ? `Share of ${lowered(measure.label)}` : `Running total of ${lowered(measure.label)}`
  const made: Comparison = to.kind === 'share' ? { id: work.fresh('c'), label, kind: 'share', of: to.of, within: [], ...edited } : { id: work.fresh('c'), label, kind: 'running', of: to.of, reset: null, ...edited }
  return { ...base, compare: [...base.compare, made], show: after(base.show, to.of, [shown(made)]) }
}

const lowered = (label: string) => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)

function after(show: readonly Shown[], id: string, added: Shown[]): Shown[] {
  const at = show.findIndex(({ value }) => value.kind === 'ref' && value.id === id)
  return at < 0 ? [...show, ...added] : [...show.slice(0, at + 1), ...added, ...show.slice(at + 1)]
}

/** Takes a comparison out, with what is derived from it; the measure it stood in place of is shown again. */
export function withoutComparison(plan: QueryPlan, id: string): QueryPlan {
  const gone = new Set([id])
  for (const each of plan.compare) if (gone.has(each.of) || (each.kind === 'change' && gone.has(each.against))) gone.add(each.id)
  const found = plan.compare.find((each) => each.id === id)
  const isGone = ({ value }: Shown) => value.kind === 'ref' && gone.has(value.id)
  const isMeasure = ({ value }: Shown) => value.kind === 'ref' && value.id === found?.of
  const bare = !plan.show.some(isMeasure) && plan.show.some(isGone)
  const back = bare ? plan.context.filter(isMeasure) : []
  return {
    ...plan, compare: plan.compare.filter((each) => !gone.has(each.id)), show: [...plan.show.filter((each) => !isGone(each)), ...back],
    context: plan.context.filter((each) => !isGone(each) && !back.includes(each)), order: plan.order.filter(({ by }) => !(by.kind === 'ref' && gone.has(by.id))),
  }
}
