import type { Failure } from '../../shared/model/failure.ts'
import type { Outcome as WireOutcome, RunEvent, RunSummary } from '../../shared/model/outcome.ts'
import type { Step } from '../../shared/model/step.ts'
import { Change, following } from '../context/follow.ts'
import type { After } from '../context/timers.ts'
import type { Outcome } from './question.ts'
import { wireOutcome } from './wire-outcome.ts'

/** Steps within a stage that come faster are skipped: with the dozen that begin and end stages there are never more than twenty in a second. */
const paceMs = 150
/** So long a run goes on with nobody watching. */
const unwatchedMs = 30_000

type Options = { after: After; clock: () => number; report: (failure: Failure) => void }

/** A run: what was asked, the events so far, and who watches. It is cancelled when nobody has watched it for half a minute. */
export class Run {
  readonly summary: RunSummary
  readonly #events: RunEvent[] = []
  readonly #changed = new Change()
  readonly #stop = new AbortController()
  readonly #options: Options
  #watchers = 0
  #callOff: () => void = () => undefined
  #lastAt = -Infinity
  #result: string | null = null

  constructor(summary: RunSummary, options: Options) {
    this.summary = summary
    this.#options = options
    this.#leaveAlone()
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** The result that fills up or is kept, once there is one. */
  get result(): string | null {
    return this.#result
  }

  /** The size of the answer's rows; null while there is no answer. */
  get bytes(): number | null {
    const last = this.#events.at(-1)
    return last?.kind === 'end' && last.outcome.kind === 'answer' ? last.outcome.answer.result.bytes : null
  }

  /** How it ended, with an answer; null otherwise. */
  get answered(): Extract<WireOutcome, { kind: 'answer' }> | null {
    const last = this.#events.at(-1)
    return last?.kind === 'end' && last.outcome.kind === 'answer' ? last.outcome : null
  }

  /** The model that was asked about its words; null when none was. */
  get toldTo(): string | null {
    const last = this.#events.at(-1)
    if (last?.kind !== 'end' || last.outcome.kind === 'failed') return null
    return (last.outcome.kind === 'answer' ? last.outcome.answer.receipt.model : last.outcome.model) ?? null
  }

  cancel(): void {
    this.#stop.abort()
  }

  /** Notes a step, unless it would come too fast; numbers stay without gaps. */
  note(step: Step): void {
    const now = this.#options.clock()
    const opens = step.result !== undefined && step.result !== this.#result
    if (step.state === 'progress' && !opens && now - this.#lastAt < paceMs) return
    this.#lastAt = now
    if (step.result !== undefined) this.#result = step.result
    const number = this.#events.length + 1
    this.#add({ kind: 'step', number, step: { ...step, number } })
  }

  /** Ends the run; the first end counts. */
  end(end: Outcome | Failure): void {
    if (this.summary.ended) return
    const outcome = wireOutcome(end)
    this.#result = outcome.kind === 'answer' ? outcome.answer.result.id : null
    this.summary.ended = true
    this.#callOff()
    this.#add({ kind: 'end', number: this.#events.length + 1, outcome })
    if (!('kind' in end) && end.code === 'INTERNAL') this.#options.report(end)
  }

  /** Every event after number `after`, then the rest as they come; ends after the last. */
  watch(after: number, signal?: AbortSignal): AsyncGenerator<RunEvent, void> {
    return following(signal, (stop) => this.#follow(after, stop))
  }

  async *#follow(after: number, stop: AbortSignal): AsyncGenerator<RunEvent, void> {
    this.#watchers += 1
    this.#callOff()
    try {
      for (let next = after; !stop.aborted;) {
        const event = this.#events[next]
        if (event === undefined) {
          if (this.summary.ended) return
          await this.#changed.next(stop)
          continue
        }
        next += 1
        yield event
      }
    } finally {
      this.#watchers -= 1
      if (this.#watchers === 0) this.#leaveAlone()
    }
  }

  #leaveAlone(): void {
    this.#callOff()
    if (!this.summary.ended) this.#callOff = this.#options.after(unwatchedMs, () => { this.cancel() })
  }

  #add(event: RunEvent): void {
    this.#events.push(event)
    this.#changed.happened()
  }
}
