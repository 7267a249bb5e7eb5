import type { LanguageIndex } from '../index/language-index.ts'
import { counterpartOf } from './counterparts.ts'
import { conditionColumns, type Frame, type FrameCondition, type FrameMeasure } from './frame.ts'
import { measuresOf, measureTables } from './tables.ts'

/**
 * Filters of figures from two facts that no key brings together: "revenue vs budget for EMEA" tests the region of the customer for one and the sales region
 * of the budget for the other. A filter that every fact reaches, or that one has nothing like, stays where it is.
 */
export function filtersPerFact(frame: Frame, index: LanguageIndex): Frame {
  const measures = measuresOf(frame)
  if (frame.where.length === 0 || new Set(measures.map(({ table }) => table)).size < 2 || measures.some(({ metric }) => metric === undefined)) return frame
  const apart = frame.where.filter((test) => !measures.every((measure) => reaches(measure, test, index)) && measures.every((measure) => seenFrom(measure, test, index) !== null))
  if (apart.length === 0) return frame
  const own = (measure: FrameMeasure): FrameMeasure => ({ ...measure, where: [...(measure.where ?? []), ...apart.map((test) => seenFrom(measure, test, index)!)] })
  return {
    ...frame, where: frame.where.filter((test) => !apart.includes(test)), measures: frame.measures.map(own), having: frame.having.map((test) => ({ ...test, measure: own(test.measure) })),
    order: frame.order.map((key) => (key.by.kind === 'measure' ? { ...key, by: { ...key.by, measure: own(key.by.measure) } } : key)),
  }
}

function reaches({ table }: FrameMeasure, test: FrameCondition, index: LanguageIndex): boolean {
  return conditionColumns(test).every((at) => index.columns[at]!.table === table || index.single[table]![index.columns[at]!.table]!)
}

/** The test as this fact knows it: on the column itself, or on its own that says the same; null where it has none. */
function seenFrom(measure: FrameMeasure, test: FrameCondition, index: LanguageIndex): FrameCondition | null {
  if (reaches(measure, test, index)) return test
  if (test.kind === 'any') {
    const of = test.of.map((part) => seenFrom(measure, part, index))
    return of.includes(null) ? null : { ...test, of: of as FrameCondition[] }
  }
  if (test.kind === 'not') {
    const of = seenFrom(measure, test.of, index)
    return of === null ? null : { ...test, of }
  }
  if (test.kind !== 'values') return null
  const tables = measureTables({ ...measure, where: [] }, index)
  const near = index.tables.flatMap(({ at }) => (index.single[measure.table]![at]! ? [at] : []))
  const column = counterpartOf(test.column, tables, index) ?? counterpartOf(test.column, near, index)
  return column === null ? null : { ...test, column }
}
