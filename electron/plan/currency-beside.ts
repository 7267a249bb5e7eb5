import type { Table } from '../../shared/model/catalog.ts'

/** The column that says in which currency the amounts of a local-currency column are; null where they are all in one. */
export function currencyBeside(column: string, table: Table): string | null {
  if (!/(^|_)(lc|local|loc|doc)(_|$)/i.test(column)) return null
  return table.columns.find((each) => each.type.kind === 'text' && /(^|_)(ccy|currency|curr)(_|$)/i.test(each.name))?.name ?? null
}
