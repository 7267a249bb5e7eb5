import type { LanguageIndex } from '../index/language-index.ts'
import { onPeriod, timeColumn } from './conditions.ts'
import type { FrameCondition } from './frame.ts'
import type { Item } from './items.ts'

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
    if (!item.negated || !['table', 'column', 'where', 'having'].includes(item.kind)) {
      kept.push(item)
      continue
    }
    let end = at
    while (end < items.length && !closing.has(items[end]!.kind) && (end === at || !items[end]!.negated)) end += 1
    const scope = items.slice(at, end)
    const made = negate(scope, entity, index)
    if (made === null) {
      kept.push({ ...item, negated: false })
      continue
    }
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
  const inner = scope.filter((item) => tableOfItem(item, index) !== null && tableOfItem(item, index) !== entity)
  const tables = [...new Set(inner.map((item) => tableOfItem(item, index)!))]
  if (tables.length === 0) return null
  const where = inner.flatMap((item) => (item.kind === 'where' ? [item.condition] : []))
  const dated = scope.filter((item) => item.kind === 'period').flatMap((item) => {
    const time = timeColumn(tables, index)
    const test = time === null ? null : onPeriod(index.columns[time.column]!, '=', item.period)
    return test === null ? [] : [{ item, test }]
  })
  where.push(...dated.map((found) => found.test))
  const rest = scope.filter((item) => !inner.includes(item) && item.kind !== 'table' && !dated.some((found) => found.item === item))
  return { condition: { kind: 'not', of: { kind: 'has', tables, where } }, rest }
}

/** The table that an item names or tests. */
export function tableOfItem(item: Item, index: LanguageIndex): number | null {
  return item.kind === 'table' || item.kind === 'where' ? item.table : item.kind === 'column' ? index.columns[item.column]!.table : null
}
