import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Relationship } from '../../../shared/model/catalog.ts'
import type { Cell } from '../../../shared/model/value.ts'
import type { Maria } from '../../fixtures/maria.ts'
import { catalog, table } from './schema.ts'

/** A small shop with hostile names: quotes, keywords, prototype names, line breaks. */
export const smallCatalog = catalog(
  [
    table('region "s"', 'id integer!, na"me text'),
    table('cust`omer', 'id integer!, name text, region_id integer?, credit decimal(12,2)?, since date?'),
    table('select', 'id integer!, customer_id integer, date date, total decimal(10,2), status text?'),
    table('line\n2', 'invoice_id integer!, no integer!, qty integer, price decimal(8,3), product_id integer?'),
    table('__proto__', 'id integer!, name text, constructor text?'),
    table('payment', 'id integer!, customer integer?, amount decimal(10,2)?, paid timestamp'),
  ],
  [
    link('cust`omer', 'region_id', 'region "s"'), link('select', 'customer_id', 'cust`omer'), link('line\n2', 'invoice_id', 'select'), link('line\n2', 'product_id', '__proto__'),
    link('payment', 'customer', 'cust`omer'),
  ],
)

function link(from: string, column: string, to: string): Relationship {
  return { from: { table: from, columns: [column] }, to: { table: to, columns: ['id'] }, origin: 'declared', confidence: 1, oneToOne: false }
}

/** Deterministic noise: the same rows in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** Rows by table, numbers as digits: nulls, ties, negative amounts, invoices without lines, customers without invoices. */
export function smallRows(seed: number): Map<string, Cell[][]> {
  const next = random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const maybe = (value: Cell, chance = 0.2): Cell => (next() < chance ? null : value)
  const date = () => `${2023 + below(3)}-${two(1 + below(12))}-${two(1 + below(28))}`
  const money = (digits: number, limit: number) => {
    const units = below(2 * limit) - limit / 2
    const text = String(Math.abs(units)).padStart(digits + 1, '0')
    return `${units < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
  }
  const rows = new Map<string, Cell[][]>()
  const fill = (name: string, count: number, row: (at: number) => Cell[]) => rows.set(name, Array.from({ length: count }, (_, at) => row(at + 1)))
  fill('region "s"', 4, (id) => [String(id), ['north', 'south', 'east', 'west'][id - 1]!])
  fill('cust`omer', 12, (id) => [String(id), `customer ${below(9)}`, maybe(String(1 + below(4))), maybe(money(2, 100_000)), maybe(date())])
  fill('select', 40, (id) => [String(id), String(1 + below(10)), date(), money(2, 200_000), maybe(['open', 'paid', 'late'][below(3)]!)])
  const numbers = new Map<number, number>()
  fill('line\n2', 90, () => {
    const invoice = 1 + below(36)
    numbers.set(invoice, (numbers.get(invoice) ?? 0) + 1)
    return [String(invoice), String(numbers.get(invoice)), String(below(9)), money(3, 9_000), maybe(String(1 + below(6)))]
  })
  fill('__proto__', 7, (id) => [String(id), `product ${id}`, maybe(['tea', 'o\'clock', '100%_!'][below(3)]!)])
  fill('payment', 30, (id) => [String(id), maybe(String(1 + below(12))), maybe(money(2, 150_000)), `${date()} ${two(below(24))}:${two(below(60))}:00`])
  return rows
}

const sqlText = (cell: Cell) => (cell === null ? 'NULL' : `'${String(cell).replaceAll("'", "''")}'`)

/** CREATE and INSERT statements; `quote` spells names, `types` the declared types. */
function statements(rows: Map<string, Cell[][]>, quote: (name: string) => string, types: Record<string, string> = {}): string[] {
  return smallCatalog.tables.flatMap((each) => {
    const columns = each.columns.map((column) => `${quote(column.name)} ${types[column.declared] ?? column.declared}${column.nullable ? '' : ' NOT NULL'}`)
    const values = (rows.get(each.name) ?? []).map((row) => `(${row.map(sqlText).join(', ')})`).join(', ')
    return [`CREATE TABLE ${quote(each.name)} (${columns.join(', ')}, PRIMARY KEY (${each.primaryKey.map(quote).join(', ')}))`, `INSERT INTO ${quote(each.name)} VALUES ${values}`]
  })
}

const double = (name: string) => `"${name.replaceAll('"', '""')}"`

export function smallInSqlite(path: string, rows: Map<string, Cell[][]>): void {
  const database = new DatabaseSync(path)
  for (const statement of statements(rows, double)) database.exec(statement)
  database.close()
}

export async function smallInDuckdb(path: string, rows: Map<string, Cell[][]>): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  for (const statement of statements(rows, double, { integer: 'BIGINT' })) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

export async function smallInMaria(maria: Maria, database: string, rows: Map<string, Cell[][]>): Promise<void> {
  const all = statements(rows, (name) => `\`${name.replaceAll('`', '``')}\``, { text: 'VARCHAR(40)', timestamp: 'DATETIME', integer: 'BIGINT' })
  await maria.run(`CREATE DATABASE ${database}; USE ${database}; ${all.join(';\n')};`)
}
