import fs from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Index } from '../../../shared/model/catalog.ts'
import type { DescribedColumn, DescribedDatabase, DescribedKey, DescribedTable } from '../source.ts'
import { declaredType, settledType, type Stored } from './cells.ts'
import { quoted } from './identifier.ts'

/** Rows of a table whose values confirm or refute what its columns are declared as. */
const sampled = 500
/** Above this size counting rows and evaluating views costs more than it tells. */
const smallFile = 64 * 1024 * 1024

const tableList = `SELECT name, type FROM pragma_table_list
  WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`
const columnList = 'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid'
const indexList = `SELECT l.name, l."unique" AND NOT l.partial AS "unique", i.name AS "column"
  FROM pragma_index_list(?) l, pragma_index_info(l.name) i ORDER BY l.seq, i.seqno`
const keyList = 'SELECT id, "table" AS target, "from" AS source, "to" AS targetColumn FROM pragma_foreign_key_list(?) ORDER BY id, seq'

type ListedColumn = { name: string; type: string; notnull: bigint; pk: bigint }

/** Reads values of the columns that their declaration does not settle; long ones are cut, blobs are emptied: only their kind matters. */
function sampleValues(database: DatabaseSync, table: string, columns: readonly ListedColumn[]): Stored[][] {
  const parts = columns.map(({ name }) => {
    const column = quoted(name)
    return `CASE typeof(${column}) WHEN 'blob' THEN x'' WHEN 'text' THEN substr(${column}, 1, 40) ELSE ${column} END`
  })
  const statement = database.prepare(`SELECT ${parts.join(', ')} FROM ${quoted(table)} LIMIT ${sampled}`, { returnArrays: true })
  return statement.all() as unknown as Stored[][]
}

function readColumns(database: DatabaseSync, table: string, listed: readonly ListedColumn[], sample: boolean): DescribedColumn[] {
  const unsettled = listed.filter(({ type }) => !['text', 'binary', 'json'].includes(declaredType(type)?.kind ?? ''))
  const rows = sample && unsettled.length > 0 ? sampleValues(database, table, unsettled) : []
  return listed.map((column) => {
    const declared = declaredType(column.type)
    const at = unsettled.indexOf(column)
    const type = at < 0 ? declared : settledType(declared, rows.map((row) => row[at] ?? null))
    return { name: column.name, type: type ?? { kind: 'unknown' }, declared: column.type, nullable: column.notnull === 0n && column.pk === 0n }
  })
}

/** Indexes over plain columns; one over an expression is left out. A partial unique index does not make its columns unique. */
function readIndexes(database: DatabaseSync, table: string): Index[] {
  const indexes = new Map<string, { unique: boolean; columns: (string | null)[] }>()
  for (const row of database.prepare(indexList).all(table) as { name: string; unique: bigint; column: string | null }[]) {
    const index = indexes.get(row.name) ?? { unique: row.unique === 1n, columns: [] }
    index.columns.push(row.column)
    indexes.set(row.name, index)
  }
  return [...indexes].flatMap(([name, { unique, columns }]) => {
    const named = columns.filter((column) => column !== null)
    return named.length === columns.length ? [{ name, columns: named, unique }] : []
  })
}

/** The highest rowid in a large file, an exact count in a small one. */
function estimateRows(database: DatabaseSync, table: string, exact: boolean): number | null {
  const statement = exact ? `SELECT count(*) AS n FROM ${quoted(table)}` : `SELECT max(rowid) AS n FROM ${quoted(table)}`
  try {
    const row = database.prepare(statement).get()
    return Number(row?.n ?? 0)
  } catch {
    // WITHOUT ROWID tables have no rowid.
    return null
  }
}

function readTable(database: DatabaseSync, name: string, kind: 'table' | 'view', small: boolean, sampleViews: boolean): DescribedTable {
  const listed = database.prepare(columnList).all(name) as ListedColumn[]
  const view = kind === 'view'
  const key = listed.filter(({ pk }) => pk > 0n).sort((left, right) => Number(left.pk - right.pk))
  return {
    name, kind,
    columns: readColumns(database, name, listed, view ? small && sampleViews : true),
    primaryKey: key.map((column) => column.name),
    indexes: view ? [] : readIndexes(database, name),
    rowEstimate: view ? null : estimateRows(database, name, small),
  }
}

/** Finds by name as SQLite does, without regard to case. */
function byName<T extends { name: string }>(named: readonly T[]): (name: string) => T | undefined {
  const found = new Map(named.map((each) => [each.name.toLowerCase(), each]))
  return (name) => found.get(name.toLowerCase())
}

/** Declared foreign keys. A key that names no target columns means the target's primary key; one to a missing table or column is left out. */
function readKeys(database: DatabaseSync, tables: readonly DescribedTable[]): DescribedKey[] {
  const tableNamed = byName(tables)
  return tables.filter(({ kind }) => kind === 'table').flatMap((table) => {
    const listed = database.prepare(keyList).all(table.name) as { id: bigint; target: string; source: string; targetColumn: string | null }[]
    const byKey = Map.groupBy(listed, ({ id }) => id)
    return [...byKey.values()].flatMap((parts): DescribedKey[] => {
      const target = tableNamed(parts[0]?.target ?? '')
      if (target === undefined) return []
      const own = byName(table.columns)
      const theirs = byName(target.columns)
      const from = parts.map(({ source }) => own(source)?.name)
      const to = parts.map(({ targetColumn }, at) => (targetColumn === null ? target.primaryKey[at] : theirs(targetColumn)?.name))
      const known = (columns: (string | undefined)[]): columns is string[] => columns.every((column) => column !== undefined)
      return known(from) && known(to) ? [{ from: { table: table.name, columns: from }, to: { table: target.name, columns: to } }] : []
    })
  })
}

/**
 * SQLITE_ERROR: the view names what is not there, or calls what a schema may not call. SQLITE_AUTH: the virtual table prepares writes before it reads,
 * as R-trees do. Damage and locks have other codes.
 */
function isUnusable(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 1 || error.errcode === 23)
}

/**
 * The schema of a file. Kinds are what the columns are declared as where the first 500 rows agree, else what those rows hold.
 * `sampleViews` reads rows of views too, which may take as long as the view does. Views and virtual tables that cannot be asked are left out.
 */
export function describeDatabase(database: DatabaseSync, path: string, sampleViews: boolean): DescribedDatabase {
  const small = fs.statSync(path).size <= smallFile
  const listed = database.prepare(tableList).all() as { name: string; type: string }[]
  const tables = listed.flatMap(({ name, type }) => {
    try {
      return [readTable(database, name, type === 'view' ? 'view' : 'table', small, sampleViews)]
    } catch (error) {
      if (type !== 'table' && isUnusable(error)) return []
      throw error
    }
  })
  return { tables, keys: readKeys(database, tables) }
}
