import { Failure } from '../../../shared/model/failure.ts'
import { cancelled } from './failures.ts'
import { Session } from './session.ts'

type Waiter = { give: (session: Session) => void; refuse: (error: unknown) => void }

/** A connection that rested longer than this is asked whether it still lives; firewalls drop idle ones without a word. */
const restedMilliseconds = 1_000
const pingMilliseconds = 2_000

/** At most `size` sessions; whoever finds them all taken waits in line. Broken ones are replaced. */
export class Pool {
  readonly #size: number
  readonly #open: () => Promise<Session>
  readonly #idle: { session: Session; since: number }[] = []
  readonly #taken = new Set<Session>()
  readonly #line: Waiter[] = []
  #opening = 0
  #closed = false
  #emptied: (() => void) | null = null

  constructor(size: number, open: () => Promise<Session>) {
    this.#size = size
    this.#open = open
  }

  /** A session of one's own until released. Fails when none can be opened, and with CANCELLED when the signal aborts first. */
  acquire(signal?: AbortSignal): Promise<Session> {
    if (signal?.aborted) return Promise.reject(cancelled())
    if (this.#closed) return Promise.reject(closed())
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const at = this.#line.indexOf(waiter)
        if (at >= 0) this.#line.splice(at, 1)
        reject(cancelled())
      }
      const settled = (): void => signal?.removeEventListener('abort', leave)
      const waiter: Waiter = {
        give: (session) => { settled(); resolve(session) },
        refuse: (error) => { settled(); reject(error instanceof Error ? error : closed()) },
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#line.push(waiter)
      this.#serve()
    })
  }

  /** Gives a session back. A broken one makes room for a new one. */
  release(session: Session): void {
    if (!this.#taken.delete(session)) return
    if (!session.wire.broken) this.#idle.push({ session, since: performance.now() })
    if (this.#closed && this.#taken.size === 0) this.#emptied?.()
    this.#serve()
  }

  /** Refuses who waits, and ends every session, those in use as soon as they are released. */
  async close(): Promise<void> {
    this.#closed = true
    for (const waiter of this.#line.splice(0)) waiter.refuse(closed())
    if (this.#taken.size > 0) await new Promise<void>((resolve) => { this.#emptied = resolve })
    await Promise.all(this.#idle.splice(0).map(({ session }) => session.wire.end()))
  }

  /** Starts as many hand-overs as there are people waiting and room for. */
  #serve(): void {
    while (this.#line.length > this.#opening && this.#taken.size + this.#opening < this.#size) {
      this.#opening++
      void this.#next()
    }
  }

  async #next(): Promise<void> {
    try {
      const session = await this.#living() ?? await this.#open()
      this.#opening--
      this.#hand(session)
    } catch (error) {
      this.#opening--
      // With no session in use there is nothing to wait for: everyone hears it now, not one after the other.
      const concerned = this.#taken.size === 0 ? this.#line.length : 1
      for (const waiter of this.#line.splice(0, concerned)) waiter.refuse(error)
    }
    this.#serve()
  }

  #hand(session: Session): void {
    const waiter = this.#closed ? undefined : this.#line.shift()
    if (waiter) {
      this.#taken.add(session)
      waiter.give(session)
    } else if (this.#closed) void session.wire.end()
    else this.#idle.push({ session, since: performance.now() })
  }

  /** The session that rested least, if one still answers. */
  async #living(): Promise<Session | null> {
    for (let resting = this.#idle.pop(); resting; resting = this.#idle.pop()) {
      const { session, since } = resting
      if (session.wire.broken) continue
      if (performance.now() - since < restedMilliseconds) return session
      try {
        await session.wire.ping(pingMilliseconds)
        return session
      } catch {
        session.wire.destroy(new Error('The connection did not survive its rest.'))
      }
    }
    return null
  }
}

function closed(): Failure {
  return new Failure('CANCELLED', 'The source was closed.', { hint: 'Open the source again.' })
}
