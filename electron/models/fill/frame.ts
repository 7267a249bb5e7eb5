import type { LanguageIndex } from '../../language/index/language-index.ts'
import { conditionColumns, groupKey, pushGroup, rowsOf, type Frame, type FrameCondition, type FrameHaving, type FrameMeasure } from '../../language/meaning/frame.ts'
import { measuresOf, metricMeasure, termTables, timeOf } from '../../language/meaning/tables.ts'
import type { PeriodWords } from '../../language/periods/period.ts'
import type { Draft, DraftNumber } from '../draft-schema.ts'
import { columnNamed, metricNamed, Misfit, tableNamed } from './names.ts'
import { periodOf } from './period.ts'
import { testsOf } from './tests.ts'

const emptyFrame = (entity: number | null): Frame => ({ entity, present: [], show: [], measures: [], by: [], where: [], having: [], order: [], limit: null, distinct: false, period: null, compare: [], split: null, notes: [] })

/** What a draft means, in the terms of the offline engine, which then makes the same plan of it as of its own readings. Fails with Misfit, in names alone. */
export function frameOf(draft: Draft, index: LanguageIndex): Frame {
  const frame = emptyFrame(draft.rows === null || draft.rows === '' ? null : tableNamed(draft.rows, index))
  frame.measures.push(...draft.measures.map((number) => measureOf(number, index)))
  frame.having.push(...draft.having.map((test) => havingOf(test, index)))
  const ordered = draft.order.map(({ how, of, direction }) => ({ by: how === 'column' ? { kind: 'column' as const, column: columnNamed(of, index) } : { kind: 'measure' as const, measure: measureOf({ how, of }, index) }, direction }))
  const shown = [...new Set(draft.show.map((name) => columnNamed(name, index)))]
  const groups = draft.by.map(({ column, grain }) => ({ column: columnNamed(column, index), grain }))
  const counted = frame.measures.length > 0 || frame.having.length > 0 || ordered.some(({ by }) => by.kind === 'measure')
  if (frame.entity === null && !counted) frame.entity = ownerOf([...shown, ...groups.map(({ column }) => column)], index)
  const names = tableNames(frame, [...shown, ...groups.map(({ column }) => column)], index)
  frame.where.push(...testsOf(draft.where, names, index), ...relatedOf(draft, names, index))
  if (draft.combine !== null) frame.split = { operator: draft.combine.operator, left: testsOf(draft.combine.first, names, index), right: testsOf(draft.combine.second, names, index) }
  const tested = [...frame.where, ...(frame.split === null ? [] : [...frame.split.left, ...frame.split.right])]
  for (const table of tested.flatMap((test) => tablesOfTerms(test, index))) if (!frame.present.includes(table)) frame.present.push(table)
  if (counted) groupBy(frame, groups, shown, index)
  else {
    const all = [...new Set([...groups.map(({ column }) => column), ...shown])]
    frame.show.push(...(all.length > 0 ? all : displayOf(frame, index)).map((column) => ({ kind: 'column' as const, column })))
  }
  frame.order.push(...ordered)
  frame.limit = draft.limit
  frame.distinct = draft.distinct && frame.by.length === 0 && frame.measures.length === 0
  for (const { kind } of draft.compare) if (kind !== 'previous' && frame.measures.length > 0) frame.compare.push({ kind, start: 0, end: 0 })
  const period = periodOf(draft)
  if (period !== null) addPeriod(frame, period, index)
  else liftPeriod(frame, index)
  if (frame.show.length === 0 && frame.measures.length === 0) throw new Misfit('Nothing is asked for: name columns to show, or measures.')
  return frame
}

function measureOf({ how, of }: DraftNumber, index: LanguageIndex): FrameMeasure {
  if (how === 'metric') return metricMeasure(metricNamed(of, index), index, 0, 0)
  const table = how === 'count' || how === 'countDistinct' ? tableCalled(of, index) : null
  if (table !== null) return { ...rowsOf(table, 0, 0), name: how }
  const column = index.columns[columnNamed(of, index)]!
  if ((how === 'sum' || how === 'avg') && !column.numeric) throw new Misfit(`${how} needs a column of numbers.`)
  return { name: how, column: column.at, table: column.table, start: 0, end: 0 }
}

/** Rows are counted by the name of their table, or by a star. */
function tableCalled(name: string, index: LanguageIndex): number | null {
  const table = name.replace(/\.?\*$/, '')
  try {
    return tableNamed(table, index)
  } catch (error) {
    if (error instanceof Misfit) return null
    throw error
  }
}

function havingOf({ how, of, is, value }: Draft['having'][number], index: LanguageIndex): FrameHaving {
  const measure = measureOf({ how, of }, index)
  if (is === 'above average' || is === 'below average') return { measure, operator: is === 'above average' ? '>' : '<', average: 'avg' }
  if (value === null) throw new Misfit('A test of a number in "having" needs a value.')
  return { measure, operator: is, value }
}

