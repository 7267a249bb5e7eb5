import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { storeFailure } from './failures.ts'
import { inspect, migrate } from './migrate.ts'
import { migrations } from './migrations.ts'

/** How long one process waits for another that is writing, in milliseconds. */
const patience = 5_000

export type StoreRow = Record<string, SQLOutputValue>

/**
 * The app's own SQLite file, open for reading and writing. What `run` or `transact` acknowledged is on the disk and survives a crash.
 * Every method fails with a coded Failure: DISK_FULL, STORE_DAMAGED, ACCESS_DENIED, FILE_IN_USE, FILE_UNREADABLE.
 */
export class Store {
  readonly path: string
  readonly clock: () => Date
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync, path: string, clock: () => Date) {
    this.#database = database
    this.path = path
    this.clock = clock
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #attempt<Done>(work: () => Done): Done {
    try {
      return work()
    } catch (error) {
      throw storeFailure(error, this.path)
    }
  }

  /** Runs one writing statement; returns the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#attempt(() => Number(this.#statement(sql).run(...values).changes))
  }

  /** All rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): StoreRow[] {
    return this.#attempt(() => this.#statement(sql).all(...values))
  }

  /** Does all of `work` or none of it; other processes see it at once, when it returns. Cannot be nested. */
  transact<Done>(work: () => Done): Done {
    return this.#attempt(() => {
      this.#database.exec('BEGIN IMMEDIATE')
      try {
        const done = work()
        this.#database.exec('COMMIT')
        return done
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
        throw error
      }
    })
  }

  /** Closes the file; nothing else may be called afterwards. Closing twice is harmless. */
  close(): void {
    this.#statements.clear()
    if (this.#database.isOpen) this.#attempt(() => { this.#database.close() })
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

/** The file is made for its owner alone before SQLite opens it; -wal and -shm take over its mode. */
function prepareFile(path: string, steps: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) closeSync(openSync(path, 'a', 0o600))
  // SQLite would give its -wal and -shm the mode of a read-only file, which then stand in the way when the file is writable again.
  accessSync(path, constants.R_OK | constants.W_OK)
  if (size !== undefined && size > 0) inspect(path, steps)
}

function openDatabase(path: string, steps: readonly string[], clock: () => Date): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: patience, enableForeignKeyConstraints: true })
  try {
    // secure_delete overwrites what is deleted with zeros: what a user has forgotten is not to be found in the file's free pages.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
    migrate(database, path, steps, clock)
    // SQLite opens a file it may not write without a word, and even lets a write transaction begin; a write taken back tells now.
    database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${steps.length}; ROLLBACK`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Opens the app's store, making it and its folder when they are not there, and brings it up to date after a backup. Fails with STORE_TOO_NEW (the
 * file is left byte for byte as it was), STORE_DAMAGED, DISK_FULL, ACCESS_DENIED or FILE_IN_USE. `migrations` is for tests of the steps themselves.
 */
export function openStore(path: string, options: { clock?: () => Date; migrations?: readonly string[] } = {}): Store {
  const clock = options.clock ?? (() => new Date())
  const steps = options.migrations ?? migrations
  try {
    prepareFile(path, steps.length)
    return new Store(openDatabase(path, steps, clock), path, clock)
  } catch (error) {
    throw storeFailure(error, path)
  }
}
