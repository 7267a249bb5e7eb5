import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { createConnection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { duckdbFunctions, mariadbFunctions, mysqlFunctions, sqliteFunctions } from '../../../electron/guard/allowed.ts'
import { startMaria } from '../../fixtures/maria.ts'

/** Forms of the grammar that a catalog of functions does not list. */
const grammar = { sqlite: ['current_date', 'current_time', 'current_timestamp'], duckdb: ['columns', 'coalesce', 'ifnull', 'nullif', 'if', 'try', 'extract', 'unnest', 'list', 'array_agg', 'grouping', 'grouping_id', 'trim', 'position', 'substring', 'percentile_cont', 'percentile_disc', 'current_date', 'date'] }

test('SQLite knows every function on its list', () => {
  const database = new DatabaseSync(':memory:')
  const known = new Set(database.prepare('SELECT DISTINCT name FROM pragma_function_list').all().map((row) => String(row.name)))
  database.close()
  expect([...sqliteFunctions].filter((name) => !known.has(name) && !grammar.sqlite.includes(name))).toEqual([])
})

test('DuckDB knows every function on its list', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const known = new Set((await connection.runAndReadAll('SELECT DISTINCT lower(function_name) FROM duckdb_functions()')).getRows().map(([name]) => String(name)))
  connection.closeSync()
  instance.closeSync()
  expect([...duckdbFunctions].filter((name) => !known.has(name) && !grammar.duckdb.includes(name))).toEqual([])
})

test('MariaDB takes no function on its list for a stored one, which could write', async () => {
  const server = await startMaria()
  try {
    await server.run('CREATE DATABASE ledger')
    const connection = await createConnection({ host: server.host, port: server.port, user: server.user, password: server.password, database: 'ledger' })
    const stored: string[] = []
    for (const name of mariadbFunctions) {
      for (const inside of ['', '1', "'a', 1"]) {
        const error = await connection.query(`SELECT ${name}(${inside})`).then(() => null, (failure: unknown) => failure as { errno: number })
        if (error?.errno === 1305) stored.push(name)
      }
    }
    connection.destroy()
    expect([...new Set(stored)]).toEqual([])
  } finally {
    await server.stop()
  }
})

test('no list names a function that reads files, waits, locks or tells about the server', () => {
  const harmful = `sleep benchmark load_file get_lock release_lock release_all_locks is_free_lock is_used_lock master_pos_wait nextval setval lastval version user current_user session_user system_user database schema
    connection_id last_insert_id row_count found_rows uuid rand random random_bytes password encrypt load_extension readfile writefile edit fts3_tokenizer zeroblob randomblob changes total_changes sqlite_version
    read_csv read_text read_blob read_parquet glob_files getenv current_setting query query_table pg_sleep sleep_ms json_execute_serialized_sql json_deserialize_sql write_log getvariable current_database current_query
    generate_series range list_resize set_bit sys_exec sys_eval extractvalue updatexml name_const json_table`.trim().split(/\s+/)
  for (const list of [mysqlFunctions, mariadbFunctions, sqliteFunctions, duckdbFunctions]) expect(harmful.filter((name) => list.has(name))).toEqual([])
})
