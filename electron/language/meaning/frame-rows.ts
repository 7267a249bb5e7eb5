import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameCondition } from './frame.ts'
import { measuresOf, tablesOf } from './tables.ts'

/** Speaks of the finest rows that everything hangs on: one row per rating rather than per movie. False when those are the entity's own. */
export function repeatRows(frame: Frame, index: LanguageIndex): boolean {
  const { entity } = frame
  if (entity === null || frame.by.length > 0 || frame.split !== null) return false
  const tables = tablesOf(frame, index)
  const far = (table: number) => tables.reduce((sum, other) => sum + index.distances[table]![other]!, 0)
  const [finest] = index.tables.flatMap((table) => (table.role === undefined ? [table.at] : [])).filter((table) => tables.every((other) => index.single[table]![other]!)).sort((left, right) => far(left) - far(right) || left - right)
  if (finest === undefined || finest === entity) return false
  frame.entity = finest
  for (const measure of frame.measures) if (measure.name === 'count' && measure.column === null && measure.table === entity && measure.metric === undefined) measure.table = finest
  frame.notes.push('eachRow')
  return true
}

/** All values but those of rows that pass the test, where a value may stand in several rows; false when each names one row. */
export function setApart(frame: Frame, absent: readonly FrameCondition[], index: LanguageIndex): boolean {
  const [test] = absent
  const keyed = frame.show.some((item) => item.kind === 'column' && index.tables[index.columns[item.column]!.table]!.key.includes(item.column))
  if (absent.length !== 1 || test?.kind !== 'not' || test.of.kind === 'has' || keyed || frame.split !== null || frame.measures.length > 0 || frame.by.length > 0 || frame.limit !== null) return false
  frame.where = frame.where.filter((condition) => condition !== test)
  frame.split = { operator: 'difference', left: [], right: [test.of] }
  frame.order = []
  frame.notes.push('setApart')
  return true
}

/** Whether no two rows of the list can be equal: a column is shown that differs in every row of the entity. */
export function tellsRowsApart(frame: Frame, entity: number, index: LanguageIndex): boolean {
  return frame.show.some((item) => {
    const column = item.kind === 'column' ? index.columns[item.column]! : null
    return column !== null && column.table === entity && column.rows !== null && column.rows > 1 && column.distinct === column.rows
  })
}

/** Counts the rows that link two tables instead of the rows linked to: ratings rather than rated movies. */
export function countBridges(frame: Frame, index: LanguageIndex): void {
  const grouped = frame.by.map((group) => index.columns[group.column]!.table)
  for (const measure of measuresOf(frame)) {
    if (measure.column !== null || measure.name !== 'count' || measure.metric !== undefined) continue
    for (const table of grouped) {
      if (table === measure.table || pointsTo(measure.table, table, index)) continue
      const bridge = pointing(table, index).find((other) => other !== table && other !== measure.table && pointsTo(other, measure.table, index))
      if (bridge === undefined) continue
      measure.table = bridge
      frame.notes.push('bridge')
      break
    }
  }
}

/** The tables that point to one, in order. */
const pointing = (to: number, index: LanguageIndex): number[] => index.tables[to]!.pointing.map((at) => index.columns[at]!.table)
const pointsTo = (from: number, to: number, index: LanguageIndex) => index.tables[from]!.columns.some((at) => index.columns[at]!.refers.some((key) => key.table === to))
