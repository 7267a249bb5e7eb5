import { createHash } from 'node:crypto'
import type { DescribedDatabase, DescribedTable } from '../sources/source.ts'

/** Each once, in an order that no locale changes. */
const inOrder = (lines: string[]): string[] => [...new Set(lines)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

function tableLine(table: DescribedTable): string {
  const columns = inOrder(table.columns.map((column) => JSON.stringify([column.name, column.type.kind, column.declared])))
  const uniques = inOrder(table.indexes.filter((index) => index.unique).map((index) => JSON.stringify(inOrder(index.columns))))
  return JSON.stringify([table.name, table.kind, columns, table.primaryKey, uniques])
}

/**
 * A hash (64 hex digits) over the names, types and keys of a database as described, notes merged in. It does not depend on the order in which
 * the engine lists things, nor on comments, estimates, samples, index names or plain indexes.
 */
export function fingerprint(database: DescribedDatabase): string {
  const tables = inOrder(database.tables.map(tableLine))
  const keys = inOrder(database.keys.map((key) => JSON.stringify([key.from.table, key.from.columns, key.to.table, key.to.columns])))
  return createHash('sha256').update(JSON.stringify([tables, keys])).digest('hex')
}
