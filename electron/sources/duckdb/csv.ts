import fs from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Failure } from '../../../shared/model/failure.ts'
import { literal, pathLiteral, quoted } from './literal.ts'
import { asNumber } from './numbers.ts'

const staging = 'quaestor_staging'

type Dialect = { delimiter: string; quote: string; escape: string; header: boolean; columns: { name: string; type: string }[] }

/** What DuckDB's sniffer tells of a file; "(empty)" stands for no quotes seen, which does not mean that none follow. */
async function sniff(connection: DuckDBConnection, file: string): Promise<Dialect & { skipped: number }> {
  const reader = await connection.runAndReadAll(
    `SELECT Delimiter, Quote, Escape, HasHeader, SkipRows, to_json(Columns) FROM sniff_csv(${pathLiteral(file)}, comment = '', strict_mode = true)`,
  )
  const [delimiter, quote, escape, header, skipped, columns] = reader.getRows()[0] ?? []
  const told = (value: unknown) => (value === '(empty)' ? '"' : String(value))
  return {
    delimiter: String(delimiter), quote: told(quote), escape: told(escape), header: header === true, skipped: Number(skipped),
    columns: JSON.parse(String(columns)) as Dialect['columns'],
  }
}

/** The first line of a file, without its line end and byte-order mark; null for a compressed one. */
async function firstLine(file: string): Promise<string | null> {
  if (/\.gz$/i.test(file)) return null
  const handle = await fs.open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0)
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '').split(/\r?\n|\r/)[0] ?? ''
  } finally {
    await handle.close()
  }
}

/**
 * Lines of unequal length make the sniffer give up its delimiter and read whole lines as one column. When the header has a delimiter after all,
 * the file is read with it, and fails at the first line that does not fit.
 */
function reconsidered(dialect: Dialect, header: string | null): Dialect {
  if (dialect.columns.length !== 1 || header === null || header.startsWith('"')) return dialect
  const [delimiter, count] = [',', ';', '\t', '|'].map((mark) => [mark, header.split(mark).length] as const).reduce((best, next) => (next[1] > best[1] ? next : best))
  if (count < 2) return dialect
  return { ...dialect, delimiter, header: true, columns: header.split(delimiter).map((_, at) => ({ name: `column${at}`, type: 'VARCHAR' })) }
}

const dateFormats = ['%Y-%m-%d', '%Y/%m/%d', '%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%m-%d-%Y']

/** A date where exactly one format reads every value: "01/02/2024" alone may be either, and stays text. */
async function asDate(connection: DuckDBConnection, column: string): Promise<string> {
  const value = quoted(column)
  const counts = dateFormats.map((format) => `count(try_strptime(${value}, ${literal(format)}))`)
  const [row = []] = (await connection.runAndReadAll(`SELECT count(${value}), ${counts.join(', ')} FROM ${quoted(staging)}`)).getRows()
  const [present, ...read] = row.map(Number)
  const fitting = dateFormats.filter((_, at) => read[at] === present)
  return fitting.length === 1 && fitting[0] !== undefined ? `CAST(strptime(${value}, ${literal(fitting[0])}) AS DATE)` : value
}

/** Whether the first thousand texts are written like dates; the sniffer finds one format in a file, its columns may have several. */
async function looksLikeDates(connection: DuckDBConnection, column: string): Promise<boolean> {
  const value = quoted(column)
  const [row = []] = (await connection.runAndReadAll(`SELECT bool_and(regexp_full_match(${value}, '\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}'))
    FROM (SELECT ${value} FROM ${quoted(staging)} WHERE ${value} IS NOT NULL LIMIT 1000)`)).getRows()
  return row[0] === true
}

/** Another type where every value reads as it and, for timestamps, is written from the year down. */
async function asOther(connection: DuckDBConnection, column: string, type: string): Promise<string> {
  const value = quoted(column)
  const ordered = type.startsWith('TIMESTAMP') ? `count_if(regexp_matches(${value}, '^\\d{4}-\\d{2}-\\d{2}[ T]'))` : `count(${value})`
  const [row = []] = (await connection.runAndReadAll(`SELECT count(${value}), count(TRY_CAST(${value} AS ${type})), ${ordered} FROM ${quoted(staging)}`)).getRows()
  const [present, cast, written] = row.map(Number)
  return cast === present && written === present ? `CAST(${value} AS ${type})` : value
}

async function typed(connection: DuckDBConnection, { name, type }: Dialect['columns'][number]): Promise<string> {
  switch (type) {
    case 'BIGINT': case 'DOUBLE': return asNumber(connection, staging, name)
    case 'DATE': return asDate(connection, name)
    case 'BOOLEAN': case 'TIME': case 'TIMESTAMP': case 'TIMESTAMP WITH TIME ZONE': return asOther(connection, name, type)
    default: return await looksLikeDates(connection, name) ? asDate(connection, name) : quoted(name)
  }
}

/**
 * Takes a CSV file in: UTF-8, any of `, ; | tab`, with or without a header. Every line is read as text first, strictly, so that a line with too many
 * or too few fields fails by number and none is left out; then a column gets a type only when all of its values read as it. Amounts become exact
 * decimals, codes with leading zeros stay text, and so do numbers with a decimal comma and dates that could be read two ways.
 */
export async function loadCsv(connection: DuckDBConnection, file: string, table: string): Promise<void> {
  const sniffed = await sniff(connection, file)
  if (sniffed.skipped > 0) {
    throw new Failure('FILE_UNREADABLE', `The first ${sniffed.skipped} lines do not belong to the table: they have other columns than the rest.`, { hint: 'Remove them, so that the file begins with its header.', detail: { path: file } })
  }
  const dialect = reconsidered(sniffed, await firstLine(file))
  const columns = dialect.columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ')
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoted(staging)} AS SELECT * FROM read_csv(${pathLiteral(file)}, auto_detect = false, delim = ${literal(dialect.delimiter)},
    quote = ${literal(dialect.quote)}, escape = ${literal(dialect.escape)}, comment = '', header = ${dialect.header}, skip = 0, columns = {${columns}},
    null_padding = false, ignore_errors = false, strict_mode = true)`)
  const parts: string[] = []
  for (const column of dialect.columns) parts.push(`${await typed(connection, column)} AS ${quoted(column.name)}`)
  await connection.run(`CREATE TABLE ${quoted(table)} AS SELECT ${parts.join(', ')} FROM ${quoted(staging)}`)
  await connection.run(`DROP TABLE ${quoted(staging)}`)
}
