import type { ColumnProfile, DescribedColumn, DescribedTable, ProfiledTable } from '../source.ts'
import type { Ask } from './describe.ts'
import { quoteName } from './quote.ts'

/** Tables up to this size are read whole. */
const wholeTableRows = 2_000_000
/** Of larger tables, and of views, whose size no one knows, this many rows are read. */
const partRows = 200_000
/** A text longer than this says nothing more about its column, and costs memory. */
const textLength = 200
/** A server takes 4,096 expressions in one SELECT at most; a column needs four. */
const columnsPerScan = 500
const sampleRows = 3

/**
 * Counts of every column in one scan (one per 500 columns), the values of texts with few of them, three rows.
 * Where only a part of a table is read, `rows`, `distinct`, `nulls` and the extremes are all of that part, so that they
 * fit each other; how large the table is says its row estimate.
 */
export async function readProfile(ask: Ask, table: DescribedTable, valueCap: number): Promise<ProfiledTable> {
  const columns: ColumnProfile[] = []
  for (let from = 0; from < table.columns.length; from += columnsPerScan) {
    columns.push(...await countedColumns(ask, table, table.columns.slice(from, from + columnsPerScan)))
  }
  for (const [at, { name, type }] of table.columns.entries()) {
    const profile = columns[at]
    if (profile && type.kind === 'text' && profile.distinct <= valueCap) profile.values = await textValues(ask, table, name, valueCap)
  }
  const sample = await ask(`SELECT ${table.columns.map(bounded).join(', ')} FROM ${quoteName(table.name)} LIMIT ${sampleRows}`)
  return { table: table.name, columns, sample }
}

async function countedColumns(ask: Ask, table: DescribedTable, columns: DescribedColumn[]): Promise<ColumnProfile[]> {
  const counts = columns.map((column) => {
    const name = quoteName(column.name)
    const [low, high] = extremes(column)
    return `COUNT(${name}), COUNT(DISTINCT ${comparable(column)}), ${low}, ${high}`
  })
  const [row = []] = await ask(`SELECT COUNT(*), ${counts.join(', ')} FROM ${part(table, columns.map(({ name }) => name))}`)
  const rows = Number(row[0])
  return columns.map(({ name }, at) => {
    const [present = 0, distinct = 0, min = null, max = null] = row.slice(1 + at * 4, 5 + at * 4)
    return { column: name, rows, distinct: Number(distinct), nulls: rows - Number(present), min, max }
  })
}

/** As the database compares them: texts that differ in case only are one value where its collation says so. Sorted by code unit. */
async function textValues(ask: Ask, table: DescribedTable, column: string, valueCap: number): Promise<string[]> {
  const name = quoteName(column)
  const rows = await ask(`SELECT DISTINCT LEFT(${name}, ${textLength}) FROM ${part(table, [column])} WHERE ${name} IS NOT NULL LIMIT ${valueCap}`)
  return [...new Set(rows.map(([value]) => String(value)))].sort()
}

/** The table, or its first rows; named so that the columns keep their names. */
function part(table: DescribedTable, columns: string[]): string {
  if (table.rowEstimate !== null && table.rowEstimate <= wholeTableRows) return quoteName(table.name)
  return `(SELECT ${columns.map(quoteName).join(', ')} FROM ${quoteName(table.name)} LIMIT ${partRows}) AS ${quoteName('part')}`
}

/** Long and structured values are told apart by a digest, since a server counts no distinct points and would keep whole files in memory. */
function comparable({ name, type }: DescribedColumn): string {
  const column = quoteName(name)
  return type.kind === 'binary' || type.kind === 'json' || type.kind === 'unknown' ? `MD5(${hexadecimal(column)})` : column
}

/** The least and the greatest value, null for what has no order that means anything. */
function extremes({ name, type, declared }: DescribedColumn): [string, string] {
  const column = quoteName(name)
  switch (type.kind) {
    case 'text': return [`LEFT(MIN(${column}), ${textLength})`, `LEFT(MAX(${column}), ${textLength})`]
    case 'binary': case 'json': case 'unknown': return ['NULL', 'NULL']
    // Of BIT columns MIN and MAX yield numbers on some servers and bits on others.
    default: return declared.toLowerCase().startsWith('bit') ? [`MIN(${column} + 0)`, `MAX(${column} + 0)`] : [`MIN(${column})`, `MAX(${column})`]
  }
}

/** A value for a person to look at. */
function bounded({ name, type }: DescribedColumn): string {
  const column = quoteName(name)
  switch (type.kind) {
    case 'text': case 'json': return `LEFT(${column}, ${textLength})`
    case 'binary': case 'unknown': return `UNHEX(LEFT(${hexadecimal(column)}, ${textLength}))`
    default: return column
  }
}

/** HEX takes every type, points included. */
const hexadecimal = (column: string): string => `HEX(${column})`

