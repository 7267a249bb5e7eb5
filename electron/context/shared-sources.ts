import { Failure } from '../../shared/model/failure.ts'
import type { Source } from '../sources/source.ts'

type Entry = { opening: Promise<Source>; stop: AbortController; users: number }

/** A source that is open for its holder until released. Releasing twice is harmless; `share` makes a lease of its own for somebody else. */
export type Lease = { source: Source; share(): Lease; release(): Promise<void> }

/** Open sources, each opened once however many windows use it, and closed when the last of them leaves. */
export class SharedSources {
  readonly #entries = new Map<string, Entry>()

  get count(): number {
    return this.#entries.size
  }

  /** The source known as `key`, opened by `open` when nobody has it open. Fails as opening does, and with CANCELLED when `signal` aborts. */
  async take(key: string, open: (signal: AbortSignal) => Promise<Source>, signal: AbortSignal): Promise<Lease> {
    const entry = this.#entries.get(key) ?? this.#begin(key, open)
    const release = this.#use(key, entry)
    try {
      return this.#lease(key, entry, await unless(signal, entry.opening), release)
    } catch (error) {
      await release()
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries].map(([key, entry]) => this.#end(key, entry)))
  }

  #lease(key: string, entry: Entry, source: Source, release: () => Promise<void>): Lease {
    return { source, release, share: () => this.#lease(key, entry, source, this.#use(key, entry)) }
  }

  /** Counts a user; what comes back counts it off again, once. */
  #use(key: string, entry: Entry): () => Promise<void> {
    entry.users += 1
    let held = true
    return async () => {
      if (!held) return
      held = false
      entry.users -= 1
      if (entry.users === 0) await this.#end(key, entry)
    }
  }

  #begin(key: string, open: (signal: AbortSignal) => Promise<Source>): Entry {
    const stop = new AbortController()
    const entry: Entry = { opening: open(stop.signal), stop, users: 0 }
    entry.opening.catch(() => { if (this.#entries.get(key) === entry) this.#entries.delete(key) })
    this.#entries.set(key, entry)
    return entry
  }

  async #end(key: string, entry: Entry): Promise<void> {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
    entry.stop.abort()
    const source = await entry.opening.catch(() => null)
    // A connection that cannot be closed in order is gone already.
    await source?.close().catch(() => undefined)
  }
}

/** The work's outcome, or CANCELLED as soon as the signal aborts. */
export async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let leave: () => void = () => undefined
  const cancelled = new Promise<never>((_, reject) => {
    leave = () => { reject(new Failure('CANCELLED', 'Opening the database was stopped.', { hint: 'Choose it again when you like.', retry: true })) }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, cancelled])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
