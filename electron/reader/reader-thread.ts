import { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/model/failure.ts'
import type { Lore, Reader } from '../agents/reader.ts'
import type { FollowUp } from '../language/follow-up/follow-up.ts'
import type { Call, ReaderCallName, Reply, SentRefusal } from './calls.ts'
import { cancelled, threadGone } from './faults.ts'

/** Databases whose indexes are kept at once; another one takes the place of the one that was asked longest ago, which is opened again when it is asked. */
const mostOpen = 4
/** A question that was cancelled and is still being read after this long is ended with its thread. */
const patienceMs = 2_000
const megabytes = 1_024

type Waiting = { book: number; name: ReaderCallName; args: unknown[]; resolve: (value: unknown) => void; reject: (failure: Failure) => void }
export type ReaderThreadOptions = { /** Where the thread starts, for a host that bundles. */ entry?: URL | string | undefined; /** How much its indexes may take. */ megabytes?: number; patienceMs?: number }

/**
 * The language engine on a thread of its own, so that steps, cancelling and other windows never wait for a question that is being read. The thread starts
 * with the first database and again after it died: then the calls under way fail, and the next one opens its database anew.
 */
export class ReaderThread {
  readonly #options: ReaderThreadOptions
  #worker: Worker | null = null
  /** By number; what each database is read with, and whether the thread has it, in the order of use. */
  readonly #lores = new Map<number, Lore>()
  readonly #open = new Set<number>()
  readonly #waiting = new Map<number, Waiting>()
  /** Closes what nobody holds any more. */
  readonly #unused = new FinalizationRegistry<number>((book) => { this.#forget(book) })
  #nextBook = 0
  #nextCall = 0
  #closed = false

  constructor(options: ReaderThreadOptions = {}) {
    this.#options = options
  }

  /** A reader of one database. Its index is made at once, on the thread, and goes when the reader goes. */
  readerOf(lore: Lore): Reader {
    const book = this.#nextBook++
    this.#lores.set(book, lore)
    const reader: Reader = {
      understand: (question, options, signal) => this.#call(book, 'understand', [question, options], signal),
      followUp: async (text, previous, options, signal) => received(await this.#call<FollowUp | SentRefusal | null>(book, 'followUp', [text, previous, options], signal)),
      complete: (text, options) => this.#call(book, 'complete', [text, options]),
      suggest: (options) => this.#call(book, 'suggest', [options]),
    }
    this.#unused.register(reader, book)
    this.#take(book)
    return reader
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#lores.clear()
    await this.#end(threadGone(undefined))
  }

  async #call<Answer>(book: number, name: ReaderCallName, args: unknown[], signal?: AbortSignal): Promise<Answer> {
    if (signal?.aborted === true) throw cancelled()
    if (this.#closed) throw threadGone(undefined)
    const number = this.#nextCall++
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const waiting: Waiting = { book, name, args, resolve, reject }
    this.#waiting.set(number, waiting)
    const stop = (): void => {
      reject(cancelled())
      setTimeout(() => { void this.#giveUp(number) }, this.#options.patienceMs ?? patienceMs).unref()
    }
    signal?.addEventListener('abort', stop, { once: true })
    try {
      this.#send(number, waiting)
      return await promise as Answer
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  #send(number: number, { book, name, args }: Waiting): void {
    this.#take(book)
    this.#post({ number, book, name, args })
  }

  /** Opens a database where it is not open, and notes its use. */
  #take(book: number): void {
    const lore = this.#lores.get(book)
    if (lore === undefined) return
    if (!this.#open.delete(book)) this.#post({ name: 'open', book, lore })
    this.#open.add(book)
    for (const oldest of this.#open) {
      if (this.#open.size <= mostOpen) break
      this.#open.delete(oldest)
      this.#post({ name: 'close', book: oldest })
    }
  }

  #forget(book: number): void {
    this.#lores.delete(book)
    if (this.#open.delete(book)) this.#post({ name: 'close', book })
  }

  #post(call: Call): void {
    if (!this.#closed) this.#thread().postMessage(call)
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#options.entry ?? new URL('./reader.worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: this.#options.megabytes ?? megabytes } })
    const over = (cause: unknown): void => { if (worker === this.#worker) void this.#end(threadGone(cause)) }
    worker.on('message', (reply: Reply) => { this.#settle(reply) })
    worker.on('error', over)
    worker.on('exit', () => { over(undefined) })
    this.#worker = worker
    return worker
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number)
    this.#waiting.delete(reply.number)
    if ('failure' in reply) waiting?.reject(failureOf(reply.failure))
    else waiting?.resolve(reply.value)
  }

  /** Ends a thread that still reads what was cancelled long ago; everybody else's questions are read by the next one. */
  async #giveUp(number: number): Promise<void> {
    if (!this.#waiting.delete(number)) return
    const others = [...this.#waiting]
    this.#waiting.clear()
    await this.#end(threadGone(undefined))
    for (const [other, waiting] of others) {
      this.#waiting.set(other, waiting)
      this.#send(other, waiting)
    }
  }

  async #end(failure: Failure): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#open.clear()
    for (const waiting of this.#waiting.values()) waiting.reject(failure)
    this.#waiting.clear()
    await worker?.terminate()
  }
}

const failureOf = ({ code, message, ...more }: { code: Failure['code']; message: string; hint: string; retry: boolean; detail?: Record<string, unknown> | undefined }): Failure =>
  new Failure(code, message, { hint: more.hint, retry: more.retry, ...(more.detail === undefined ? {} : { detail: more.detail }) })

function received(found: FollowUp | SentRefusal | null): FollowUp | null {
  if (found?.kind !== 'refused') return found
  return found.failure instanceof Failure ? found as FollowUp : { ...found, failure: failureOf(found.failure) }
}
