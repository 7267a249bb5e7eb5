import { randomUUID } from 'node:crypto'
import { Failure } from '../../shared/model/failure.ts'
import type { RunEvent, RunSummary } from '../../shared/model/outcome.ts'
import type { Step } from '../../shared/model/step.ts'
import type { After } from '../context/timers.ts'
import type { Outcome, PreviousAnswer } from './question.ts'
import { Run } from './run.ts'

/** Runs of a window that are remembered, and that may be under way at once. */
const mostKept = 50
const mostAtOnce = 4
const mostWaiting = 20
const waitingMs = 1_000
/** Characters of what a follow-up refines. */
const mostTitle = 200

/** What a run does: yields steps and returns its outcome, or fails. `id` is the run's; aborting the signal must end it. */
export type Work = (id: string, signal: AbortSignal) => AsyncGenerator<Step, Outcome>
/** What is known of a run before it begins. */
export type Start = Pick<RunSummary, 'asked' | 'parent' | 'sourceName' | 'database'>

type Line = { runs: Map<string, Run>; active: number; waiting: (() => void)[] }

type Options = {
  after: After
  /** Milliseconds. */
  clock: () => number
  now: () => Date
  /** Drops the rows of a result. */
  drop: (result: string) => Promise<void>
  /** Told of failures that are Quaestor's own fault. */
  report: (failure: Failure) => void
}

/** The runs of all windows. A window is named by a key that no other workspace's has; it sees its own runs only, all others are RUN_GONE. */
export class Runs {
  readonly #options: Options
  readonly #lines = new Map<string, Line>()
  /** Runs under way, and rows being dropped: closing waits for both. */
  readonly #working = new Set<Promise<void>>()
  readonly #dropping = new Set<Promise<void>>()

  constructor(options: Options) {
    this.#options = options
  }

  get running(): number {
    return this.#working.size
  }

