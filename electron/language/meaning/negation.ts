import type { LanguageIndex } from '../index/language-index.ts'
import { onPeriod, timeColumn } from './conditions.ts'
import type { FrameCondition } from './frame.ts'
import type { Item } from './items.ts'
import { isTotal, timeOf } from './tables.ts'

const closing = new Set<Item['kind']>(['ask', 'order', 'group', 'superlative', 'measure', 'star'])

/**
 * Takes negated stretches out of the items. "no", "without", "never" before related rows become "has no"; before a test of the entity itself, its opposite.
 * Returns the items that remain and the conditions made.
 */
export function applyNegation(items: readonly Item[], entity: number | null, index: LanguageIndex): { kept: Item[]; conditions: FrameCondition[] } {
  const kept: Item[] = []
  const conditions: FrameCondition[] = []
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    if (!item.negated || !(['table', 'column', 'where', 'having'].includes(item.kind) || isFact(item, entity, index))) {
      kept.push(item)
      continue
    }
    let end = at
    while (end < items.length && (end === at || (!closing.has(items[end]!.kind) && !items[end]!.negated))) end += 1
    const scope = items.slice(at, end)
    const made = negate(scope, entity, index)
    if (made === null) {
      kept.push({ ...item, negated: false })
      continue
    }
    made.condition.place ??= { start: item.start, end: Math.max(...scope.filter((other) => !made.rest.includes(other)).map(({ end: last }) => last)) }
    conditions.push(made.condition)
    kept.push(...made.rest)
    at = end - 1
  }
  return { kept, conditions }
}

function negate(scope: readonly Item[], entity: number | null, index: LanguageIndex): { condition: FrameCondition; rest: Item[] } | null {
  const [first] = scope
  if (first?.kind === 'where' && (entity === null || first.table === null || index.single[entity]![first.table]!)) {
    const others = scope.slice(1)
    const grouped = others.filter((item) => item.kind === 'where' && item.or) as Extract<Item, { kind: 'where' }>[]
    const test: FrameCondition = grouped.length > 0 ? { kind: 'any', of: [first.condition, ...grouped.map((item) => item.condition)] } : first.condition
    return { condition: { kind: 'not', of: test }, rest: others.filter((item) => !grouped.includes(item as Extract<Item, { kind: 'where' }>)) }
  }
  if (entity === null) return null
  const inner = scope.filter((item) => tableNegated(item, index) !== null && tableNegated(item, index) !== entity)
  const tables = [...new Set(inner.map((item) => tableNegated(item, index)!))]
  if (tables.length === 0) return null
  const where = inner.flatMap((item) => (item.kind === 'where' ? [item.condition] : []))
  const dated = scope.filter((item) => item.kind === 'period').flatMap((item) => {
    const [fact] = inner.flatMap((other) => (other.kind === 'measure' ? other.measures : []))
    const time = fact === undefined ? (timeColumn(tables, index)?.column ?? null) : timeOf(fact, index)
    const test = time === null ? null : onPeriod(index.columns[time]!, '=', item.period)
    return test === null ? [] : [{ item, test }]
  })
  where.push(...dated.map((found) => found.test))
  const rest = scope.filter((item) => !inner.includes(item) && item.kind !== 'table' && !dated.some((found) => found.item === item))
  return { condition: { kind: 'not', of: { kind: 'has', tables, where } }, rest }
}

/** "Products with no sales": a figure that adds up rows stands for them. */
function isFact(item: Item, entity: number | null, index: LanguageIndex): boolean {
  const [measure] = item.kind === 'measure' ? item.measures : []
  return measure?.metric !== undefined && entity !== null && measure.table !== entity && index.single[measure.table]![entity] === 1 && index.glossary!.metrics[measure.metric]!.filter === undefined && isTotal(measure.metric, index)
}

/** The table that a negated item is about. */
const tableNegated = (item: Item, index: LanguageIndex): number | null => (item.kind === 'measure' ? item.measures[0]!.table : tableOfItem(item, index))

/** The table that an item names or tests. */
export function tableOfItem(item: Item, index: LanguageIndex): number | null {
  return item.kind === 'table' || item.kind === 'where' ? item.table : item.kind === 'column' ? index.columns[item.column]!.table : null
}
