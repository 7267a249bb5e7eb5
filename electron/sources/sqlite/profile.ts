import type { DatabaseSync } from 'node:sqlite'
import type { Cell } from '../../../shared/model/value.ts'
import type { ColumnProfile, DescribedColumn, DescribedTable, ProfiledTable } from '../source.ts'
import { cellOf, textOf, type Stored } from './cells.ts'
import { quoted } from './identifier.ts'

const sampleRows = 3
/** Longer texts are prose, not values to match words against; samples and extremes are cut at it. */
const longestText = 500

/** A cell of the column's kind, or its text where it does not fit, cut to a length worth showing. */
function shown(value: Stored, { type }: DescribedColumn): Cell {
  const cell = cellOf(value, type) ?? (value === null ? null : textOf(value))
  return typeof cell === 'string' && cell.length > longestText ? `${cell.slice(0, longestText)}…` : cell
}

function profileColumn(database: DatabaseSync, table: string, column: DescribedColumn, valueCap: number): ColumnProfile {
  const name = quoted(column.name)
  const statement = database.prepare(
    `SELECT count(*) AS n, count(${name}) AS present, count(DISTINCT ${name}) AS different, min(${name}) AS low, max(${name}) AS high FROM ${quoted(table)}`,
    { readBigInts: true },
  )
  const { n, present, different, low, high } = statement.get() as { n: bigint; present: bigint; different: bigint; low: Stored; high: Stored }
  const profile = {
    column: column.name, rows: Number(n), distinct: Number(different), nulls: Number(n - present), min: shown(low, column), max: shown(high, column),
  }
  if (column.type.kind !== 'text' || different > BigInt(valueCap)) return profile
  const values = database.prepare(`SELECT DISTINCT ${name} AS v FROM ${quoted(table)} WHERE ${name} IS NOT NULL ORDER BY 1 LIMIT ?`).all(valueCap)
  const texts = values.map((row) => shown(row.v as Stored, { ...column }))
  return texts.every((text) => typeof text === 'string' && text.length <= longestText) ? { ...profile, values: texts as string[] } : profile
}

/** Counts, extremes, distinct texts while there are at most `valueCap` of them and none is prose, and three rows. */
export function profileTable(database: DatabaseSync, table: DescribedTable, valueCap: number): ProfiledTable {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  const statement = database.prepare(`SELECT ${names} FROM ${quoted(table.name)} LIMIT ${sampleRows}`, { readBigInts: true, returnArrays: true })
  const rows = statement.all() as unknown as Stored[][]
  return {
    table: table.name,
    columns: table.columns.map((column) => profileColumn(database, table.name, column, valueCap)),
    sample: rows.map((row) => table.columns.map((column, at) => shown(row[at] ?? null, column))),
  }
}
