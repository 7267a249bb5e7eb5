import type { DescribedDatabase, DescribedKey, DescribedTable } from '../sources/source.ts'
import { folded } from './names.ts'

/** Finds by exact name first, then by a spelling that differs in case only and is the only such one. */
export function findNamed<Named extends { name: string }>(all: readonly Named[], name: string): Named | undefined {
  const exact = all.find((one) => one.name === name)
  if (exact !== undefined) return exact
  const alike = all.filter((one) => folded(one.name) === folded(name))
  return alike.length === 1 ? alike[0] : undefined
}

type TableFinder = (name: string) => DescribedTable | undefined

/** `findNamed` over the tables of a database, indexed once. */
export function tableFinder(tables: readonly DescribedTable[]): TableFinder {
  const exact = new Map(tables.map((table) => [table.name, table]))
  const alike = Map.groupBy(tables, (table) => folded(table.name))
  return (name) => {
    const group = alike.get(folded(name))
    return exact.get(name) ?? (group?.length === 1 ? group[0] : undefined)
  }
}

function spelledAs(table: DescribedTable, columns: readonly string[]): string[] | undefined {
  const found = columns.map((column) => findNamed(table.columns, column)?.name)
  return found.every((name) => name !== undefined) && found.length > 0 ? found : undefined
}

function sound(key: DescribedKey, table: TableFinder): DescribedKey | undefined {
  const from = table(key.from.table)
  const to = table(key.to.table)
  if (from === undefined || to === undefined) return undefined
  // SQLite allows REFERENCES without columns, meaning the primary key of the target.
  const fromColumns = spelledAs(from, key.from.columns)
  const toColumns = key.to.columns.length === 0 ? to.primaryKey : spelledAs(to, key.to.columns)
  if (fromColumns === undefined || toColumns?.length !== fromColumns.length) return undefined
  const itself = from === to && fromColumns.every((column, at) => column === toColumns[at])
  return itself ? undefined : { from: { table: from.name, columns: fromColumns }, to: { table: to.name, columns: toColumns } }
}

/**
 * The declared keys whose tables and columns exist, spelled as the tables spell them and each once. Databases accept keys to tables that were
 * never made, in the wrong case, or of a column to itself; those say nothing and are left out.
 */
export function soundKeys(database: DescribedDatabase): DescribedKey[] {
  const table = tableFinder(database.tables)
  const found = new Map<string, DescribedKey>()
  for (const declared of database.keys) {
    const key = sound(declared, table)
    if (key !== undefined) found.set(JSON.stringify([key.from, key.to]), key)
  }
  return [...found.values()]
}