  /** The results of answers that are remembered, and their size on the disk. */
  get kept(): { results: number; resultBytes: number } {
    const bytes = [...this.#lines.values()].flatMap(({ runs }) => [...runs.values()].flatMap(({ bytes: kept }) => (kept === null ? [] : [kept])))
    return { results: bytes.length, resultBytes: bytes.reduce((sum, one) => sum + one, 0) }
  }

  /** Starts a run, or has it wait its turn when four of the window are under way. Fails with BAD_REQUEST when twenty wait already. */
  start(window: string, start: Start, work: Work): RunSummary {
    const line = this.#lines.get(window) ?? { runs: new Map(), active: 0, waiting: [] }
    if (line.waiting.length >= mostWaiting) throw new Failure('BAD_REQUEST', `${mostWaiting} questions are waiting already.`, { hint: 'Cancel some of them, or wait until they are answered.', retry: true })
    this.#lines.set(window, line)
    const run = new Run({ id: randomUUID(), ...start, startedAt: this.#options.now().toISOString(), ended: false }, this.#options)
    line.runs.set(run.summary.id, run)
    const working = this.#work(line, run, work)
    this.#working.add(working)
    void working.finally(() => this.#working.delete(working))
    this.#forgetOldest(line)
    return { ...run.summary }
  }

  /** Every event of a run after number `after`, none lost and none twice, then the rest as they come. Fails with RUN_GONE. */
  watch(window: string, id: string, after: number, signal?: AbortSignal): AsyncGenerator<RunEvent, void> {
    return this.#run(window, id).watch(after, signal)
  }

  /** Stops a run, its statement in the database too. Harmless when it has ended. */
  cancel(window: string, id: string): void {
    this.#run(window, id).cancel()
  }

  /** The window's runs, oldest first. */
  list(window: string): RunSummary[] {
    return [...this.#lines.get(window)?.runs.values() ?? []].map((run) => ({ ...run.summary }))
  }

  /**
   * The answer that words said after a run may change: the last one with a plan on the way back from it, of this database. Runs with the same words are
   * passed over, for they are what is asked again. Null when there is none.
   */
  answerBefore(window: string, id: string | null, text: string, { sourceName, database }: Pick<RunSummary, 'sourceName' | 'database'>): PreviousAnswer | null {
    const back = (from: string | null): Generator<Run> => this.#back(window, from)
    for (const run of back(id)) {
      const { answer } = run.answered ?? {}
      const { asked } = run.summary
      if (asked.text === text || answer?.plan == null) continue
      if (answer.receipt.source !== sourceName || (database !== '' && answer.receipt.database !== database)) return null
      const refined = [...back(run.summary.id)].find((each) => each.summary.asked.text === asked.text && each.answered?.refines !== undefined)?.answered?.refines
      return { plan: answer.plan, question: asked.text, title: refined === undefined ? asked.text : `${refined}, ${asked.text}`.slice(0, mostTitle) }
    }
    return null
  }

  /** The model that was asked about the words that a run and those before it share; null when none was. */
  toldTo(window: string, id: string | null, text: string): string | null {
    for (const run of this.#back(window, id)) if (run.summary.asked.text === text && run.toldTo !== null) return run.toldTo
    return null
  }

  /** Fails with RESULT_GONE for a result that no run of the window has made. */
  requireResult(window: string, result: string): void {
    const runs = this.#lines.get(window)?.runs.values() ?? []
    if ([...runs].some((run) => run.result === result)) return
    throw new Failure('RESULT_GONE', 'The rows of this answer are no longer kept.', { hint: 'Run the question again.', detail: { result } })
  }

  /** Takes a run out of the list, cancels it when it is under way, and drops its rows. */
  async forget(window: string, id: string): Promise<void> {
    const run = this.#run(window, id)
    this.#lines.get(window)?.runs.delete(id)
    await this.#drop(run)
  }

  /** Forgets all runs of a window. */
  async forgetWindow(window: string): Promise<void> {
    const runs = [...this.#lines.get(window)?.runs.values() ?? []]
    this.#lines.delete(window)
    await Promise.all(runs.map((run) => this.#drop(run)))
  }

  /** Cancels every run and waits until they have ended. */
  async close(): Promise<void> {
    for (const { runs } of this.#lines.values()) for (const run of runs.values()) run.cancel()
    await Promise.all([...this.#working, ...this.#dropping])
    this.#lines.clear()
  }

  async #work(line: Line, run: Run, work: Work): Promise<void> {
    let room = false
    try {
      room = await this.#turn(line, run)
      if (run.signal.aborted) throw cancelled()
      const steps = work(run.summary.id, run.signal)
      for (let next = await steps.next(); ; next = await steps.next()) {
        if (next.done === true) return run.end(next.value)
        run.note(next.value)
      }
    } catch (error) {
      run.end(asFailure(error))
    } finally {
      const next = room ? line.waiting.shift() : undefined
      if (next !== undefined) next()
      else if (room) line.active -= 1
    }
  }

  /** Waits until there is room, and says so every second. Whoever leaves hands its room on. False when the run was cancelled first. */
  async #turn(line: Line, run: Run): Promise<boolean> {
    if (line.active < mostAtOnce) {
      line.active += 1
      return true
    }
    const since = this.#options.clock()
    let callOff: () => void = () => undefined
    const tell = (): void => {
      run.note({ number: 0, stage: 'understand', state: 'progress', detail: 'Waiting until another question has ended', percent: 0, elapsedMs: this.#options.clock() - since })
      callOff = this.#options.after(waitingMs, tell)
    }
    tell()
    const room = await new Promise<boolean>((resolve) => {
      const come = (): void => {
        run.signal.removeEventListener('abort', leave)
        resolve(true)
      }
      const leave = (): void => {
        line.waiting.splice(line.waiting.indexOf(come), 1)
        resolve(false)
      }
      line.waiting.push(come)
      run.signal.addEventListener('abort', leave, { once: true })
    })
    callOff()
    return room
  }

  /** A run and those that it came from. */
  *#back(window: string, id: string | null): Generator<Run> {
    const runs = this.#lines.get(window)?.runs
    for (let run = runs?.get(id ?? ''); run !== undefined; run = runs?.get(run.summary.parent ?? '')) yield run
  }

  #run(window: string, id: string): Run {
    const run = this.#lines.get(window)?.runs.get(id)
    if (run === undefined) throw new Failure('RUN_GONE', 'This question is no longer known.', { hint: 'Ask it again.', detail: { run: id } })
    return run
  }

  #forgetOldest(line: Line): void {
    for (const [id, run] of line.runs) {
      if (line.runs.size <= mostKept) return
      line.runs.delete(id)
      void this.#drop(run)
    }
  }

  #drop(run: Run): Promise<void> {
    run.cancel()
    if (run.result === null) return Promise.resolve()
    const dropping = this.#options.drop(run.result).catch((error: unknown) => {
      if (!(error instanceof Failure && error.code === 'RESULT_GONE')) this.#options.report(asFailure(error))
    })
    this.#dropping.add(dropping)
    return dropping.finally(() => this.#dropping.delete(dropping))
  }
}

const cancelled = (): Failure => new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Ask again; if it happens again, report it.', cause: error })
}
