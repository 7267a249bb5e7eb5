import { DuckDBInstance } from '@duckdb/node-api'
import { copyDatabase } from './copy.ts'
import type { DataFile } from './datafiles.ts'
import { loadFile } from './load.ts'
import { quietOptions } from './locked.ts'

/** Builds the database file `part` from data files: a table each, or everything of one DuckDB file. Fails with the file, the line and the reason. */
export async function buildImport(files: readonly DataFile[], part: string): Promise<void> {
  const [only] = files
  if (only?.format === 'duckdb') return copyDatabase(only.path, part)
  const instance = await DuckDBInstance.create(part, { ...quietOptions, temp_directory: `${part}.spill` })
  try {
    const connection = await instance.connect()
    try {
      await connection.run("SET TimeZone = 'UTC'")
      for (const file of files) await loadFile(connection, file)
      await connection.run('CHECKPOINT')
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}
