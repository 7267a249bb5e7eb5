import type { Catalog, Column, Relationship, Table } from '../../shared/model/catalog.ts'
import { folded } from './names.ts'

type Named<Thing> = { exact: Map<string, Thing>; alike: Map<string, Thing | null> }

function named<Thing extends { name: string }>(things: readonly Thing[]): Named<Thing> {
  const exact = new Map<string, Thing>()
  const alike = new Map<string, Thing | null>()
  for (const thing of things) {
    exact.set(thing.name, thing)
    const key = folded(thing.name)
    alike.set(key, alike.has(key) ? null : thing)
  }
  return { exact, alike }
}

const find = <Thing>(index: Named<Thing>, name: string): Thing | undefined => index.exact.get(name) ?? index.alike.get(folded(name)) ?? undefined

type CatalogIndex = { tables: Named<Table>; relationships: Map<string, Relationship[]> }

const catalogs = new WeakMap<Catalog, CatalogIndex>()
const tables = new WeakMap<Table, Named<Column>>()

function indexOf(catalog: Catalog): CatalogIndex {
  const known = catalogs.get(catalog)
  if (known !== undefined) return known
  const relationships = new Map<string, Relationship[]>(catalog.tables.map((table) => [table.name, []]))
  for (const relationship of catalog.relationships) {
    relationships.get(relationship.from.table)?.push(relationship)
    if (relationship.to.table !== relationship.from.table) relationships.get(relationship.to.table)?.push(relationship)
  }
  const index = { tables: named(catalog.tables), relationships }
  catalogs.set(catalog, index)
  return index
}

/** The table of that name; a name that differs only in case is taken when it means one table only. */
export function tableNamed(catalog: Catalog, name: string): Table | undefined {
  return find(indexOf(catalog).tables, name)
}

/** The column of that name, by the rule of `tableNamed`. */
export function columnNamed(table: Table, name: string): Column | undefined {
  let index = tables.get(table)
  if (index === undefined) tables.set(table, (index = named(table.columns)))
  return find(index, name)
}

/** The relationships that begin or end at the table of that exact name, in catalog order; one from a table to itself is listed once. */
export function relationshipsOf(catalog: Catalog, table: string): readonly Relationship[] {
  return indexOf(catalog).relationships.get(table) ?? []
}

/** True when the columns hold a declared key (primary key or unique index) of the table, so that no two rows share their values. */
export function uniqueKey(catalog: Catalog, table: string, columns: readonly string[]): boolean {
  const found = tableNamed(catalog, table)
  return found !== undefined && holdsKey(found, columns)
}

/** The rule of `uniqueKey` for a table, with its columns spelled exactly. */
export function holdsKey(table: Pick<Table, 'primaryKey' | 'indexes'>, columns: readonly string[]): boolean {
  const given = new Set(columns)
  const holds = (key: readonly string[]): boolean => key.length > 0 && key.every((column) => given.has(column))
  return holds(table.primaryKey) || table.indexes.some((index) => index.unique && holds(index.columns))
}
