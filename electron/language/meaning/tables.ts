import { columnsIn } from '../../../shared/model/plan-columns.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { columnKey } from '../index/entries.ts'
import { conditionColumns, type Frame, type FrameCondition, type FrameMeasure } from './frame.ts'

/** All measures of a frame: shown, tested or ordered by. */
export function measuresOf(frame: Frame): FrameMeasure[] {
  return [...frame.measures, ...frame.having.flatMap((test) => ('other' in test ? [test.measure, test.other] : [test.measure])), ...frame.order.flatMap((key) => (key.by.kind === 'measure' ? [key.by.measure] : []))]
}

/** The tables a measure needs: a metric's, or the one it counts or sums; and those of the tests on it alone. */
export function measureTables(measure: FrameMeasure, index: LanguageIndex): number[] {
  const own = measure.metric === undefined ? [measure.table] : index.glossary!.metrics[measure.metric]!.tables.map((name) => index.tableAt.get(name)!)
  return measure.where === undefined ? own : [...own, ...measure.where.flatMap((test) => testTables(test, index))]
}

/** The tables that a test needs joined. */
function testTables(test: FrameCondition, index: LanguageIndex): number[] {
  if (test.kind === 'term') return termTables(test.term, index)
  if (test.kind === 'not') return testTables(test.of, index)
  if (test.kind === 'any') return test.of.flatMap((part) => testTables(part, index))
  return conditionColumns(test).map((at) => index.columns[at]!.table)
}

/** A metric as a measure; its table is the one its value is taken from. */
export function metricMeasure(metric: number, index: LanguageIndex, start: number, end: number): FrameMeasure {
  const { value, tables } = index.glossary!.metrics[metric]!
  const fact = columnsIn({ expression: value })[0]?.table ?? tables[0] ?? ''
  return { name: 'sum', column: null, table: index.tableAt.get(fact) ?? 0, metric, start, end }
}

/** The date column a measure goes by: a metric's own, else that of its table. */
export function timeOf(measure: FrameMeasure, index: LanguageIndex): number | null {
  if (measure.metric === undefined) return index.tables[measure.table]!.time
  const { time } = index.glossary!.metrics[measure.metric]!
  return time === undefined ? null : (index.columnAt.get(columnKey(time.table, time.column)) ?? null)
}

/** The tables a frame needs joined for all but further facts, the entity first. */
export function tablesOf(frame: Frame, index: LanguageIndex): number[] {
  const of = (at: number) => index.columns[at]!.table
  const found = new Set<number>()
  const measures = measuresOf(frame)
  if (frame.entity !== null) found.add(frame.entity)
  for (const item of frame.show) if (item.kind === 'column') found.add(of(item.column))
  for (const measure of measures) if (measure.table === measures[0]!.table || measure.metric === undefined) for (const table of measureTables(measure, index)) found.add(table)
  for (const group of frame.by) found.add(of(group.column))
  for (const key of frame.order) if (key.by.kind === 'column') found.add(of(key.by.column))
  for (const condition of frame.where) for (const table of testTables(condition, index)) found.add(table)
  if (frame.period !== null && measures.length === 0) for (const at of frame.period.columns) found.add(of(at))
  for (const table of frame.present) found.add(table)
  for (const table of found) {
    const { role } = index.tables[table]!
    if (role !== undefined) found.add(of(role.key))
  }
  return [...found]
}

/** The tables a filter term needs. */
export function termTables(term: number, index: LanguageIndex): number[] {
  const target = index.glossary!.terms[term]!.target
  return target.kind === 'filter' ? [...new Set([target.of, ...target.tables])].map((name) => index.tableAt.get(name)!) : []
}

/** The figure that things are ranked by when none was named: the first metric of the vocabulary of which more is better and that is kept by these rows. */
export function mainMetric(table: number, index: LanguageIndex): number | null {
  if (index.glossary === null) return null
  const found = index.glossary.metrics.findIndex((metric, at) => metric.good === 'up' && metric.balance === undefined && (() => {
    const fact = metricMeasure(at, index, 0, 0).table
    return fact !== table && index.single[fact]![table]!
  })())
  return found < 0 ? null : found
}

/** Whether a metric adds up rows, so that an average of it is one of totals. */
export function isTotal(metric: number, index: LanguageIndex): boolean {
  const text = JSON.stringify(index.glossary!.metrics[metric]!.value)
  return index.glossary!.metrics[metric]!.balance === undefined && /"name":"(?:sum|count)"/.test(text) && !/"operator":"\/"|"name":"(?:avg|countDistinct)"/.test(text)
}
