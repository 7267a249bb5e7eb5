import type { Catalog } from '../../../shared/model/catalog.ts'
import { columnKey } from './entries.ts'

/** The positions of tables and columns in an index, by their names. */
export function positionsIn({ tables }: Catalog): { tableAt: Map<string, number>; columnAt: Map<string, number> } {
  const columnAt = new Map(tables.flatMap((table) => table.columns.map((column) => columnKey(table.name, column.name))).map((key, at) => [key, at]))
  return { tableAt: new Map(tables.map((table, at) => [table.name, at])), columnAt }
}
