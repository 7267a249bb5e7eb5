import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameMeasure } from './frame.ts'
import { ofKind, type Item, type ItemOf } from './items.ts'
import { groupLabel } from './labels.ts'
import { timeOf } from './tables.ts'

/**
 * "average revenue per customer", "average monthly revenue": a total divided by how many customers or months it comes from. Returns the grouping that
 * this uses up. An average of a total that says of what is not used ("average revenue by region").
 */
export function averagePer(items: readonly Item[], frame: Frame, index: LanguageIndex): ItemOf<'group'> | null {
  const [measure, ...more] = frame.measures
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
