import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement } from '@duckdb/node-api'
import type { Parameter } from '../../guard/guarded.ts'
import { bindParameters } from './bind.ts'
import { queryFailure, stoppedFailure, type Stopped } from './failure.ts'
import { proveSelect } from './tree.ts'

/** An interrupt that arrives before the statement has begun is lost, so it is sent until the statement has ended. */
const interruptEvery = 20

/** Bounds on one query; without `milliseconds` it may take as long as it takes. */
export type Bounds = { signal?: AbortSignal | undefined; milliseconds?: number }

/** One statement on a connection of its own, stopped in the engine when its signal aborts, its time is over or the source closes. */
export class Query {
  readonly #connection: DuckDBConnection
  readonly #sql: string
  readonly #bounds: Bounds
  readonly #timer: NodeJS.Timeout | undefined
  readonly #cancel = () => { this.stop('cancelled') }
  #stopped: Stopped | null = null
  #working: Promise<unknown> | null = null
  #closed = false

  private constructor(connection: DuckDBConnection, sql: string, bounds: Bounds) {
    this.#connection = connection
    this.#sql = sql
    this.#bounds = bounds
    bounds.signal?.addEventListener('abort', this.#cancel, { once: true })
    if (bounds.signal?.aborted === true) this.#stopped = 'cancelled'
    this.#timer = bounds.milliseconds === undefined ? undefined : setTimeout(() => { this.stop('late') }, bounds.milliseconds)
  }

  static async open(instance: DuckDBInstance, sql: string, bounds: Bounds): Promise<Query> {
    return new Query(await instance.connect(), sql, bounds)
  }

  /** Prepares a statement from outside with its parameters; anything but one SELECT that only computes is refused here too, whatever the guard let pass. */
  async prepare(parameters: readonly Parameter[], explain = ''): Promise<DuckDBPreparedStatement> {
    await this.does(() => proveSelect(this.#connection, this.#sql))
    const prepared = await this.does(() => this.#connection.prepare(explain + this.#sql))
    bindParameters(prepared, parameters)
    return prepared
  }

  /** Runs a literal of ours and gives its rows. */
  async rows(sql: string): Promise<ReturnType<Awaited<ReturnType<DuckDBConnection['runAndReadAll']>>['getRows']>> {
    return (await this.does(() => this.#connection.runAndReadAll(sql))).getRows()
  }

  get connection(): DuckDBConnection {
    return this.#connection
  }

  /** Takes one step of the work unless the query has been stopped, and interrupts it when that happens meanwhile. */
  async does<T>(step: () => Promise<T>): Promise<T> {
    if (this.#stopped !== null) throw stoppedFailure(this.#stopped, this.#bounds.milliseconds, this.#sql)
    const working = step()
    this.#working = working.catch(() => undefined)
    try {
      const value = await working
      if (this.#stopped === null) return value
    } catch (error) {
      if (this.#stopped === null) throw queryFailure(error, this.#sql)
    } finally {
      this.#working = null
    }
    throw stoppedFailure(this.#stopped, this.#bounds.milliseconds, this.#sql)
  }

  stop(reason: Stopped): void {
    if (this.#stopped !== null) return
    this.#stopped = reason
    this.#interrupt()
  }

  #interrupt(): void {
    if (this.#working === null || this.#closed) return
    this.#connection.interrupt()
    setTimeout(() => { this.#interrupt() }, interruptEvery)
  }

  /** Ends the statement and its connection; safe to call twice, and while a step is under way. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#bounds.signal?.removeEventListener('abort', this.#cancel)
    this.stop('closed')
    await this.#working
    if (this.#closed) return
    this.#closed = true
    this.#connection.closeSync()
  }
}
