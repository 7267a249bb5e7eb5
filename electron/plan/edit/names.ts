import type { Catalog, Column, Table } from '../../../shared/model/catalog.ts'
import type { EditSetting } from './setting.ts'

/** The columns that name a row of a table to a person: those of its note, else a name or title, else a first and a last name, else a number such as "invoice_no". */
export function displayColumns(table: Table, { glossary }: EditSetting): string[] {
  const noted = glossary?.entities.find((entity) => entity.table === table.name)?.display ?? []
  if (noted.length > 0) return noted
  const text = table.columns.filter((column) => column.type.kind === 'text')
  const named = (pattern: RegExp) => text.filter((column) => pattern.test(column.name))
  const [first, last] = [named(/first_?name|given_?name/i)[0], named(/last_?name|surname|family_?name/i)[0]]
  if (first !== undefined && last !== undefined) return [first.name, last.name]
  const [whole] = [...named(/^(name|title)$/i), ...named(/_?(name|title)$/i), ...named(/(^|_)(no|number|ref|code)$/i)]
  return whole === undefined ? [] : [whole.name]
}

export const isDisplay = (table: Table, column: string, setting: EditSetting): boolean => displayColumns(table, setting).includes(column)

/** Whether a column only ties its row to others or tells it apart. */
export function isKey(table: Table, column: Column, catalog: Catalog): boolean {
  if (table.primaryKey.includes(column.name)) return true
  return catalog.relationships.some(({ from, to }) => (from.table === table.name && from.columns.includes(column.name)) || (to.table === table.name && to.columns.includes(column.name)))
}

const countsNothing = /(^|_)(id|ids|code|no|nr|number|num|year|yr|month|day|week|quarter|qtr|phone|zip|postcode|level|sort|position|version|sign|flag)$/i
const isRate = /(^|_)(rate|pct|percent|percentage|ratio|price|cost_per|unit_price|age|days|score|rating)$/i

/** Whether a column holds numbers that mean something added up or averaged; `added` is false for rates and prices. */
export function measured(table: Table, column: Column, catalog: Catalog): { added: boolean } | null {
  const numeric = column.type.kind === 'integer' || column.type.kind === 'decimal' || column.type.kind === 'float'
  if (!numeric || isKey(table, column, catalog) || countsNothing.test(column.name)) return null
  return { added: !isRate.test(column.name) }
}

const mostGroups = 60

/** Whether a column sorts rows into groups that a person would look at. */
export function groups(table: Table, column: Column, setting: EditSetting): boolean {
  const { kind } = column.type
  if (kind === 'boolean') return true
  if (table.primaryKey.includes(column.name) && kind !== 'text') return false
  if (isDisplay(table, column.name, setting)) return true
  if (kind !== 'text') return false
  const distinct = column.profile?.distinct
  return distinct !== undefined ? distinct >= 2 && distinct <= mostGroups : !isKey(table, column, setting.catalog)
}
