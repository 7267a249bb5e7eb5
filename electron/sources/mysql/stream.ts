import type { FieldPacket } from 'mysql2'
import type { Cell } from '../../../shared/model/value.ts'
import type { Limits, StreamEvent } from '../source.ts'
import { cancelled, overdue, tooLarge, type Explain } from './failures.ts'
import { shapeOf, type Shape } from './values.ts'
import type { Wire } from './wire.ts'

/** What surrounds one statement. */
export type Run = {
  limits: Limits
  signal: AbortSignal
  explain: Explain
  /** Orders the database to stop the statement if that is still needed; says whether the order was taken, in bounded time. */
  kill: (needed: () => boolean) => Promise<boolean>
  /** Called once, when nothing of the statement is left on the connection, or the connection is destroyed. */
  settled: () => void
}

const batchRows = 1_000
const batchMilliseconds = 50
/** Batches that may wait for the reader before the connection is paused, and the server with it. */
const batchesAhead = 4
/** The server ends a statement at its deadline itself, and cleanly; the watchdog follows for what the server does not time. */
const graceMilliseconds = 250
const drainMilliseconds = 2_000
const weighMilliseconds = 100
/** Node fires a timer of more than 31 bits at once. */
const longestTimer = 2 ** 31 - 1

/**
 * Runs one statement and yields its columns, its rows in batches of a thousand or of 50 ms, and the end. However it
 * ends, by its last row, a limit, the deadline, the signal or a reader who leaves, the statement no longer runs in the
 * database afterwards; fails with a coded Failure.
 *
 * To stop means KILL QUERY, then reading what is still in flight. Destroying the connection instead would cost a
 * log-in for each truncated answer, and a server that computes without sending would not notice. Only when the order
 * cannot be given, or the end does not come within two seconds, is the connection destroyed.
 */
export async function* streamRows(wire: Wire, sql: string, values: unknown[], run: Run): AsyncGenerator<StreamEvent> {
  const reading = new Reading(wire, sql, values, run)
  try {
    for (let event = await reading.next(); event; event = await reading.next()) yield event
    yield { kind: 'end', truncated: reading.truncated }
  } finally {
    await reading.stop(null)
  }
}

/** All rows of a statement at once. */
export async function collectRows(events: AsyncGenerator<StreamEvent>): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const event of events) if (event.kind === 'rows') rows.push(...event.rows)
  return rows
}

/**
 * A statement under way. It owns its end: it stops itself at a limit, the deadline or the signal even if nobody asks
 * for the next event any more, so that a forgotten reader holds no connection.
 */
class Reading {
  truncated = false
  readonly #wire: Wire
  readonly #run: Run
  readonly #sql: string
  readonly #receivedBefore: number
  readonly #ready: StreamEvent[] = []
  readonly #watchdog: NodeJS.Timeout
  readonly #scale: NodeJS.Timeout
  readonly #onAbort = (): void => { void this.stop(cancelled()) }
  #shape: Shape | null = null
  #batch: Cell[][] = []
  #batchTimer: NodeJS.Timeout | null = null
  #rows = 0
  #paused = false
  /** No row is taken any more. */
  #closed = false
  /** The server has said its last word on the statement. */
  #over = false
  #stopping: Promise<void> | null = null
  #failure: Error | null = null
  #wake: (() => void) | null = null

