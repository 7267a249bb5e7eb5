import type { Catalog, Table } from '../../shared/model/catalog.ts'

/** True when at most one row of the table has given values in these columns. */
export function isUnique(table: Table, columns: readonly string[]): boolean {
  const covers = (key: readonly string[]) => key.length > 0 && key.every((column) => columns.includes(column))
  return covers(table.primaryKey) || table.indexes.some((index) => index.unique && covers(index.columns))
}

/** True when a profile shows that a column which keys point to holds the same value twice. */
export function repeats(table: Table, columns: readonly string[]): boolean {
  const [column, ...more] = columns
  if (more.length > 0 || isUnique(table, columns)) return false
  const profile = table.columns.find((candidate) => candidate.name === column)?.profile
  return profile !== undefined && profile.distinct < profile.rows - profile.nulls
}

/** True when a row meets at most one row of `table` over these columns, because they are unique or a key points to them. */
export function meetsOne(catalog: Catalog, table: Table, columns: readonly string[]): boolean {
  if (isUnique(table, columns)) return true
  const covered = (side: { table: string; columns: string[] }) => side.table === table.name && side.columns.every((column) => columns.includes(column))
  return catalog.relationships.some((relationship) =>
    (covered(relationship.to) && !repeats(table, relationship.to.columns)) || (relationship.oneToOne && covered(relationship.from)))
}

/** The columns that tell the table's rows apart: its primary key, else a unique index of columns that are never null; null without either. */
export function rowKey(table: Table): string[] | null {
  if (table.primaryKey.length > 0) return table.primaryKey
  const required = (name: string) => table.columns.some((column) => column.name === name && !column.nullable)
  return table.indexes.find((index) => index.unique && index.columns.every(required))?.columns ?? null
}
