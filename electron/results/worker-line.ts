import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/model/failure.ts'
import type { CallName, KeeperCalls, Reply } from './calls.ts'

type Waiting = { resolve: (value: unknown) => void; reject: (failure: Failure) => void }

/** The line to the results worker: one typed call, one reply. Owns the thread; when it dies, every waiting call fails. */
export class WorkerLine {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #closed = false

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (reply: Reply) => { this.#settle(reply) })
    worker.on('error', (cause) => { this.#end(cause) })
    worker.on('exit', () => { this.#end(undefined) })
  }

  /** Starts the worker at `entry` on a scratch folder and waits until it answers. */
  static async open(entry: URL | string, folder: string): Promise<WorkerLine> {
    const worker = new Worker(entry, { workerData: folder })
    await once(worker, 'message')
    return new WorkerLine(worker)
  }

  call<Name extends CallName>(name: Name, args: Parameters<KeeperCalls[Name]>, transfer: ArrayBuffer[] = []): ReturnType<KeeperCalls[Name]> {
    const number = this.#next++
    const reply = new Promise((resolve, reject) => {
      if (this.#closed) reject(workerGone(undefined))
      else {
        this.#waiting.set(number, { resolve, reject })
        this.#worker.postMessage({ number, name, args }, transfer)
      }
    })
    return reply as ReturnType<KeeperCalls[Name]>
  }

  async close(): Promise<void> {
    if (this.#closed) return
    await this.call('close', [])
    await this.#worker.terminate()
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number)
    this.#waiting.delete(reply.number)
    if ('failure' in reply) {
      const { code, message, ...more } = reply.failure
      waiting?.reject(new Failure(code, message, more))
    } else waiting?.resolve(reply.value)
  }

  #end(cause: unknown): void {
    this.#closed = true
    for (const waiting of this.#waiting.values()) waiting.reject(workerGone(cause))
    this.#waiting.clear()
  }
}

const workerGone = (cause: unknown): Failure => new Failure('INTERNAL', 'The part of Quaestor that keeps rows has stopped.', {
  hint: 'Restart Quaestor, then run the question again.', retry: false, cause,
})