  constructor(wire: Wire, sql: string, values: unknown[], run: Run) {
    const { limits, signal } = run
    this.#wire = wire
    this.#run = run
    this.#sql = sql
    this.#receivedBefore = wire.received
    this.#watchdog = setTimeout(() => { void this.stop(overdue(limits.milliseconds)) }, Math.min(limits.milliseconds + graceMilliseconds, longestTimer))
    this.#scale = setInterval(() => this.#weigh(), weighMilliseconds)
    signal.addEventListener('abort', this.#onAbort, { once: true })
    wire.execute(sql, values, {
      fields: (fields) => this.#fields(fields),
      row: (row) => this.#row(row),
      end: () => this.#finish(null),
      fail: (error) => this.#finish(error),
    })
    if (signal.aborted) this.#onAbort()
  }

  /** The next event, null after the last; fails as the statement failed. */
  async next(): Promise<StreamEvent | null> {
    for (;;) {
      if (this.#failure) {
        await this.#stopping
        throw this.#failure
      }
      const event = this.#ready.shift()
      if (event) {
        if (this.#paused && this.#ready.length < batchesAhead / 2) this.#flow()
        return event
      }
      if (this.#closed) {
        await this.#stopping
        return null
      }
      await new Promise<void>((resolve) => { this.#wake = resolve })
    }
  }

  /** Ends the statement if it still runs, for the reason given; resolves when the connection is clean or destroyed. */
  stop(reason: Error | null): Promise<void> {
    if (this.#over || this.#stopping) return this.#stopping ?? Promise.resolve()
    this.#failure ??= reason
    this.#close()
    this.#stopping = this.#stopped()
    return this.#stopping
  }

  async #stopped(): Promise<void> {
    // A paused connection would not show the end of the statement.
    this.#flow()
    const ordered = await this.#run.kill(() => !this.#over)
    for (let waited = 0; ordered && !this.#over && waited < drainMilliseconds; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10))
    if (!this.#over) this.#wire.destroy(new Error('The statement did not stop.'))
    this.#run.settled()
  }

  #fields(fields: FieldPacket[] | undefined): void {
    if (this.#shape || !Array.isArray(fields)) {
      this.#wire.destroy(new Error('The server answered a query with something else than one table.'))
      return
    }
    this.#shape = shapeOf(fields)
    this.#push({ kind: 'columns', columns: this.#shape.columns })
  }

  #row(row: unknown[]): void {
    if (this.#closed || !this.#shape) return
    if (this.#rows === this.#run.limits.rows) { this.#truncate(); return }
    if (this.#batch.length === 0 && this.#weigh()) return
    this.#rows++
    const full = this.#batch.push(this.#shape.cells(row)) === batchRows
    if (full) this.#flush()
    else this.#batchTimer ??= setTimeout(() => this.#flush(), batchMilliseconds)
  }

  #flush(): void {
    if (this.#batchTimer) clearTimeout(this.#batchTimer)
    this.#batchTimer = null
    if (this.#batch.length === 0) return
    const rows = this.#batch
    this.#batch = []
    this.#push({ kind: 'rows', rows })
    if (this.#ready.length >= batchesAhead && !this.#over) {
      this.#paused = true
      this.#wire.pause()
    }
  }

  /**
   * Stops when too much has come; true when it did. Bytes are counted as they arrive, at the start of each batch and every
   * 100 ms, so that one enormous row is stopped before it is complete.
   */
  #weigh(): boolean {
    const { bytes } = this.#run.limits
    if (this.#closed || this.#wire.received - this.#receivedBefore <= bytes) return false
    if (this.#rows > 0) this.#truncate()
    else void this.stop(tooLarge(bytes))
    return true
  }

  #truncate(): void {
    this.truncated = true
    this.#flush()
    void this.stop(null)
  }

  #finish(error: Error | null): void {
    this.#over = true
    if (!this.#closed) {
      const wrong = error ?? this.#unanswered()
      if (wrong) this.#failure = this.#run.explain(wrong, { sql: this.#sql })
      else this.#flush()
    }
    this.#close()
    if (!this.#stopping) this.#run.settled()
  }

  /** The driver ends a prepared statement in peace when the server asks for a local file instead of answering. */
  #unanswered(): Error | null {
    if (this.#shape) return null
    const error = new Error('The server did not answer the query with a table.')
    this.#wire.destroy(error)
    return error
  }

  /** Takes no more rows, and forgets what would only matter to a running statement. */
  #close(): void {
    this.#closed = true
    clearTimeout(this.#watchdog)
    clearInterval(this.#scale)
    if (this.#batchTimer) clearTimeout(this.#batchTimer)
    this.#run.signal.removeEventListener('abort', this.#onAbort)
    this.#wake?.()
  }

  #flow(): void {
    this.#paused = false
    this.#wire.resume()
  }

  #push(event: StreamEvent): void {
    this.#ready.push(event)
    this.#wake?.()
  }
}
