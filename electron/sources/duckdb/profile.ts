import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Cell } from '../../../shared/model/value.ts'
import type { ColumnProfile, DescribedColumn, DescribedTable, ProfiledTable } from '../source.ts'
import { cellOf } from './cells.ts'
import { quoted } from './literal.ts'

const sampleRows = 3
/** Longer texts are prose, not values to match words against; samples and extremes are cut at it. */
const longestText = 500

const clipped = (cell: Cell): Cell => (typeof cell === 'string' && cell.length > longestText ? `${cell.slice(0, longestText)}…` : cell)

async function read(connection: DuckDBConnection, sql: string): Promise<Cell[][]> {
  const result = await connection.runAndReadAll(sql)
  const types: readonly DuckDBType[] = result.columnTypes()
  return result.getRows().map((row: DuckDBValue[]) => row.map((value, at) => clipped(types[at] === undefined ? null : cellOf(value, types[at]))))
}

async function profileColumn(connection: DuckDBConnection, table: string, column: DescribedColumn, valueCap: number): Promise<ColumnProfile> {
  const name = quoted(column.name)
  // JSON and blobs have no useful order; of JSON not even equality is what a reader expects.
  const ordered = column.type.kind !== 'json' && column.type.kind !== 'binary'
  const extremes = ordered ? `min(${name}), max(${name})` : 'NULL, NULL'
  const [row = []] = await read(connection, `SELECT count(*), count(${name}), count(DISTINCT ${name}), ${extremes} FROM ${quoted(table)}`)
  const [rows, present, distinct] = row.map(Number)
  const profile = { column: column.name, rows: rows ?? 0, distinct: distinct ?? 0, nulls: (rows ?? 0) - (present ?? 0), min: row[3] ?? null, max: row[4] ?? null }
  if (column.type.kind !== 'text' || profile.distinct > valueCap) return profile
  const values = await read(connection, `SELECT DISTINCT ${name}::VARCHAR AS v FROM ${quoted(table)} WHERE ${name} IS NOT NULL ORDER BY v COLLATE "binary"`)
  const texts = values.map(([value]) => String(value))
  return texts.every((value) => value.length <= longestText) ? { ...profile, values: texts } : profile
}

/** Counts, extremes, distinct texts while there are at most `valueCap` of them and none is prose, and three rows. */
export async function profileTable(connection: DuckDBConnection, table: DescribedTable, valueCap: number): Promise<ProfiledTable> {
  const columns: ColumnProfile[] = []
  for (const column of table.columns) columns.push(await profileColumn(connection, table.name, column, valueCap))
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  return { table: table.name, columns, sample: await read(connection, `SELECT ${names} FROM ${quoted(table.name)} LIMIT ${sampleRows}`) }
}
