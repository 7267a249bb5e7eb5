import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { sampleFolder } from '../fixtures/ledger.ts'

let opened: Promise<DuckDBConnection> | null = null

/** What the bundled ledger itself says: rows of a query over its Parquet files, read past the product. Every cell as text, decimals with all their digits. */
export async function ledgerRows(sql: string): Promise<string[][]> {
  opened ??= open()
  const reader = await (await opened).runAndReadAll(sql)
  return reader.getRowsJson().map((row) => row.map((cell) => (cell === null ? '' : String(cell as string | number | boolean))))
}

/** The one cell of a query. */
export async function ledgerCell(sql: string): Promise<string> {
  const [[cell = ''] = []] = await ledgerRows(sql)
  return cell
}

async function open(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create()).connect()
  for (const file of readdirSync(sampleFolder).filter((name) => name.endsWith('.parquet'))) {
    await connection.run(`CREATE VIEW ${file.replace('.parquet', '')} AS SELECT * FROM '${join(sampleFolder, file)}'`)
  }
  return connection
}

/** Revenue as the sample's vocabulary defines it, with the tables it is usually asked by. */
export const revenueFrom = 'FROM invoice_lines l JOIN invoices i USING (invoice_id) JOIN customers c USING (customer_id) JOIN products p USING (product_id)'

/** A number as the interface writes it: 1234.5 is 1,234.5. */
export const grouped = (digits: string): string => digits.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','))
