import { conditionColumns, type Frame, type FrameCondition } from '../meaning/frame.ts'
import { tablesOf } from '../meaning/tables.ts'
import type { LanguageIndex } from '../index/language-index.ts'

/** What clauses a query has. The signature model predicts each of these from the words alone. */
export const shapeNames = [
  'count', 'countDistinct', 'sum', 'avg', 'extreme', 'group', 'groupShown', 'having', 'order', 'limit', 'descending', 'distinct', 'negation', 'intersection', 'either', 'nested', 'text',
  'show1', 'show2', 'show3', 'where0', 'where1', 'where2', 'tables1', 'tables2', 'tables3',
] as const
export type ShapeName = (typeof shapeNames)[number]
export type Shape = ReadonlySet<ShapeName>

/** The shape of a frame. */
export function shapeOf(frame: Frame, index: LanguageIndex): Shape {
  const shape = new Set<ShapeName>()
  const mark = (name: ShapeName, when: boolean) => {
    if (when) shape.add(name)
  }
  const shown = frame.show.flatMap((item) => (item.kind === 'measure' ? [frame.measures[item.measure]!] : []))
  mark('count', shown.some((measure) => measure.name === 'count'))
  mark('countDistinct', shown.some((measure) => measure.name === 'countDistinct'))
  mark('sum', shown.some((measure) => measure.name === 'sum'))
  mark('avg', shown.some((measure) => measure.name === 'avg'))
  mark('extreme', shown.some((measure) => measure.name === 'min' || measure.name === 'max'))
  mark('group', frame.by.length > 0)
  mark('groupShown', frame.by.length > 0 && shown.length > 0)
  mark('having', frame.having.length > 0)
  mark('order', frame.order.length > 0 && frame.limit === null)
  mark('limit', frame.limit !== null)
  mark('descending', frame.order.some((key) => key.direction === 'desc'))
  mark('distinct', frame.distinct)
  const tests = frame.where.flatMap(flat)
  const conditions = frame.where.length + (frame.split === null ? 0 : 1) + (frame.period === null ? 0 : 1)
  mark('negation', tests.some((test) => test.kind === 'not') || frame.split?.operator === 'difference')
  mark('intersection', frame.split?.operator === 'intersection')
  mark('either', tests.some((test) => test.kind === 'any') || frame.split?.operator === 'union')
  mark('nested', tests.some((test) => test.kind === 'average'))
  mark('text', tests.some((test) => test.kind === 'text'))
  const columns = frame.show.length
  mark(columns === 1 ? 'show1' : columns === 2 ? 'show2' : 'show3', true)
  mark(conditions === 0 ? 'where0' : conditions === 1 ? 'where1' : 'where2', true)
  const tables = new Set([...tablesOf(frame, index), ...frame.where.flatMap(conditionColumns).map((at) => index.columns[at]!.table)]).size
  mark(tables <= 1 ? 'tables1' : tables === 2 ? 'tables2' : 'tables3', true)
  return shape
}

function flat(condition: FrameCondition): FrameCondition[] {
  if (condition.kind === 'not') return [condition, ...flat(condition.of)]
  if (condition.kind === 'any' || condition.kind === 'all') return [condition, ...condition.of.flatMap(flat)]
  return [condition]
}
