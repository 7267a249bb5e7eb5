import { sqliteFailure, stoppedFailure, type Stopped } from './failure.ts'
import type { Call, Reply } from './protocol.ts'
import { forkChild, type ChildPort, type Exit, type SpawnChild } from './spawn.ts'

const entry = new URL('./serve.child.ts', import.meta.url)

/** Bounds on one call; without `milliseconds` it may take as long as it takes. */
export type Bounds = { signal?: AbortSignal | undefined; milliseconds?: number }

/** One child process that reads one file, one call at a time. A call that does not run to its end ends the process with it. */
class Child {
  readonly #port: ChildPort
  readonly #file: string
  #replies: Reply[] = []
  #wake: () => void = () => undefined
  #stopped: Stopped | null = null
  #exit: Exit | null = null

  constructor(file: string, spawn: SpawnChild = forkChild) {
    this.#file = file
    this.#port = spawn(entry)
    this.#port.onReply((reply) => {
      this.#replies.push(reply)
      this.#wake()
    })
    this.#port.onExit((exit) => {
      this.#exit = exit
      this.#wake()
    })
  }

  get pid(): number | undefined {
    return this.#port.pid
  }

  /** Whether it can take another call. */
  get usable(): boolean {
    return this.#stopped === null && this.#exit === null
  }

  stop(reason: Stopped): void {
    if (this.#stopped !== null) return
    this.#stopped = reason
    this.#port.kill()
    this.#wake()
  }

  /** The replies to one call up to `done`, which is not among them. */
  async *ask(call: Call, { signal, milliseconds }: Bounds): AsyncGenerator<Exclude<Reply, { kind: 'done' | 'fault' }>> {
    const sql = 'sql' in call ? call.sql : undefined
    const cancel = () => { this.stop('cancelled') }
    signal?.addEventListener('abort', cancel, { once: true })
    const timer = milliseconds === undefined ? undefined : setTimeout(() => { this.stop('late') }, milliseconds)
    let complete = false
    try {
      if (signal?.aborted === true) this.stop('cancelled')
      this.#port.send({ kind: 'call', path: this.#file, call })
      for (;;) {
        const reply = await this.#next(milliseconds, sql)
        if (reply.kind === 'done') {
          complete = true
          return
        }
        if (reply.kind === 'fault') {
          complete = true
          throw sqliteFailure(reply.fault, this.#file, sql)
        }
        yield reply
        if (reply.kind === 'event') this.#port.send({ kind: 'more' })
      }
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      if (!complete) this.stop('cancelled')
    }
  }

  async #next(milliseconds: number | undefined, sql: string | undefined): Promise<Reply> {
    for (;;) {
      if (this.#stopped !== null) throw stoppedFailure(this.#stopped, this.#file, milliseconds, sql)
      const reply = this.#replies.shift()
      if (reply !== undefined) return reply
      if (this.#exit !== null) throw stoppedFailure(this.#exit, this.#file, milliseconds, sql)
      await new Promise<void>((resolve) => { this.#wake = resolve })
    }
  }
}

/** The children of one source: idle ones are used again, at most `most` work at once, further calls wait their turn. */
export class Children {
  readonly #file: string
  readonly #spawn: SpawnChild | undefined
  readonly #most: number
  readonly #all = new Set<Child>()
  readonly #idle: Child[] = []
  readonly #queue: (() => void)[] = []
  #closed = false

  constructor(file: string, most: number, spawn?: SpawnChild) {
    this.#file = file
    this.#most = most
    this.#spawn = spawn
  }

  /** The processes now alive. */
  get pids(): number[] {
    return [...this.#all].flatMap((child) => (child.usable && child.pid !== undefined ? [child.pid] : []))
  }

  /** An idle or a new child, waited for until the signal aborts; give it back whatever became of it. */
  async take(signal?: AbortSignal): Promise<Child> {
    while (!this.#closed && signal?.aborted !== true && this.#idle.length === 0 && this.#all.size >= this.#most) await this.#turn(signal)
    if (this.#closed) throw stoppedFailure('closed', this.#file, undefined)
    if (signal?.aborted === true) throw stoppedFailure('cancelled', this.#file, undefined)
    const idle = this.#idle.pop()
    if (idle?.usable === true) return idle
    if (idle !== undefined) this.#all.delete(idle)
    const child = new Child(this.#file, this.#spawn)
    this.#all.add(child)
    return child
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(come), 1)
        resolve()
      }
      const come = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      this.#queue.push(come)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  giveBack(child: Child): void {
    if (child.usable) this.#idle.push(child)
    else this.#all.delete(child)
    this.#queue.shift()?.()
  }

  close(): void {
    this.#closed = true
    for (const child of this.#all) child.stop('closed')
    this.#all.clear()
    for (const wake of this.#queue.splice(0)) wake()
  }
}
