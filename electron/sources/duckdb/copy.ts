import fs from 'node:fs/promises'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { FaultError } from '../child/protocol.ts'
import { importFailure } from './failure.ts'
import { quoted } from './literal.ts'
import { quietOptions } from './locked.ts'
import { proveSelect } from './tree.ts'

const sealed = { ...quietOptions, enable_external_access: 'false' }

/** Opens the user's file for reading, which proves that it is one and that nobody writes it, and keeps writers out while `work` runs. */
async function holding(file: string, work: () => Promise<void>): Promise<void> {
  const instance = await DuckDBInstance.create(file, { ...sealed, access_mode: 'READ_ONLY' })
  try {
    await work()
  } finally {
    instance.closeSync()
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await fs.copyFile(from, to, fs.constants.COPYFILE_FICLONE)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

const name = '(?:"(?:[^"]|"")*"|[^\\s"().,;]+)'
const viewHead = new RegExp(`^CREATE VIEW (?:${name}\\.)*${name}\\s*(?:\\(${name}(?:,\\s*${name})*\\)\\s*)?AS\\s`, 'i')

async function isHarmless(connection: DuckDBConnection, view: string): Promise<boolean> {
  if (!viewHead.test(view)) return false
  try {
    await proveSelect(connection, view.replace(viewHead, ''))
    return true
  } catch (error) {
    if (error instanceof FaultError) return false
    throw error
  }
}

/** Removes the macros, which could take the place of `sum` and its like, and the views that call table functions with effects. */
async function disarm(connection: DuckDBConnection): Promise<void> {
  const macros = await connection.runAndReadAll("SELECT DISTINCT schema_name, function_name, function_type FROM duckdb_functions() WHERE NOT internal AND function_type IN ('macro', 'table_macro')")
  for (const [schema, macro, type] of macros.getRows()) {
    await connection.run(`DROP MACRO ${type === 'table_macro' ? 'TABLE ' : ''}${quoted(String(schema))}.${quoted(String(macro))}`)
  }
  const views = await connection.runAndReadAll('SELECT schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal')
  for (const [schema, view, sql] of views.getRows()) {
    if (!await isHarmless(connection, String(sql))) await connection.run(`DROP VIEW ${quoted(String(schema))}.${quoted(String(view))}`)
  }
}

/** Shows the tables of other schemas in `main`, as views named "schema.table". */
async function gather(connection: DuckDBConnection): Promise<void> {
  const others = await connection.runAndReadAll(`SELECT schema_name, table_name FROM duckdb_tables()
    WHERE database_name = current_database() AND schema_name <> 'main' AND NOT internal ORDER BY ALL`)
  for (const [schema, table] of others.getRows()) {
    await connection.run(`CREATE VIEW IF NOT EXISTS main.${quoted(`${String(schema)}.${String(table)}`)} AS SELECT * FROM ${quoted(String(schema))}.${quoted(String(table))}`)
  }
}

/**
 * Copies a DuckDB file byte by byte, with what its log still holds: keys, comments and views come along. Macros, and views that call table functions
 * which do more than compute, stay behind; nothing of a hostile file is evaluated on the way. The user's file is not kept open.
 */
export async function copyDatabase(file: string, part: string): Promise<void> {
  try {
    await holding(file, async () => {
      await fs.copyFile(file, part, fs.constants.COPYFILE_FICLONE)
      await copyIfThere(`${file}.wal`, `${part}.wal`)
    })
    await fs.chmod(part, 0o600)
    const instance = await DuckDBInstance.create(part, sealed)
    try {
      const connection = await instance.connect()
      await disarm(connection)
      await gather(connection)
      await connection.run('CHECKPOINT')
      connection.closeSync()
    } finally {
      instance.closeSync()
    }
  } catch (error) {
    throw importFailure(error, file)
  }
}
