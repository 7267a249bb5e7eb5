import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

export const sampleFolder = join(import.meta.dirname, '../../../resources/sample')
export const sampleTables = readdirSync(sampleFolder).filter((file) => file.endsWith('.parquet')).map((file) => file.slice(0, -'.parquet'.length)).sort()

type Cell = string | number | boolean | null
export type Query = (sql: string) => Promise<Cell[][]>

const plain = (value: unknown): Cell => (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value))

/** The shipped files as views of a private DuckDB; 64-bit integers and decimals come as text, exact. */
export const openSample = async (): Promise<{ query: Query; connection: DuckDBConnection; close: () => void }> => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const table of sampleTables) await connection.run(`CREATE VIEW "${table}" AS SELECT * FROM '${join(sampleFolder, `${table}.parquet`)}'`)
  const query: Query = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson().map((row) => row.map(plain))
  return {
    query, connection,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
