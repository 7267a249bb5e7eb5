import type { Catalog, Relationship } from '../../../shared/model/catalog.ts'

/** Keys that were declared column by column although together they point at a key of several columns, as one. */
export function joinedKeys(catalog: Catalog, relationships: readonly Relationship[]): Relationship[] {
  const keys = new Map(catalog.tables.map((table) => [table.name, table.primaryKey]))
  const parts = Map.groupBy(relationships, (each) => `${each.from.table}\u0000${each.to.table}`)
  return [...parts.values()].flatMap((group) => {
    const [first] = group
    const key = keys.get(first!.to.table) ?? []
    const single = group.filter((each) => each.from.columns.length === 1 && key.includes(each.to.columns[0]!))
    const targets = new Set(single.map((each) => each.to.columns[0]))
    if (key.length < 2 || single.length < 2 || targets.size < single.length) return group
    const whole: Relationship = { ...first!, from: { table: first!.from.table, columns: single.map((each) => each.from.columns[0]!) }, to: { table: first!.to.table, columns: single.map((each) => each.to.columns[0]!) }, oneToOne: false }
    return [whole, ...group.filter((each) => !single.includes(each))]
  })
}
