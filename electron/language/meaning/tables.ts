import type { LanguageIndex } from '../index/language-index.ts'
import { conditionColumns, type Frame } from './frame.ts'

/** The tables a frame needs joined, the entity first. */
export function tablesOf(frame: Frame, index: LanguageIndex): number[] {
  const of = (at: number) => index.columns[at]!.table
  const found = new Set<number>()
  if (frame.entity !== null) found.add(frame.entity)
  for (const item of frame.show) if (item.kind === 'column') found.add(of(item.column))
  for (const measure of [...frame.measures, ...frame.having.map((test) => test.measure), ...frame.order.flatMap((key) => (key.by.kind === 'measure' ? [key.by.measure] : []))]) found.add(measure.table)
  for (const group of frame.by) found.add(of(group.column))
  for (const key of frame.order) if (key.by.kind === 'column') found.add(of(key.by.column))
  for (const condition of frame.where) for (const at of conditionColumns(condition)) found.add(of(at))
  for (const table of frame.present) found.add(table)
  return [...found]
}
