import os from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { FaultError } from '../child/protocol.ts'

const memory = '1GB'
const spill = '8GB'
const threads = String(Math.min(4, os.availableParallelism()))

/** Options of every instance that opens a file of ours: nothing is installed or loaded, secrets of the user are not looked at. */
export const quietOptions = {
  autoload_known_extensions: 'false', autoinstall_known_extensions: 'false', allow_community_extensions: 'false', allow_persistent_secrets: 'false',
  memory_limit: memory, threads,
}

/**
 * Opens an imported file read-only and locked: no statement can write a file, read another, load code or change a setting. Large sorts and joins
 * spill into `spillFolder`, at most 8 GB. Timestamps with a time zone are told in UTC everywhere.
 */
export async function openLocked(file: string, spillFolder: string): Promise<DuckDBInstance> {
  try {
    const instance = await DuckDBInstance.create(file, {
      ...quietOptions, access_mode: 'READ_ONLY', temp_directory: spillFolder, max_temp_directory_size: spill, enable_external_access: 'false',
    })
    const connection = await instance.connect()
    await connection.run("SET GLOBAL TimeZone = 'UTC'")
    await connection.run('SET GLOBAL lock_configuration = true')
    connection.closeSync()
    return instance
  } catch (error) {
    throw new FaultError({ at: 'opening', message: error instanceof Error ? error.message : String(error) })
  }
}
