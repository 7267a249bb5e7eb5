import type { LanguageIndex } from '../index/language-index.ts'
import type { Frame, FrameCondition } from '../meaning/frame.ts'
import { measuresOf } from '../meaning/tables.ts'

/** Adds to a named feature. */
export type Add = (name: string, value?: number) => void

/** What a frame shows, and which columns and tables it uses anywhere, tests of related rows included. */
export type Use = { shown: number[]; columns: ReadonlySet<number>; tables: ReadonlySet<number>; tests: readonly FrameCondition[] }

/** The use a frame makes of a database. */
export function useOf(frame: Frame, index: LanguageIndex): Use {
  const shown = frame.show.flatMap((item) => (item.kind === 'column' ? [item.column] : item.kind === 'group' ? [frame.by[item.group]!.column] : []))
  const conditions = [...frame.where, ...(frame.split?.left ?? []), ...(frame.split?.right ?? [])]
  const measures = measuresOf(frame)
  const columns = new Set([...shown, ...frame.by.map((group) => group.column), ...conditions.flatMap(columnsTested), ...(frame.period?.columns ?? [])])
  for (const measure of measures) if (measure.column !== null) columns.add(measure.column)
  for (const key of frame.order) if (key.by.kind === 'column') columns.add(key.by.column)
  for (const test of frame.having) if ('of' in test) columns.add(test.of)
  const tables = new Set([...columns].map((at) => index.columns[at]!.table))
  for (const table of [...measures.map((measure) => measure.table), ...frame.present, ...conditions.flatMap(tablesTested)]) tables.add(table)
  if (frame.entity !== null) tables.add(frame.entity)
  addBases(tables, index)
  return { shown, columns, tables, tests: conditions.flatMap(flat) }
}

/** A table in a role is also the table itself: managers are employees. */
export function addBases(tables: Set<number>, index: LanguageIndex): void {
  for (const table of [...tables]) {
    const { role } = index.tables[table]!
    if (role !== undefined) tables.add(index.columns[role.to]!.table)
  }
}

function columnsTested(condition: FrameCondition): number[] {
  switch (condition.kind) {
    case 'has': return condition.where.flatMap(columnsTested)
    case 'term': return []
    case 'not': return columnsTested(condition.of)
    case 'all': case 'any': return condition.of.flatMap(columnsTested)
    case 'average': return [condition.column, condition.of, ...condition.where.flatMap(columnsTested)]
    case 'columns': return [condition.column, condition.other]
    case 'alike': return [condition.column, ...condition.where.flatMap(columnsTested)]
    default: return [condition.column]
  }
}

function tablesTested(condition: FrameCondition): number[] {
  switch (condition.kind) {
    case 'has': return [...condition.tables, ...condition.where.flatMap(tablesTested)]
    case 'not': return tablesTested(condition.of)
    case 'all': case 'any': return condition.of.flatMap(tablesTested)
    default: return []
  }
}

function flat(condition: FrameCondition): FrameCondition[] {
  if (condition.kind === 'not') return [condition, ...flat(condition.of)]
  return condition.kind === 'any' || condition.kind === 'all' ? [condition, ...condition.of.flatMap(flat)] : [condition]
}
