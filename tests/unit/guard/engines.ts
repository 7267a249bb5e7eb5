import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { createConnection } from 'mysql2/promise'
import type { Dialect } from '../../../shared/model/value.ts'
import { startMaria } from '../../fixtures/maria.ts'

/** A real database that a text can be run on: the rows as JSON, integers and decimals as digits. */
export type Engine = { readonly dialect: Dialect; rows(sql: string): Promise<string>; close(): Promise<void> }

export const folder = new URL('./legitimate/', import.meta.url)

/** The statements of one of the lists beside this file. */
export const statements = async (list: string): Promise<string[]> => JSON.parse(await readFile(new URL(`${list}.json`, folder), 'utf8')) as string[]

const ledger = async (): Promise<string[]> => (await readFile(new URL('ledger.sql', folder), 'utf8')).split(';\n').filter((statement) => statement.trim() !== '')

const digits = (rows: unknown): string => JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))

/** SQLite in this process, with the small ledger. */
export async function openSqlite(): Promise<Engine> {
  const database = new DatabaseSync(':memory:')
  for (const statement of await ledger()) database.exec(statement)
  return {
    dialect: 'sqlite',
    rows: async (sql) => {
      const prepared = database.prepare(sql)
      prepared.setReadBigInts(true)
      return digits(prepared.all().map((row) => Object.values(row)))
    },
    close: async () => database.close(),
  }
}

/** DuckDB in this process, with the small ledger. */
export async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of await ledger()) await connection.run(statement)
  return {
    dialect: 'duckdb',
    rows: async (sql) => digits((await connection.runAndReadAll(sql)).getRowsJson()),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A private MariaDB, with the small ledger. */
export async function openMaria(): Promise<Engine> {
  const server = await startMaria()
  await server.run('CREATE DATABASE ledger')
  const connection = await createConnection({
    host: server.host, port: server.port, user: server.user, password: server.password, database: 'ledger', rowsAsArray: true, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true,
  })
  await connection.query("SET SESSION sql_mode = 'STRICT_TRANS_TABLES'")
  for (const statement of await ledger()) await connection.query(statement.replace("back\\slash", "back\\\\slash"))
  return {
    dialect: 'mariadb',
    rows: async (sql) => digits((await connection.execute({ sql, rowsAsArray: true }))[0]),
    close: async () => {
      connection.destroy()
      await server.stop()
    },
  }
}
