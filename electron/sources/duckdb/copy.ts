import fs from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { importFailure } from './failure.ts'
import { quoted } from './literal.ts'
import { quietOptions } from './locked.ts'

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

/**
 * Copies a DuckDB file byte by byte, with what its log still holds: keys, comments and views come along, and no view of a hostile file is evaluated
 * while other files could be read. Tables of other schemas than `main` appear as views named "schema.table". The user's file is not kept open.
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
      const others = await connection.runAndReadAll(`SELECT schema_name, table_name FROM duckdb_tables()
        WHERE database_name = current_database() AND schema_name <> 'main' AND NOT internal ORDER BY ALL`)
      for (const [schema, table] of others.getRows()) {
        const [inSchema, name] = [String(schema), String(table)]
        await connection.run(`CREATE VIEW IF NOT EXISTS main.${quoted(`${inSchema}.${name}`)} AS SELECT * FROM ${quoted(inSchema)}.${quoted(name)}`)
      }
      await connection.run('CHECKPOINT')
      connection.closeSync()
    } finally {
      instance.closeSync()
    }
  } catch (error) {
    throw importFailure(error, file)
  }
}
