import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import type { Cell, ValueKind, ValueType } from '../../../shared/model/value.ts'
import type { ColumnProfile, DescribedDatabase, DescribedTable, ProfiledTable, Source } from '../../../electron/sources/source.ts'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function typeOf(declared: string): ValueType {
  const spelled = declared.toLowerCase()
  const kinds: [RegExp, ValueKind][] = [
    [/bool|^bit/, 'boolean'], [/datetime|timestamp/, 'timestamp'], [/^date/, 'date'], [/int/, 'integer'], [/char|text|clob/, 'text'], [/dec|num/, 'decimal'], [/real|float|double/, 'float'], [/blob/, 'binary'],
  ]
  return { kind: kinds.find(([pattern]) => pattern.test(spelled))?.[1] ?? 'unknown' }
}

function cell(value: SQLOutputValue | undefined): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value
}

/** A Source over one SQLite file in this process: describes and profiles, nothing else. */
export function tinySource(path: string): Source {
  const database = new DatabaseSync(path, { readOnly: true, readBigInts: true })
  const all = (sql: string, ...values: string[]) => database.prepare(sql).all(...values)

  const describeTable = (name: string, kind: string): DescribedTable => {
    const columns = all('SELECT * FROM pragma_table_xinfo(?)', name)
    const indexes = all('SELECT name, "unique", partial FROM pragma_index_list(?)', name)
    return {
      name,
      kind: kind === 'view' ? 'view' : 'table',
      columns: columns.map((column) => ({ name: String(column.name), type: typeOf(String(column.type)), declared: String(column.type), nullable: column.notnull === 0n })),
      primaryKey: columns.filter((column) => column.pk !== 0n).sort((a, b) => Number(a.pk) - Number(b.pk)).map((column) => String(column.name)),
      indexes: indexes.map((index) => ({
        name: String(index.name),
        unique: index.unique === 1n && index.partial === 0n,
        columns: all('SELECT name FROM pragma_index_info(?)', String(index.name)).map((column) => String(column.name)),
      })),
      rowEstimate: null,
    }
  }

  const describe = (): DescribedDatabase => {
    const tables = all("SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").map((row) => describeTable(String(row.name), String(row.type)))
    const keys = tables.flatMap((table) => {
      const parts = Map.groupBy(all('SELECT * FROM pragma_foreign_key_list(?)', table.name), (row) => row.id)
      return [...parts.values()].map((part) => ({
        from: { table: table.name, columns: part.map((row) => String(row.from)) },
        to: { table: String(part[0]?.table), columns: part.flatMap((row) => (row.to === null ? [] : [String(row.to)])) },
      }))
    })
    return { tables, keys }
  }

  const profileColumn = (table: string, column: string, textual: boolean, valueCap: number): ColumnProfile => {
    const name = quoted(column)
    const [facts] = all(`SELECT count(*) AS r, count(DISTINCT ${name}) AS d, count(*) - count(${name}) AS n, min(${name}) AS lo, max(${name}) AS hi FROM ${quoted(table)}`)
    const distinct = Number(facts?.d)
    const values = textual && distinct <= valueCap ? all(`SELECT DISTINCT ${name} AS v FROM ${quoted(table)} WHERE ${name} IS NOT NULL ORDER BY 1`).map((row) => String(row.v)) : undefined
    return { column, rows: Number(facts?.r), distinct, nulls: Number(facts?.n), min: cell(facts?.lo), max: cell(facts?.hi), values }
  }

  const profile = (table: DescribedTable, valueCap: number): ProfiledTable => ({
    table: table.name,
    columns: table.columns.map((column) => profileColumn(table.name, column.name, !['integer', 'decimal', 'float', 'boolean'].includes(column.type.kind), valueCap)),
    sample: all(`SELECT * FROM ${quoted(table.name)} LIMIT 3`).map((row) => table.columns.map((column) => cell(row[column.name]))),
  })

  const unused = (): never => { throw new Error('not part of this source') }
  return {
    dialect: 'sqlite',
    test: unused,
    databases: unused,
    describe: async () => describe(),
    profile: async (_database, table, { valueCap }) => profile(table, valueCap),
    estimate: unused,
    stream: unused,
    close: async () => { database.close() },
  }
}
