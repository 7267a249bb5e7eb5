import { join } from 'node:path'
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBInstance, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api'
import type { ColumnType, Table, Value } from './table.ts'

const sqlTypes: Record<ColumnType, string> = { text: 'VARCHAR', integer: 'INTEGER', boolean: 'BOOLEAN', date: 'DATE', money: 'DECIMAL(15,2)', rate: 'DECIMAL(12,6)' }

const append = (appender: DuckDBAppender, type: ColumnType, value: Value): void => {
  if (value === null) appender.appendNull()
  else if (typeof value === 'string') appender.appendVarchar(value)
  else if (typeof value === 'boolean') appender.appendBoolean(value)
  else if (type === 'integer') appender.appendInteger(value)
  else if (type === 'date') appender.appendDate(new DuckDBDateValue(value))
  else if (type === 'money') appender.appendDecimal(new DuckDBDecimalValue(BigInt(value), 15, 2))
  else appender.appendDecimal(new DuckDBDecimalValue(BigInt(value), 12, 6))
}

const writeTable = async (connection: DuckDBConnection, { name, columns, rows }: Table, folder: string): Promise<void> => {
  await connection.run(`CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${sqlTypes[column.type]}`).join(', ')})`)
  const appender = await connection.createAppender(name)
  for (const row of rows) {
    for (const [at, column] of columns.entries()) append(appender, column.type, row[at] ?? null)
    appender.endRow()
  }
  appender.closeSync()
  await connection.run(`COPY "${name}" TO '${join(folder, `${name}.parquet`).replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 12, ROW_GROUP_SIZE 122880)`)
}

/** Writes each table to `<folder>/<name>.parquet`: the same rows always make the same bytes, because one thread writes them in order. */
export const writeParquet = async (tables: readonly Table[], folder: string): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  for (const one of tables) await writeTable(connection, one, folder)
  connection.closeSync()
  instance.closeSync()
}
