import { columnsIn } from '../../../shared/model/plan-columns.ts'
import type { Grain } from '../../../shared/model/plan.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { baselineWords } from '../lexicon.ts'
import { pushGroup, type Frame, type FrameMeasure } from './frame.ts'
import { shift } from '../periods/days.ts'
import type { PeriodWords } from '../periods/period.ts'
import { addGrains } from './grains.ts'
import { ofKind, type Item } from './items.ts'
import { measureLabel } from './labels.ts'
import { measuresOf, timeOf } from './tables.ts'

type Back = { grain: Grain | null; percent: boolean; asked: boolean; start: number; end: number }

const coarser: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'half', 'year']

/** What the words say of the same figures earlier; null when they compare nothing with an earlier time. "Growth" alone is that since the bucket or the year before. */
export function earlierOf(items: readonly Item[], frame: Frame, index: LanguageIndex): Back | null {
  const changed = ofKind(items, 'changed')
  const said = ofKind(items, 'earlier')
  const [first] = [...said, ...changed]
  if (first === undefined || frame.measures.length === 0) return null
  const periods = new Set(ofKind(items, 'period').map(({ period }) => `${period.from} ${period.until}`))
  if (said.length === 0 && (frame.measures.length > 1 || periods.size > 1 || isBaseline(frame.measures[0]!, index))) return null
  return { grain: said.find(({ grain }) => grain !== null)?.grain ?? null, percent: changed.some(({ percent }) => percent), asked: changed.length > 0 || !isSaidAfter(first, frame), start: first.start, end: first.end }
}

/** "Revenue vs prior year" shows revenue first; "YoY revenue" is about the change. */
const isSaidAfter = ({ start }: Item, frame: Frame): boolean => frame.measures.some((measure) => measure.end <= start)

/** Figures beside what they were earlier: in the time that was said, in every bucket, else in the time up to now. */
export function addEarlier(back: Back, items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const times = [...new Set(measuresOf(frame).flatMap((measure) => timeOf(measure, index) ?? []))]
  addGrains(items, frame, times[0] ?? null)
  const [period] = ofKind(items, 'period')
  if (times.length === 0) {
    frame.notes.push('lostPeriod')
    return
  }
  const said = frame.by.flatMap((group) => group.grain ?? [])[0]
  const grain = back.grain ?? said ?? period?.period.grain ?? 'year'
  const bucket = said ?? (isLonger(period?.period, grain) ? grain : undefined)
  if (said === undefined && bucket !== undefined) {
    frame.notes.push('months')
    pushGroup(frame, { column: times[0]!, key: [], grain: bucket })
  }
  if (period !== undefined) frame.period = { words: period.period, columns: times, said: { start: period.start, end: period.end } }
  else if (bucket === undefined) {
    frame.recent = { grain, columns: times }
    frame.notes.push('recent')
  }
  // Years have no month before.
  if (bucket !== undefined && coarser.indexOf(bucket) > coarser.indexOf(grain)) frame.notes.push('lostComparison')
  else frame.compare.push({ kind: 'earlier', grain, percent: back.percent, asked: back.asked, start: back.start, end: back.end })
}

/** Whether a stretch of time holds several of a grain: a year and its month before have most days in common. */
const isLonger = (period: PeriodWords | undefined, grain: Grain): boolean => period?.from != null && period.until !== null && shift(grain, period.from, 1) < period.until

/** "The difference between revenue and costs", "actual against budget": the first figure less the second, or the plan taken from what came of it. */
export function addDifference(items: readonly Item[], frame: Frame, index: LanguageIndex): void {
  const [changed] = ofKind(items, 'changed')
  const versus = ofKind(items, 'derived').find((item) => item.derived === 'versus')
  const said = changed ?? versus
  const [first, second] = frame.measures
  if (said === undefined || first === undefined || second === undefined || frame.measures.length > 2 || frame.compare.length > 0) return
  if (changed === undefined && (first.metric === undefined || second.metric === undefined || versus!.start < first.end || versus!.end > second.start)) return
  const [baseline, figure] = isBaseline(second, index) ? [second, first] : [first, second]
  if (isBaseline(baseline, index) && narrows(figure, baseline, index)) {
    baseline.narrowed = figure.metric!
    frame.notes.push('narrowed')
  }
  const times = [first, second].map((measure) => timeOf(measure, index))
  if ((isBaseline(first, index) || isBaseline(second, index)) && frame.period === null && frame.by.every(({ grain }) => grain === undefined) && times.every((time) => time !== null)) {
    // A budget goes on after the last figures that there are.
    frame.recent = { grain: 'year', columns: [...new Set(times)] }
    frame.notes.push('recent')
  }
  frame.compare.push({ kind: 'change', percent: changed?.percent ?? false, asked: changed !== undefined, reversed: isBaseline(first, index) && !isBaseline(second, index), start: said.start, end: said.end })
}

/** Whether a figure is what others are measured against: a budget, a forecast, a target. */
/** Whether a figure is restricted by what the plan is kept by too: IT costs by an account, as the budget is, and not as the budget itself. */
function narrows(figure: FrameMeasure, baseline: FrameMeasure, index: LanguageIndex): boolean {
  if (figure.metric === undefined || baseline.metric === undefined || figure.table === baseline.table) return false
  const [own, plan] = [index.glossary!.metrics[figure.metric]!, index.glossary!.metrics[baseline.metric]!]
  if (own.filter === undefined) return false
  const tables = columnsIn({ condition: own.filter }).map(({ table }) => table)
  return tables.every((table) => plan.tables.includes(table)) && !JSON.stringify(plan.filter ?? null).includes(JSON.stringify(own.filter))
}

const isBaseline = (measure: FrameMeasure, index: LanguageIndex): boolean => measureLabel(measure, index).toLowerCase().split(/[^\p{L}]+/u).some((word) => baselineWords.has(word))
