import { setTimeout as delay } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement } from '@duckdb/node-api'
import type { Failure } from '../../../shared/model/failure.ts'
import type { Parameter } from '../../guard/guarded.ts'
import { bindParameters } from './bind.ts'
import { queryFailure, stoppedFailure, type Stopped } from './failure.ts'
import { proveSelect } from './tree.ts'

/** An interrupt that arrives before the statement has begun is lost, so it is sent until the statement has ended. */
const interruptEvery = 20
/** DuckDB looks for interrupts between chunks, and one function call over a chunk may take seconds; the caller waits this long for it to stop. */
const graceMilliseconds = 300

/** Bounds on one query; without `milliseconds` it may take as long as it takes. */
export type Bounds = { signal?: AbortSignal | undefined; milliseconds?: number }

/** One statement on a connection of its own, stopped in the engine when its signal aborts, its time is over or the source closes. */
export class Query {
  readonly #connection: DuckDBConnection
  readonly #sql: string
  readonly #bounds: Bounds
  readonly #timer: NodeJS.Timeout | undefined
  readonly #cancel = () => { this.stop('cancelled') }
  readonly #stopping = Promise.withResolvers<void>()
  #stopped: Stopped | null = null
  #working: Promise<void> | null = null
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

  /** Takes one step of the work unless the query has been stopped; when that happens meanwhile, interrupts it and soon stops waiting for it. */
  async does<T>(step: () => Promise<T>): Promise<T> {
    if (this.#stopped !== null) throw this.#ending(this.#stopped)
    const working = step()
    const settled = working.then(() => undefined, () => undefined).then(() => { this.#working = null })
    this.#working = settled
    try {
      await Promise.race([settled, this.#stopping.promise.then(() => Promise.race([settled, delay(graceMilliseconds)]))])
      if (this.#stopped === null) return await working
    } catch (error) {
      if (this.#stopped === null) throw queryFailure(error, this.#sql)
    }
    throw this.#ending(this.#stopped)
  }

  #ending(stopped: Stopped): Failure {
    return stoppedFailure(stopped, this.#bounds.milliseconds, this.#sql)
  }

  stop(reason: Stopped): void {
    if (this.#stopped !== null) return
    this.#stopped = reason
    this.#stopping.resolve()
    this.#interrupt()
  }

  #interrupt(): void {
    if (this.#working === null || this.#closed) return
    this.#connection.interrupt()
    setTimeout(() => { this.#interrupt() }, interruptEvery)
  }

  /** Ends the statement and its connection; safe to call twice. Resolves when the engine has really stopped. */
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
