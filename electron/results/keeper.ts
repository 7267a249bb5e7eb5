import { stat, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { BIGNUM, DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBAppender, DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Cell } from '../../shared/model/value.ts'
import { cellOf, chunksOf, rowsOf, typesOf } from './chunk.ts'
import { asFailure } from './faults.ts'
import type { PackedBatch } from './pack.ts'
import { columnName, orderTerms } from './storage.ts'
import type { Storage } from './storage.ts'

/** Rows of a DuckDB row group. A commit that ends inside one writes it again later: committing every 50,000 rows measured twice as slow. */
const rowGroup = 122_880
/** Rows that make the first page of a growing result. */
const firstPage = 100
/** A slow source still shows its rows this often. */
const flushEveryMs = 1_000

/** Rows that can be paged now, and bytes on disk. */
export type Kept = { rows: number; bytes: number }
export type SortKey = { column: number; direction: 'asc' | 'desc' }
export type ColumnTotal = { sum: Cell; min: Cell; max: Cell; nulls: number }

type Entry = {
  alias: string
  path: string
  storages: Storage[]
  types: DuckDBType[]
  connection: DuckDBConnection
  appender: DuckDBAppender | null
  /** The last append; they run one after another. */
  tail: Promise<unknown>
  appended: number
  flushed: number
  flushedAt: number
  /** The last sorted page; they are read one after another. */
  sorting: Promise<unknown>
  /** The sort whose order is kept in the table `sorted`. */
  sortedBy: string
}

/**
 * Owns the one DuckDB instance for scratch. Runs in the worker; results are told apart by number, one attached file each.
 * It never runs text from outside: names are made here, values travel in chunks, and its configuration is locked to its folder.
 */
export class Keeper {
  readonly #folder: string
  readonly #instance: DuckDBInstance
  readonly #entries = new Map<number, Entry>()

  private constructor(folder: string, instance: DuckDBInstance) {
    this.#folder = folder
    this.#instance = instance
  }

  static async open(folder: string): Promise<Keeper> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(Math.min(4, availableParallelism())), memory_limit: '1GB', temp_directory: join(folder, 'spill'),
      autoinstall_known_extensions: 'false', autoload_known_extensions: 'false',
    })
    const connection = await instance.connect()
    await connection.run(`SET allowed_directories = [${quoted(`${folder}/`)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    connection.closeSync()
    return new Keeper(folder, instance)
  }

  async begin(result: number, storages: Storage[]): Promise<void> {
    const alias = `r${result}`
    const path = join(this.#folder, `${alias}.duckdb`)
    const connection = await this.#instance.connect()
    try {
      // Scratch is never recovered, so it needs no write-ahead log.
      await connection.run(`ATTACH ${quoted(path)} AS ${alias} (RECOVERY_MODE no_wal_writes)`)
      const types = typesOf(storages)
      const names = [...storages.map((_, index) => columnName(index)), 'misfits']
      await connection.run(`CREATE TABLE ${alias}.kept (${names.map((name, index) => `${name} ${types[index]?.toString()}`).join(', ')})`)
      const appender = await connection.createAppender('kept', 'main', alias)
      this.#entries.set(result, {
        alias, path, storages, types, connection, appender, tail: Promise.resolve(), sorting: Promise.resolve(), appended: 0, flushed: 0, flushedAt: performance.now(), sortedBy: '',
      })
    } catch (cause) {
      await this.#discard(alias, path, connection)
      throw asFailure(cause)
    }
  }

  /** Appends a batch after those before it; when one fails, so do all that follow. */
  async append(result: number, batch: PackedBatch): Promise<Kept> {
    const entry = this.#entry(result)
    const appended = entry.tail.then(async () => {
      await widen(entry, batch)
      for (const chunk of chunksOf(batch, entry.types)) {
        entry.appender?.appendDataChunk(chunk)
        entry.appended += chunk.rowCount
        if (isDue(entry, performance.now())) flush(entry)
      }
      return kept(entry)
    })
    entry.tail = appended
    return appended.catch((cause: unknown) => { throw asFailure(cause) })
  }

  async finish(result: number): Promise<Kept> {
    const entry = this.#entry(result)
    try {
      flush(entry)
      entry.appender?.closeSync()
      entry.appender = null
      // Only whole row groups reach the file by themselves; what a slow source brought in small commits is still in memory.
      await entry.connection.run(`CHECKPOINT ${entry.alias}`)
      return await kept(entry)
    } catch (cause) {
      throw asFailure(cause)
    }
  }

  /** Rows `offset` to `offset + count` in the order they came, or sorted with that order breaking ties. */
  async page(result: number, offset: number, count: number, sort: SortKey[]): Promise<Cell[][]> {
    const entry = this.#entry(result)
    const range = `rowid >= ${offset} AND rowid < ${offset + count}`
    if (sort.length === 0) return this.#read(entry, `SELECT * FROM ${entry.alias}.kept WHERE ${range} ORDER BY rowid`)
    // One order is kept at a time, so sorted pages wait for each other.
    const page = entry.sorting.then(async () => {
      await this.#sort(entry, sort)
      return this.#read(entry, `SELECT kept.* FROM (SELECT rowid AS place, row FROM ${entry.alias}.sorted WHERE ${range}) AS page
        JOIN ${entry.alias}.kept ON kept.rowid = page.row ORDER BY page.place`)
    })
    entry.sorting = page.catch(() => undefined)
    return page
  }

  /** Exact sums of scaled columns, float sums in row order so that they repeat; null for other columns. */
  async totals(result: number, columns: number[]): Promise<Map<number, ColumnTotal>> {
    const entry = this.#entry(result)
    return this.#reading(async (connection) => {
      const totals = new Map<number, ColumnTotal>()
      for (const column of columns) {
        const storage = entry.storages[column]
        if (storage?.kind === 'scaled' || storage?.kind === 'float') totals.set(column, await columnTotal(connection, entry.alias, column, storage))
      }
      return totals
    })
  }

  /** Closes, detaches and unlinks. Nothing of this result may be running. */
  async drop(result: number): Promise<void> {
    const entry = this.#entry(result)
    this.#entries.delete(result)
    entry.appender?.clear()
    entry.appender?.closeSync()
    await this.#discard(entry.alias, entry.path, entry.connection)
  }

  async close(): Promise<void> {
    for (const result of [...this.#entries.keys()]) await this.drop(result)
    this.#instance.closeSync()
  }

  /** Keeps the order of the last sort as a table, so that scrolling through it does not sort again. */
  async #sort(entry: Entry, sort: SortKey[]): Promise<void> {
    const terms = sort.flatMap(({ column, direction }) => {
      const storage = entry.storages[column]
      return storage === undefined ? [] : orderTerms(storage, column, direction)
    })
    const order = [...terms, 'rowid'].join(', ')
    if (entry.sortedBy === order) return
    entry.sortedBy = ''
    await this.#reading((connection) => connection.run(`CREATE OR REPLACE TABLE ${entry.alias}.sorted AS SELECT rowid AS row FROM ${entry.alias}.kept ORDER BY ${order}`))
    entry.sortedBy = order
  }

  async #read(entry: Entry, sql: string): Promise<Cell[][]> {
    return this.#reading(async (connection) => rowsOf(await (await connection.run(sql)).fetchAllChunks(), entry.storages))
  }

  async #reading<Answer>(read: (connection: DuckDBConnection) => Promise<Answer>): Promise<Answer> {
    const connection = await this.#instance.connect()
    try {
      return await read(connection)
    } catch (cause) {
      throw asFailure(cause)
    } finally {
      connection.closeSync()
    }
  }

  async #discard(alias: string, path: string, connection: DuckDBConnection): Promise<void> {
    await connection.run(`DETACH DATABASE IF EXISTS ${alias}`).catch(() => undefined)
    connection.closeSync()
    await rm(path, { force: true })
  }

  #entry(result: number): Entry {
    const entry = this.#entries.get(result)
    if (entry === undefined) throw asFailure(new Error(`result ${result} is not kept`))
    return entry
  }
}

/** Makes room for numbers beyond 64 bits in the columns where this batch brings the first of them. */
async function widen(entry: Entry, batch: PackedBatch): Promise<void> {
  for (const [index, column] of batch.columns.entries()) {
    if (column.kind !== 'wide' || entry.types[index] === BIGNUM) continue
    flush(entry)
    entry.appender?.closeSync()
    await entry.connection.run(`ALTER TABLE ${entry.alias}.kept ALTER ${columnName(index)} TYPE BIGNUM`)
    entry.types[index] = BIGNUM
    entry.appender = await entry.connection.createAppender('kept', 'main', entry.alias)
  }
}

/** After the first page, then at whole row groups, and after a second of waiting. */
function isDue(entry: Entry, now: number): boolean {
  if (entry.flushed === 0) return entry.appended >= firstPage
  return entry.appended % rowGroup === 0 || entry.appended - entry.flushed >= rowGroup || now - entry.flushedAt >= flushEveryMs
}

function flush(entry: Entry): void {
  entry.appender?.flushSync()
  entry.flushed = entry.appended
  entry.flushedAt = performance.now()
}

async function kept(entry: Entry): Promise<Kept> {
  return { rows: entry.flushed, bytes: (await stat(entry.path)).size }
}

/** BIGINT sums into 128 bits and BIGNUM without limit: neither can wrap. */
async function columnTotal(connection: DuckDBConnection, alias: string, column: number, storage: Extract<Storage, { kind: 'scaled' | 'float' }>): Promise<ColumnTotal> {
  const name = columnName(column)
  const sum = storage.kind === 'float' ? `fsum(${name} ORDER BY rowid)` : `sum(${name})`
  const answer = await connection.runAndReadAll(`SELECT ${sum}, min(${name}), max(${name}), count(*) - count(${name}) FROM ${alias}.kept`)
  const [total, least, greatest, nulls] = answer.getRows()[0] ?? []
  const cell = (value: DuckDBValue | undefined): Cell => cellOf(value ?? null, storage)
  return { sum: cell(total), min: cell(least), max: cell(greatest), nulls: Number(nulls) }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
