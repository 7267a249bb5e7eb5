import { Failure } from '../../shared/model/failure.ts'
import type { After } from './timers.ts'

const everyMs = 60_000
const patienceMs = 5_000
/** Waits before a lost source is tried again; the last one repeats. */
const backOffMs = [1_000, 2_000, 5_000, 10_000, 20_000, 40_000, everyMs]

export type Patient = {
  /** Whether a check is worth its while now. */
  due(): boolean
  test(signal: AbortSignal): Promise<void>
  well(): void
  ill(failure: Failure): void
}

/** Looks after one open source: a light check every minute, and ever more slowly again after one that failed. */
export class HealthChecks {
  readonly #after: After
  readonly #patient: Patient
  #failures = 0
  #callOff: () => void = () => undefined
  #round = 0

  constructor(after: After, patient: Patient) {
    this.#after = after
    this.#patient = patient
  }

  /** All is well: the next check is in a minute. */
  start(): void {
    this.#failures = 0
    this.#schedule()
  }

  /** Something failed elsewhere: checks soon, unless it is failing already and being looked after. */
  suspect(): void {
    if (this.#failures > 0) return
    this.#failures = 1
    this.#schedule()
  }

  stop(): void {
    this.#failures = 0
    this.#round += 1
    this.#callOff()
  }

  #schedule(): void {
    this.#callOff()
    const round = this.#round += 1
    const wait = this.#failures === 0 ? everyMs : backOffMs[Math.min(this.#failures, backOffMs.length) - 1] ?? everyMs
    this.#callOff = this.#after(wait, () => { void this.#check(round) })
  }

  async #check(round: number): Promise<void> {
    if (!this.#patient.due()) return this.#schedule()
    const late = AbortSignal.timeout(patienceMs)
    const failure = await this.#patient.test(late).then(() => null, (error: unknown) => (late.aborted ? silent() : asFailure(error)))
    if (round !== this.#round) return
    if (failure === null) {
      this.#failures = 0
      this.#patient.well()
    } else {
      this.#failures += 1
      this.#patient.ill(failure)
    }
    this.#schedule()
  }
}

const silent = (): Failure => new Failure('SOURCE_UNREACHABLE', 'The database has not answered for five seconds.', { hint: 'It is tried again by itself.', retry: true })

const asFailure = (cause: unknown): Failure => (cause instanceof Failure ? cause : new Failure('CONNECTION_LOST', 'The database could not be checked.', { hint: 'It is tried again by itself.', retry: true, cause }))
