import type { Failure } from '../../shared/model/failure.ts'
import type { Stage, Step } from '../../shared/model/step.ts'

/** Share of the whole run, in percent, at which each stage begins; reading rows takes most of it. */
const begins: Record<Stage, number> = { understand: 0, plan: 8, check: 12, run: 20, draw: 90, explain: 97 }
const ends: Record<Stage, number> = { understand: 8, plan: 12, check: 20, run: 90, draw: 97, explain: 100 }

/** Numbers and times the steps of one run, and knows the stage it is in. */
export class Progress {
  readonly #clock: () => number
  readonly #start: number
  #number = 0
  #stage: Stage = 'understand'

  /** `clock` gives milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock
    this.#start = clock()
  }

  get elapsedMs(): number {
    return this.#clock() - this.#start
  }

  started(stage: Stage, detail: string): Step {
    return this.#step(stage, 'started', detail, begins[stage])
  }

  /** `part` says how much of the stage is done, 0 to 1. */
  within(stage: Stage, detail: string, part: number, more: Pick<Step, 'rows' | 'result' | 'leftMs'> = {}): Step {
    const bounded = Math.min(1, Math.max(0, part))
    return { ...this.#step(stage, 'progress', detail, begins[stage] + (ends[stage] - begins[stage]) * bounded), ...more }
  }

  done(stage: Stage, detail: string, more: Pick<Step, 'rows' | 'result'> = {}): Step {
    return { ...this.#step(stage, 'done', detail, ends[stage]), ...more }
  }

  /** At the stage that was reached. */
  failed(failure: Failure): Step {
    return { ...this.#step(this.#stage, 'failed', failure.message, begins[this.#stage]), failure: failure.facts() }
  }

  #step(stage: Stage, state: Step['state'], detail: string, percent: number): Step {
    this.#number += 1
    this.#stage = stage
    return { number: this.#number, stage, state, detail, percent, elapsedMs: this.elapsedMs }
  }
}
