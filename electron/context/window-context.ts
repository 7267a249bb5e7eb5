import type { ContextState } from '../../shared/model/context.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Grounds } from './grounds.ts'
import { HealthChecks } from './health-checks.ts'
import type { Hold, Place } from './hold.ts'
import { Latest } from './latest.ts'
import { contextFacts, openDatabase, type Opened, type OpeningStep, type Revisions, type Wanted } from './open-database.ts'
import { openingFailure, superseded } from './opening-failures.ts'
import type { Reading } from './read-database.ts'
import { contextMissing, requireContext, windowElsewhere } from './require-context.ts'
import { unless, type SharedSources } from './shared-sources.ts'

type Opening = { wanted: Wanted; stop: AbortController; done: Promise<ContextState> }

/** The database context of one window: opened, kept healthy, released when idle, opened again. */
export class WindowContext<Known> {
  readonly state = new Latest<ContextState>({ state: 'none' })
  readonly #window: string
  readonly #grounds: Grounds<Known>
  readonly #shared: SharedSources
  readonly #revisions: Revisions
  readonly #health: HealthChecks
  #opened: Opened<Known> | null = null
  #wanted: Wanted | null = null
  #opening: Opening | null = null
  /** Counts the databases this window has been in, so that a run knows whether it still is in the one it began in. */
  #selection = 0
  #holds = 0
  #callOffExpiry: () => void = () => undefined

  constructor(window: string, grounds: Grounds<Known>, shared: SharedSources, revisions: Revisions) {
    this.#window = window
    this.#grounds = grounds
    this.#shared = shared
    this.#revisions = revisions
    this.#health = new HealthChecks(grounds.after, {
      due: () => this.state.value.state === 'lost' || (this.state.value.state === 'ready' && this.state.watched),
      test: (signal) => this.#test(signal),
      well: () => { if (this.state.value.state === 'lost') this.#show() },
      ill: (failure) => { this.#lose(failure) },
    })
  }

  get wanted(): Wanted | null {
    return this.#wanted
  }

  /** The opening under way, until it is done. */
  get opening(): Promise<ContextState> | null {
    return this.#opening?.done ?? null
  }

