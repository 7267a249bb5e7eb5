import os from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'
import { Query, type Bounds } from './query.ts'

const memory = '1GB'
const spill = '8GB'
const threads = String(Math.min(4, os.availableParallelism()))

/** Options of every instance that opens a file of ours: nothing is installed or loaded, secrets of the user are not looked at. */
export const quietOptions = {
  autoload_known_extensions: 'false', autoinstall_known_extensions: 'false', allow_community_extensions: 'false', allow_persistent_secrets: 'false',
  memory_limit: memory, threads,
}

/** An imported file, opened read-only and locked: no statement can write a file, read another, load code or change a setting. */
export class LockedFile {
  readonly #instance: DuckDBInstance
  readonly #queries = new Set<Query>()

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance
  }

  /** Large sorts and joins spill into `spillFolder`, at most 8 GB. Timestamps with a time zone are told in UTC everywhere. */
  static async open(file: string, spillFolder: string): Promise<LockedFile> {
    const instance = await DuckDBInstance.create(file, {
      ...quietOptions, access_mode: 'READ_ONLY', temp_directory: spillFolder, max_temp_directory_size: spill, enable_external_access: 'false',
    })
    try {
      const connection = await instance.connect()
      await connection.run("SET GLOBAL TimeZone = 'UTC'")
      await connection.run('SET GLOBAL lock_configuration = true')
      connection.closeSync()
      return new LockedFile(instance)
    } catch (error) {
      instance.closeSync()
      throw error
    }
  }

  /** A query on a connection of its own; hand it to `done` in the end. */
  async query(sql: string, bounds: Bounds): Promise<Query> {
    const query = await Query.open(this.#instance, sql, bounds)
    this.#queries.add(query)
    return query
  }

  /** Lets go of a query. One that the engine cannot stop at once is closed when it has stopped; the caller does not wait for it. */
  done(query: Query): void {
    void query.close().then(() => this.#queries.delete(query))
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queries].map((query) => query.close()))
    this.#queries.clear()
    this.#instance.closeSync()
  }
}