/** The tables that conditions of the vocabulary may be about: that of the rows, those counted, those shown. */
function tableNames(frame: Frame, columns: readonly number[], index: LanguageIndex): string[] {
  const tables = [...(frame.entity === null ? [] : [frame.entity]), ...frame.measures.map(({ table }) => table), ...columns.map((at) => index.columns[at]!.table)]
  return [...new Set(tables)].map((at) => index.tables[at]!.name)
}

/** The table that all columns are of; null when they are of several. */
function ownerOf(columns: readonly number[], index: LanguageIndex): number | null {
  const tables = new Set(columns.map((at) => index.columns[at]!.table))
  return tables.size === 1 ? [...tables][0]! : null
}

function relatedOf({ related }: Draft, names: readonly string[], index: LanguageIndex): FrameCondition[] {
  return related.map(({ table, none, atLeast, where }): FrameCondition => {
    const at = tableNamed(table, index)
    const tests = testsOf(where, [index.tables[at]!.name, ...names], index)
    const tables = [...new Set([at, ...tests.flatMap((test) => tablesOfTerms(test, index))])]
    const has: FrameCondition = { kind: 'has', tables, where: tests, ...(atLeast === null || none || atLeast <= 1 ? {} : { count: { operator: '>=', value: atLeast } }) }
    return none ? { kind: 'not', of: has } : has
  })
}

/** The tables that words of the vocabulary need, wherever in a condition they stand; those of related rows are their own affair. */
function tablesOfTerms(condition: FrameCondition, index: LanguageIndex): number[] {
  switch (condition.kind) {
    case 'term': return termTables(condition.term, index)
    case 'not': return tablesOfTerms(condition.of, index)
    case 'any': return condition.of.flatMap((part) => tablesOfTerms(part, index))
    default: return []
  }
}

/** What is shown beside numbers is what they are grouped by; so is the name of the rows when numbers only rank or test them. */
function groupBy(frame: Frame, groups: readonly { column: number; grain: Draft['by'][number]['grain'] }[], shown: readonly number[], index: LanguageIndex): void {
  const measured = frame.measures[0]?.table ?? frame.having[0]?.measure.table
  for (const { column, grain } of groups) {
    if (grain !== null && isTime(column, index)) pushGroup(frame, { column, key: [], grain })
    else pushGroup(frame, { column, key: groupKey(column, measured, frame, index) })
  }
  for (const column of shown) pushGroup(frame, { column, key: groupKey(column, measured, frame, index) })
  if (frame.by.length === 0 && frame.measures.length === 0) for (const column of displayOf(frame, index)) pushGroup(frame, { column, key: frame.entity === null ? [] : index.tables[frame.entity]!.key })
  for (const group of frame.by) if (group.key.length > 1 || group.key.includes(group.column)) group.key = []
  frame.by.forEach((_, group) => frame.show.push({ kind: 'group', group }))
  frame.measures.forEach((_, measure) => frame.show.push({ kind: 'measure', measure }))
}

function isTime(at: number, index: LanguageIndex): boolean {
  const { kind } = index.columns[at]!
  return kind === 'date' || kind === 'timestamp'
}

function displayOf(frame: Frame, index: LanguageIndex): number[] {
  if (frame.entity === null) return []
  const { display, key, columns } = index.tables[frame.entity]!
  return display.length > 0 ? display : key.length > 0 ? key : columns.slice(0, 1)
}

/** A period goes to the dates of metrics; without those it is a test of the date that the rows have. */
function addPeriod(frame: Frame, words: PeriodWords, index: LanguageIndex): void {
  const metrics = measuresOf(frame).filter(({ metric }) => metric !== undefined).flatMap((measure) => timeOf(measure, index) ?? [])
  if (metrics.length > 0) {
    frame.period = { words, columns: [...new Set(metrics)] }
    return
  }
  const tables = [...(frame.entity === null ? [] : [frame.entity]), ...measuresOf(frame).map(({ table }) => table), ...frame.by.map(({ column }) => index.columns[column]!.table), ...frame.show.flatMap((item) => (item.kind === 'column' ? [index.columns[item.column]!.table] : []))]
  const column = frame.by.find(({ grain }) => grain !== undefined)?.column ?? tables.map((table) => index.tables[table]!.time).find((time) => time !== null && isTime(time, index))
  if (column === undefined || column === null) throw new Misfit('The period applies to no date of these tables; test a date column in "where" instead.')
  frame.where.push({ kind: 'within', column, from: words.from, until: words.until })
}

/** A test of the very date that a metric goes by is the period of the question. */
function liftPeriod(frame: Frame, index: LanguageIndex): void {
  const times = new Set(measuresOf(frame).filter(({ metric }) => metric !== undefined).map((measure) => timeOf(measure, index)))
  const at = frame.where.findIndex((test) => test.kind === 'within' && times.has(test.column))
  const found = frame.where[at]
  if (found?.kind !== 'within' || frame.where.filter((test) => conditionColumns(test).includes(found.column)).length > 1) return
  const words = periodOf({ period: { from: found.from, until: found.until } } as Draft)
  if (words === null) return
  frame.period = { words, columns: [...times].filter((time) => time !== null) }
  frame.where.splice(at, 1)
}
