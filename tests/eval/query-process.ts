import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Rows } from './score.ts'

export type Ran = { rows: Rows } | { error: string }

/** Runs SQL on SQLite files in a child process; a statement that takes too long costs the child its life, not the run. */
export class QueryProcess {
  #child: ChildProcess | null = null
  #next = 0
  readonly #timeout: number

  /** `timeout` is in milliseconds, for each statement. */
  constructor(timeout = 10_000) {
    this.#timeout = timeout
  }

  async run(path: string, sql: string): Promise<Ran> {
    this.#child ??= fork(fileURLToPath(new URL('./query.child.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
    const child = this.#child
    const id = (this.#next += 1)
    return new Promise((resolve) => {
      const done = (ran: Ran) => {
        clearTimeout(timer)
        child.off('message', heard)
        child.off('exit', died)
        resolve(ran)
      }
      const heard = (message: { id: number } & Ran) => {
        if (message.id === id) done('rows' in message ? { rows: message.rows } : { error: message.error })
      }
      const died = () => {
        this.#child = null
        done({ error: 'the query process ended' })
      }
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        this.#child = null
        done({ error: 'timeout' })
      }, this.#timeout)
      child.on('message', heard)
      child.on('exit', died)
      child.send({ id, path, sql })
    })
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}
