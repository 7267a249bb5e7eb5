import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../../../shared/model/failure.ts'
import type { Answers, Call, Fault, Reply } from './protocol.ts'
import { forkChild, type ChildPort, type Exit, type SpawnChild } from './spawn.ts'
import { stoppedFailure, type Stopped } from './stopped.ts'

/** Bounds on one call. */
export type Bounds = { signal?: AbortSignal | undefined; milliseconds: number }

/** What children work on and how. `shown` is the file that messages speak of, when it is not the one that is read. */
export type Work = {
  entry: URL
  file: string
  shown?: string
  /** Statements that may run at once, each in its own process. */
  most: number
  /** The Failure for what a child reported while it ran `sql`. */
  failure: (fault: Fault, sql: string | undefined) => Failure
  /** Told when a process has ended. */
  ended?: (pid: number) => void
  spawn?: SpawnChild | undefined
}

/** How long closing waits for killed processes to be gone. */
const goneMilliseconds = 3_000

/** One child process, one call at a time. A call that does not run to its end ends the process with it. */
class Child {
  readonly #port: ChildPort
  readonly #work: Work
  readonly #file: string
  readonly #gone = Promise.withResolvers<void>()
  #replies: Reply[] = []
  #wake: () => void = () => undefined
  #stopped: Stopped | null = null
  #exit: Exit | null = null

  constructor(work: Work) {
    this.#work = work
    this.#file = work.shown ?? work.file
    this.#port = (work.spawn ?? forkChild)(work.entry)
    this.#port.onReply((reply) => {
      this.#replies.push(reply)
      this.#wake()
    })
    this.#port.onExit((exit) => {
      this.#exit = exit
      if (this.pid !== undefined) work.ended?.(this.pid)
      this.#gone.resolve()
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

  /** Resolves when the process has ended. */
  get gone(): Promise<void> {
    return this.#gone.promise
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
    const timer = setTimeout(() => { this.stop('late') }, milliseconds)
    let complete = false
    try {
      if (signal?.aborted === true) this.stop('cancelled')
      this.#port.send({ kind: 'call', path: this.#work.file, call })
      for (;;) {
        const reply = await this.#next(milliseconds, sql)
        if (reply.kind === 'done') {
          complete = true
          return
        }
        if (reply.kind === 'fault') {
          complete = true
          throw this.#work.failure(reply.fault, sql)
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

  async #next(milliseconds: number, sql: string | undefined): Promise<Reply> {
    for (;;) {
      if (this.#stopped !== null) throw stoppedFailure(this.#stopped, this.#file, milliseconds, sql)
      const reply = this.#replies.shift()
      if (reply !== undefined) return reply
      if (this.#exit !== null) throw stoppedFailure(this.#exit, this.#file, milliseconds, sql)
      await new Promise<void>((resolve) => { this.#wake = resolve })
    }
  }
}

/** The children that work on one file: idle ones are used again, further calls wait their turn. */
export class Children {
  readonly #work: Work
  readonly #all = new Set<Child>()
  readonly #idle: Child[] = []
  readonly #queue: (() => void)[] = []
  #closed = false

  constructor(work: Work) {
    this.#work = work
  }

  /** The processes now alive. */
  get pids(): number[] {
    return [...this.#all].flatMap((child) => (child.usable && child.pid !== undefined ? [child.pid] : []))
  }

  /** Has a child do a call, and gives its replies; leaving the loop ends the child. */
  async *replies(call: Call, bounds: Bounds): AsyncGenerator<Exclude<Reply, { kind: 'done' | 'fault' }>> {
    const child = await this.#take(bounds)
    try {
      yield* child.ask(call, bounds)
    } finally {
      this.#giveBack(child)
    }
  }

  /** Has a child do a call that has one answer. */
  async answer<Do extends keyof Answers>(call: Call & { do: Do }, bounds: Bounds): Promise<Answers[Do]> {
    let answered: Answers[Do] | undefined
    for await (const reply of this.replies(call, bounds)) {
      if (reply.kind === 'answer') answered = reply.answer as Answers[Do]
    }
    if (answered !== undefined) return answered
    throw new Failure('INTERNAL', `No answer to “${call.do}”.`, { hint: 'Please report this.' })
  }

  /** An idle or a new child, waited for until the signal aborts. */
  async #take({ signal, milliseconds }: Bounds): Promise<Child> {
    while (!this.#closed && signal?.aborted !== true && this.#idle.length === 0 && this.#all.size >= this.#work.most) await this.#turn(signal)
    if (this.#closed || signal?.aborted === true) throw stoppedFailure(this.#closed ? 'closed' : 'cancelled', this.#work.shown ?? this.#work.file, milliseconds)
    const idle = this.#idle.pop()
    if (idle?.usable === true) return idle
    if (idle !== undefined) this.#all.delete(idle)
    const child = new Child(this.#work)
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

  #giveBack(child: Child): void {
    if (child.usable) this.#idle.push(child)
    else this.#all.delete(child)
    this.#queue.shift()?.()
  }

  /** Kills the children. Resolves when they are gone, or after three seconds: a system call that hangs can keep a killed process. */
  async close(): Promise<void> {
    this.#closed = true
    const children = [...this.#all]
    for (const child of children) child.stop('closed')
    this.#all.clear()
    for (const wake of this.#queue.splice(0)) wake()
    if (children.length === 0) return
    const waited = new AbortController()
    await Promise.race([Promise.all(children.map(({ gone }) => gone)), delay(goneMilliseconds, undefined, { signal: waited.signal }).catch(() => undefined)])
    waited.abort()
  }
}
