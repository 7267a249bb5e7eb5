import type { ContextState } from '../../shared/model/context.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Grounds } from './grounds.ts'
import type { Revisions, Wanted } from './open-database.ts'
import { contextStale } from './require-context.ts'
import { SharedSources } from './shared-sources.ts'
import { WindowContext } from './window-context.ts'

/** The database contexts of all windows of a workspace. Windows know nothing of each other; what they have open of the same source is opened once. */
export class Contexts<Known> {
  readonly #grounds: Grounds<Known>
  readonly #shared = new SharedSources()
  readonly #windows = new Map<string, WindowContext<Known>>()
  readonly #numbers = new Map<string, number>()
  readonly #revisions: Revisions = {
    of: (sourceId) => this.#numbers.get(sourceId) ?? 0,
    renew: (sourceId) => { this.#numbers.set(sourceId, (this.#numbers.get(sourceId) ?? 0) + 1) },
  }

  constructor(grounds: Grounds<Known>) {
    this.#grounds = grounds
  }

  get openSources(): number {
    return this.#shared.count
  }

  /** The context of a window, made when it is first asked for. */
  of(window: string): WindowContext<Known> {
    const known = this.#windows.get(window)
    if (known !== undefined) return known
    const made = new WindowContext(window, this.#grounds, this.#shared, this.#revisions)
    this.#windows.set(window, made)
    return made
  }

  /** What the window has open, or else opens what it had last, or else `last`; null opens nothing. */
  async resume(window: string, last: () => Wanted | null): Promise<ContextState> {
    const context = this.of(window)
    if (context.opening !== null) return context.opening
    const { state } = context.state.value
    if (state === 'ready' || state === 'lost') return context.state.value
    const wanted = context.wanted ?? last()
    return wanted === null ? context.state.value : context.select(wanted)
  }

  /** Leaves the window's database, not to be opened again at the next start. */
  async leave(window: string): Promise<ContextState> {
    this.#grounds.left(window)
    return this.of(window).close()
  }

  /** The saved source is another now: contexts in it are stale, and the next opening connects anew. */
  async sourceChanged(sourceId: string): Promise<void> {
    await this.#stale(sourceId, contextStale('The source was changed in its settings.', 'Open it again.'))
  }

  async sourceRemoved(sourceId: string): Promise<void> {
    await this.#stale(sourceId, new Failure('SOURCE_GONE', 'The source was removed.', { hint: 'Choose another one.' }))
  }

  /** Every context in that database learns its vocabulary again. */
  async vocabularyChanged(sourceId: string, database: string): Promise<void> {
    await Promise.all([...this.#windows.values()].filter((context) => context.isIn(sourceId, database)).map((context) => context.learnAgain()))
  }

  settingsChanged(): void {
    for (const context of this.#windows.values()) context.settingsChanged()
  }

  /** Forgets a window. */
  async forget(window: string): Promise<void> {
    const context = this.#windows.get(window)
    this.#windows.delete(window)
    await context?.close()
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#windows.values()].map((context) => context.close()))
    this.#windows.clear()
    await this.#shared.close()
  }

  async #stale(sourceId: string, failure: Failure): Promise<void> {
    this.#revisions.renew(sourceId)
    await Promise.all([...this.#windows.values()].map((context) => context.becomeStale(sourceId, failure)))
  }
}