  /** What is known of the database, while one is open or idle. Fails with CONTEXT_MISSING. */
  get known(): Known {
    if (this.#opened === null) throw contextMissing(this.state.value)
    this.#learnWhenDue(this.#opened)
    return this.#opened.learned.known
  }

  /** Where a question of this window would be asked. Fails with CONTEXT_MISSING. */
  get place(): Place {
    const { value } = this.state
    if ('facts' in value) return value.facts
    if (value.state === 'opening') return { ...value, database: value.database ?? '' }
    throw contextMissing(value)
  }

  /** Whether this window has that source open; of all its databases when none is named. */
  isIn(sourceId: string, database?: string): boolean {
    return this.#opened?.saved.id === sourceId && (database === undefined || this.#opened.read.context.database === database)
  }

  /** Opens a database. What was open stays until this one is; a later selection ends this one with CANCELLED. */
  select(wanted: Wanted): Promise<ContextState> {
    return this.#open(wanted, 'checked')
  }

  /** Reads schema and values anew. Fails with CONTEXT_MISSING when nothing was ever wanted. */
  refresh(): Promise<ContextState> {
    if (this.#wanted === null) throw contextMissing(this.state.value)
    this.#revisions.renew(this.#wanted.sourceId)
    return this.#open(this.#wanted, 'anew')
  }

  async cancel(): Promise<ContextState> {
    const opening = this.#opening
    opening?.stop.abort()
    await opening?.done.catch(() => undefined)
    return this.state.value
  }

  async close(): Promise<ContextState> {
    this.#opening?.stop.abort()
    this.#opening = null
    this.#wanted = null
    await this.#leave()
    this.state.set({ state: 'none' })
    return this.state.value
  }

  /** The saved source was changed or removed: what is open of it, or being opened, is no longer what was saved. */
  async becomeStale(sourceId: string, failure: Failure): Promise<void> {
    if (!this.isIn(sourceId) && this.#opening?.wanted.sourceId !== sourceId) return
    const { sourceName, database } = this.place
    this.#opening?.stop.abort()
    this.#opening = null
    this.#wanted = failure.code === 'SOURCE_GONE' ? null : { sourceId, database: this.#opened?.read.context.database }
    this.state.set({ state: 'failed', sourceId, sourceName, database: database === '' ? null : database, failure: failure.facts() })
    await this.#leave()
  }

  /** Learns the vocabulary of the database again, from what is kept now. */
  async learnAgain(): Promise<void> {
    const opened = this.#opened
    if (opened === null) return
    opened.notes = await this.#grounds.notes(opened.saved, opened.read.context.database)
    if (this.#opened === opened) this.#learn(opened)
  }

  /**
   * A hold for one question, asked in `place`. Waits for an opening under way; opens again what is idle or lost. Fails with CONTEXT_MISSING, with
   * CONTEXT_STALE when the window has gone elsewhere since the question was put, or as opening fails.
   */
  async hold(signal: AbortSignal, place: Place = this.place): Promise<Hold<Known>> {
    this.#holds += 1
    try {
      if (this.#opening !== null) await unless(signal, this.#opening.done)
      const { state } = this.state.value
      if (this.#wanted !== null && (state === 'idle' || state === 'lost')) await unless(signal, this.#open(this.#wanted, 'checked'))
      const opened = this.#opened
      if (opened === null) throw contextMissing(this.state.value)
      if (!this.isIn(place.sourceId, place.database === '' ? undefined : place.database)) throw windowElsewhere()
      this.#learnWhenDue(opened)
      return this.#holdOn(opened)
    } catch (error) {
      this.#letGo()
      throw error
    }
  }

  #holdOn(opened: Opened<Known>): Hold<Known> {
    const selection = this.#selection
    // The source stays open for the question even if the window leaves it meanwhile.
    const lease = opened.lease?.share()
    const here = (): boolean => selection === this.#selection
    return {
      known: opened.learned.known,
      require: (tables) => { requireContext(here() ? this.#opened?.read.context ?? null : null, this.state.value, tables) },
      failed: (failure) => { if (here()) this.#heardOf(failure) },
      release: () => {
        void lease?.release()
        this.#letGo()
      },
    }
  }

  #letGo(): void {
    this.#holds -= 1
    this.#expireWhenIdle()
  }

  /** The calendar may be another, and the idle time counts anew. */
  settingsChanged(): void {
    if (this.#opened !== null) this.#learnWhenDue(this.#opened)
    this.#expireWhenIdle()
  }

  /** Starts to count the idle time, again whenever the context was used. */
  #expireWhenIdle(): void {
    this.#callOffExpiry()
    const minutes = this.#grounds.idleMinutes()
    if (minutes === 0 || this.#holds > 0 || this.state.value.state !== 'ready') return
    this.#callOffExpiry = this.#grounds.after(minutes * 60_000, () => {
      const opened = this.#opened
      if (this.#holds > 0 || this.#opening !== null || opened === null) return
      this.#health.stop()
      void opened.lease?.release()
      opened.lease = null
      this.state.set({ state: 'idle', facts: contextFacts(opened) })
    })
  }

  #open(wanted: Wanted, trust: Reading['trust']): Promise<ContextState> {
    this.#opening?.stop.abort()
    const stop = new AbortController()
    const before = this.state.value.state === 'opening' ? this.#standing() : this.state.value
    const tell = ({ saved, ...step }: OpeningStep): void => {
      if (!stop.signal.aborted) this.state.set({ state: 'opening', sourceId: saved.id, sourceName: saved.name, ...step })
    }
    const grounds = this.#grounds
    // Begun in a turn of its own, so that it never ends before it is noted as under way.
    const open = Promise.resolve().then(() => openDatabase(wanted, { grounds, shared: this.#shared, revisions: this.#revisions, trust, signal: stop.signal, tell }))
    const opening: Opening = { wanted, stop, done: open.then(
      (opened) => this.#enter(opening, wanted, opened),
      (error: unknown) => this.#stayOut(opening, wanted, error, before),
    ) }
    this.#opening = opening
    opening.done.catch(() => undefined)
    return opening.done
  }

  async #enter(opening: object, wanted: Wanted, opened: Opened<Known>): Promise<ContextState> {
    if (this.#opening !== opening) {
      await opened.lease?.release()
      throw superseded()
    }
    const { context } = opened.read
    const previous = this.#opened
    const same = previous !== null && previous.saved.id === context.sourceId && previous.read.context.database === context.database
    if (!same) this.#selection += 1
    this.#opening = null
    this.#opened = opened
    this.#wanted = { ...wanted, database: context.database }
    this.#show()
    this.#health.start()
    this.#grounds.opened(this.#window, { sourceId: context.sourceId, database: context.database })
    await previous?.lease?.release()
    return this.state.value
  }

  /** A cancelled opening leaves the window where it was; one that failed leaves it outside. */
  async #stayOut(opening: object, wanted: Wanted, error: unknown, before: ContextState): Promise<never> {
    if (this.#opening !== opening) throw superseded()
    this.#opening = null
    const failure = openingFailure(error)
    if (failure.code === 'CANCELLED') {
      this.state.set(before)
      this.#expireWhenIdle()
      throw failure
    }
    const name = this.state.value.state === 'opening' ? this.state.value.sourceName : wanted.sourceId
    // What is open of a file that is gone still answers; waiting for it would only hide that it is gone.
    const again = this.#opened !== null && this.isIn(wanted.sourceId, wanted.database) && failure.retry && failure.code !== 'FILE_MISSING'
    if (again) {
      this.#lose(failure)
      this.#health.suspect()
    } else {
      this.#wanted = wanted
      await this.#leave()
      this.state.set({ state: 'failed', sourceId: wanted.sourceId, sourceName: name, database: wanted.database ?? null, failure: failure.facts() })
    }
    throw failure
  }

  /** Where the window stands when no opening is under way. */
  #standing(): ContextState {
    const opened = this.#opened
    return opened === null ? { state: 'none' } : { state: opened.lease === null ? 'idle' : 'ready', facts: contextFacts(opened) }
  }

  async #leave(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    this.#selection += 1
    this.#callOffExpiry()
    this.#health.stop()
    await opened?.lease?.release()
  }

  #show(): void {
    if (this.#opened !== null) this.state.set({ state: 'ready', facts: contextFacts(this.#opened) })
    this.#expireWhenIdle()
  }

  #lose(failure: Failure): void {
    if (this.#opened === null || this.#opening !== null) return
    this.state.set({ state: 'lost', facts: contextFacts(this.#opened), failure: failure.facts() })
  }

  #heardOf(failure: Failure): void {
    const opened = this.#opened
    if (opened === null) return
    if (failure.code === 'CONNECTION_LOST' || failure.code === 'SOURCE_UNREACHABLE') {
      this.#lose(failure)
      this.#health.suspect()
    }
    if (failure.code !== 'DATABASE_GONE') return
    const { saved, read } = opened
    this.state.set({ state: 'failed', sourceId: saved.id, sourceName: saved.name, database: read.context.database, failure: failure.facts() })
    void this.#leave()
  }

  /** What was lost while it was idle has no source to test: it is opened again. */
  async #test(signal: AbortSignal): Promise<void> {
    const lease = this.#opened?.lease
    if (lease !== null) await lease?.source.test(signal)
    else if (this.#wanted !== null) await this.#open(this.#wanted, 'checked')
  }

  #learnWhenDue(opened: Opened<Known>): void {
    if (opened.learnedBy !== this.#grounds.learning()) this.#learn(opened)
  }

  #learn(opened: Opened<Known>): void {
    opened.learned = this.#grounds.learn(opened.read.context, opened.notes.file)
    opened.learnedBy = this.#grounds.learning()
    const { value } = this.state
    if (this.#opened === opened && 'facts' in value) this.state.set({ ...value, facts: contextFacts(opened) })
  }
}
