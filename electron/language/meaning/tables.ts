import { columnsIn } from '../../../shared/model/plan-columns.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { columnKey } from '../index/entries.ts'
import { conditionColumns, type Frame, type FrameMeasure } from './frame.ts'

/** All measures of a frame: shown, tested or ordered by. */
export function measuresOf(frame: Frame): FrameMeasure[] {
  return [...frame.measures, ...frame.having.flatMap((test) => ('other' in test ? [test.measure, test.other] : [test.measure])), ...frame.order.flatMap((key) => (key.by.kind === 'measure' ? [key.by.measure] : []))]
}

/** The tables a measure needs: a metric's, or the one it counts or sums. */
export function measureTables(measure: FrameMeasure, index: LanguageIndex): number[] {
  if (measure.metric === undefined) return [measure.table]
  const metric = index.glossary!.metrics[measure.metric]!
  return metric.tables.map((name) => index.tableAt.get(name)!)
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
  for (const condition of frame.where) for (const at of conditionColumns(condition)) found.add(of(at))
  for (const condition of frame.where) if (condition.kind === 'term') for (const table of termTables(condition.term, index)) found.add(table)
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
