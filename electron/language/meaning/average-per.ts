import { amountsOf } from '../index/amounts.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameMeasure } from './frame.ts'
import { ofKind, type Item, type ItemOf } from './items.ts'
import { groupLabel } from './labels.ts'
import { isTotal, metricMeasure, timeOf } from './tables.ts'

/**
 * "average revenue per customer", "average monthly revenue": a total divided by how many customers or months it comes from. Returns the grouping that
 * this uses up. An average of a total that says of what is not used ("average revenue by region").
 */
export function averagePer(items: readonly Item[], frame: Frame, index: LanguageIndex, perRow: boolean): ItemOf<'group'> | null {
  const [measure, ...more] = frame.measures
  const counted = perRow ? countedPer(items, frame, index) : null
  if (counted !== null) {
    frame.notes.push('perRow')
    frame.measures = [measure!, counted.measure]
    frame.compare.push({ kind: 'ratio', operator: '/', percent: false, per: counted.per, start: measure!.start, end: Math.max(measure!.end, counted.group.end) })
    return counted.group
  }
  if (measure?.averaged !== true || frame.limit !== null) return null
  for (const group of more.length > 0 ? [] : ofKind(items, 'group').filter(({ weak }) => !weak)) {
    const counted = countOf(group, measure, index)
    if (counted === null) continue
    frame.measures = [measure, counted.measure]
    frame.compare.push({ kind: 'ratio', operator: '/', percent: false, per: counted.per, start: measure.start, end: Math.max(measure.end, group.end) })
    return group
  }
  frame.notes.push('lostAverage')
  return null
}

/** What is counted as it is now has no time: "revenue per employee in 2025" is the revenue of that time over the people there are. */
export function timeOfTotal(frame: Frame, index: LanguageIndex): void {
  const [total, counted] = frame.measures
  if (frame.period === null || total === undefined || counted?.metric === undefined || !frame.notes.includes('perRow') || timeOf(counted, index) !== null) return
  frame.measures = [{ ...total, period: frame.period.words, ...(frame.period.said === undefined ? {} : { said: frame.period.said }) }, counted]
  frame.period = null
}

/**
 * "Revenue per invoice", "revenue per employee": one figure over how many there are, where these have an amount and a date of their own, or the vocabulary counts them.
 * "Revenue per customer" is a list.
 */
export function countedPer(items: readonly Item[], frame: Pick<Frame, 'measures' | 'limit'>, index: LanguageIndex): { measure: FrameMeasure; per: string; group: ItemOf<'group'> } | null {
  const [total, ...more] = frame.measures
  if (total?.metric === undefined || total.averaged === true || more.length > 0 || frame.limit !== null || !isTotal(total.metric, index)) return null
  for (const group of ofKind(items, 'group')) {
    const [target] = group.targets
    if (group.per !== true || group.grain !== null || target?.kind !== 'table' || group.targets.length > 1) continue
    const { name, words, key, time } = index.tables[target.at]!
    const counts = index.glossary!.metrics.findIndex(({ value, balance }) => balance === undefined && value.kind === 'aggregate' && (value.name === 'count' || value.name === 'countDistinct') && value.of?.kind === 'column' && value.of.table === name && value.of.column === index.columns[key[0] ?? -1]?.name)
    if (counts >= 0) return { measure: metricMeasure(counts, index, group.start, group.end), per: words.join(' '), group }
    const counted = time === null || amountsOf(target.at, index).length === 0 ? null : countOf(group, total, index)
    if (counted !== null) return { ...counted, group }
  }
  return null
}

function countOf({ grain, targets, start, end }: ItemOf<'group'>, total: FrameMeasure, index: LanguageIndex): { measure: FrameMeasure; per: string } | null {
  if (grain !== null) {
    const time = timeOf(total, index)
    return time === null ? null : { measure: { name: 'countDistinct', column: time, table: index.columns[time]!.table, grain, start, end }, per: groupLabel({ column: time, key: [], grain }, index).toLowerCase() }
  }
  const [target] = targets
  if (target?.kind !== 'table' || targets.length > 1) return null
  // Those that the total comes from: its rows name them by a key.
  const [key] = index.columns.filter((column) => (column.table === total.table || index.single[total.table]![column.table]!) && column.refers.some(({ table }) => table === target.at))
    .sort((left, right) => index.distances[total.table]![left.table]! - index.distances[total.table]![right.table]! || left.at - right.at)
  const { name, words } = index.tables[target.at]!
  return key === undefined ? null : { measure: { name: 'countDistinct', column: key.at, table: key.table, start, end }, per: words.join(' ') || name }
}
