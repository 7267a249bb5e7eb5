import type { Column, Relationship, Table } from '../../shared/model/catalog.ts'

/** The table that a column points to; null when it points to none. */
export function referenceOf(table: Table, column: Column, relationships: readonly Relationship[]): { table: string; inferred: boolean } | null {
  const found = relationships.find(({ from }) => from.table === table.name && from.columns.includes(column.name))
  return found === undefined ? null : { table: found.to.table, inferred: found.origin === 'inferred' }
}

export const isKey = (table: Table, column: Column): boolean => table.primaryKey.includes(column.name)

/** What stands behind a column in the tree: where it points, or its type and how many values it has when they are few. */
export function shortFact(table: Table, column: Column, relationships: readonly Relationship[]): string {
  const reference = referenceOf(table, column, relationships)
  if (reference !== null) return `→ ${reference.table}`
  const distinct = column.profile?.distinct
  return column.type.kind === 'text' && distinct !== undefined && distinct > 0 && distinct <= 20 && !isKey(table, column) ? `text · ${distinct}` : column.type.kind
}
