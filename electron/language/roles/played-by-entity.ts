import type { LanguageIndex } from '../index/language-index.ts'
import { entityOf } from '../meaning/compose.ts'
import type { Item } from '../meaning/items.ts'
import { tableOfItem } from '../meaning/negation.ts'

/**
 * "teachers who advise no student": the rows asked about play the role themselves, so what says so is the table whose key names it.
 * "routes that end in a Canadian airport": the airport is the one where they end, not another.
 */
export function playedByEntity(items: readonly Item[], index: LanguageIndex): Item[] {
  if (index.tables.at(-1)?.role === undefined) return [...items]
  const entity = entityOf(items)
  const played = new Set(items.flatMap((item) => {
    const role = item.kind === 'table' ? index.tables[item.table]!.role : undefined
    return role === undefined || index.columns[role.key]!.table === index.columns[role.to]!.table ? [] : [index.columns[role.to]!.table]
  }))
  const used = (table: number) => items.some((item) => item.kind !== 'table' && tableOfItem(item, index) === table)
  return items.filter((item) => item.kind !== 'table' || item.table === entity || !played.has(item.table) || used(item.table)).map((item) => {
    const role = item.kind === 'table' ? index.tables[item.table]!.role : undefined
    if (role === undefined || item.kind !== 'table' || !(item.clause || item.negated) || item.table === entity) return item
    const [of, from] = [index.columns[role.to]!.table, index.columns[role.key]!.table]
    return of === entity && from !== of ? { ...item, table: from } : item
  })
}
