import { setImmediate as turn } from 'node:timers/promises'
import type { After } from '../../../electron/context/timers.ts'

/** Time that passes only when a test says so. */
export class ManualTime {
  now = 0
  #waiting: { at: number; work: () => void }[] = []

  readonly after: After = (milliseconds, work) => {
    const waiting = { at: this.now + milliseconds, work }
    this.#waiting.push(waiting)
    return () => { this.#waiting = this.#waiting.filter((other) => other !== waiting) }
  }

  /** Lets time pass; what falls due is done in order, each with what follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds
    await turns()
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      this.now = Math.max(this.now, next.at)
      next.work()
      await turns()
    }
    this.now = until
    await turns()
  }
}

async function turns(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await turn()
}
