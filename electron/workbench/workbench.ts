import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import type { AppState, Health } from '../../shared/contract/app.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { RunSummary } from '../../shared/model/outcome.ts'
import type { SavedSource, SourceDraft } from '../../shared/model/saved-source.ts'
import type { Session } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Step } from '../../shared/model/step.ts'
import { answerQuestion } from '../agents/answer-question.ts'
import { historyEntry } from '../agents/history-entry.ts'
import { openGround } from '../agents/open-ground.ts'
import type { Knowledge, Outcome, Question, Workplace } from '../agents/question.ts'
import { Runs, type Start } from '../agents/runs.ts'
import { ExportFiles } from '../answers/export/export-files.ts'
import type { Folders } from '../config/folders.ts'
import { following } from '../context/follow.ts'
import type { Hold, Place } from '../context/hold.ts'
import { Latest } from '../context/latest.ts'
import { ReaderThread } from '../reader/reader-thread.ts'
import { openResults, type ResultStore } from '../results/result-store.ts'
import { openSource } from '../sources/open.ts'
import type { Source } from '../sources/source.ts'
import { Uploads } from '../sources/uploads.ts'
import { openStore, type Store } from '../store/store.ts'
import { openVault, type Vault } from '../vault/vault.ts'
import { makeHome } from './home.ts'
import { openDirectly, type OpenDatabase, type Opening } from './open-directly.ts'
import { withDefaults, type WorkbenchOptions } from './options.ts'
import { recorded } from './recorded.ts'
import { sealFor, Workspace } from './workspace.ts'
import { windowKey, Windows } from './windows.ts'

const resultBytes = 4 * 1024 ** 3
/** Readings that are offered beside an answer. */
const offeredReadings = 4
const localWorkspace = 'local'

type Rooms = { store: Store; vault: Vault; results: ResultStore; exports: ExportFiles; folders: Folders; options: ReturnType<typeof withDefaults> }

/** The rooms, opened and put together: what every host serves. `close` ends all that it owns. */
export class Workbench {
  readonly results: ResultStore
  readonly runs: Runs
  readonly windows: Windows
  readonly vault: Vault
  readonly exports: ExportFiles
  readonly store: Store
  readonly options: Rooms['options']
  readonly #folders: Folders
  readonly #workspaces = new Map<string, Workspace>()
  readonly #direct = new Set<Source>()
  /** Changes with every state of the app; watchers read the state of their own workspace then. */
  readonly #version = new Latest(0)
  readonly #openedAt = performance.now()
  /** Windows that are being forgotten. */
  #leaving: Promise<unknown> = Promise.resolve()
  #uploads: Promise<Uploads> | null = null
  readonly #readers: ReaderThread

  private constructor({ store, vault, results, exports, folders, options }: Rooms) {
    this.store = store
    this.vault = vault
    this.results = results
    this.exports = exports
    this.options = options
    this.#folders = folders
    this.#readers = new ReaderThread()
    this.runs = new Runs({ after: options.after, clock: () => performance.now(), now: options.clock, drop: (result) => results.drop(result), report: options.report })
    this.windows = new Windows(options.after, (session) => {
      this.#leaving = Promise.all([this.#leaving, this.forgetWindow(session)])
    })
  }

  /** Opens everything under `folders`. Fails as the store, the vault and the results fail. */
  static async open(folders: Folders, given: WorkbenchOptions = {}): Promise<Workbench> {
    const options = withDefaults(given)
    await makeHome(folders.data)
    const store = openStore(join(folders.data, 'quaestor.sqlite'), { clock: options.clock })
    const [vault, results, exports] = await Promise.allSettled([
      openVault({ folder: folders.data, keychain: options.keychain }), openResults({ folder: folders.scratch, maxBytes: resultBytes, entry: options.workerEntry }), ExportFiles.open(folders.scratch),
    ])
    if (vault.status === 'fulfilled' && results.status === 'fulfilled' && exports.status === 'fulfilled') {
      return new Workbench({ store, vault: vault.value, results: results.value, exports: exports.value, folders, options })
    }
    if (vault.status === 'fulfilled') vault.value.close()
    if (results.status === 'fulfilled') await results.value.close()
    if (exports.status === 'fulfilled') await exports.value.close()
    store.close()
    throw [vault, results, exports].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))[0]
  }

  /** What a workspace has, opened when it is first asked for. */
  workspace(name: string): Workspace {
    const known = this.#workspaces.get(name)
    if (known !== undefined) return known
    const { clock, after, spawn, modelTimes, modelBetOn } = this.options
    const made = new Workspace(name, { store: this.store, vault: this.vault, folders: this.#folders, clock, after, spawn, modelTimes, modelBetOn, readers: this.#readers, changed: () => { this.stateChanged() } })
    this.#workspaces.set(name, made)
    return made
  }

  /** Opens a database that is named on a command line; see `openDirectly`. It stays open until the workbench closes. */
  async openDatabase(opening: Opening, signal?: AbortSignal, onProgress: (detail: string) => void = () => undefined): Promise<OpenDatabase> {
    const connect = async (): Promise<Source> => {
      const source = await openSource(opening.spec, { secrets: opening.password === undefined ? {} : { password: opening.password }, folders: this.#folders, signal, spawn: this.options.spawn })
      this.#direct.add(source)
      return source
    }
    return openDirectly(opening, { store: this.store, folders: this.#folders, clock: this.options.clock, seal: sealFor(opening, this.vault), workspace: localWorkspace, connect }, signal, onProgress)
  }

  /** Asks one question of a database that was opened directly; see `answerQuestion`. Kept in the history however it ends, where one is wanted. The model is asked only when `model` says so. */
  ask(asked: Omit<Question, 'id'>, knowledge: Knowledge, signal: AbortSignal, { model = false }: { model?: boolean } = {}): AsyncGenerator<Step, Outcome> {
    const question = { ...asked, id: randomUUID() }
    const steps = answerQuestion(question, openGround(knowledge), this.#workplace(localWorkspace, model), signal)
    if (!this.workspace(localWorkspace).settings.privacy.keepHistory) return steps
    return recorded(steps, historyEntry(this.store, localWorkspace, question, () => knowledge.context, this.options.clock))
  }

  /** Whether the model of this machine's own workspace can be asked; see `ModelLine`. */
  get modelStanding(): 'off' | 'forbidden' | 'ready' {
    return this.workspace(localWorkspace).model.advisor.line.standing
  }

  /** Starts a run in the database of the caller's window. Fails with CONTEXT_MISSING when there is none. */
  startRun(session: Session, { asked, parent }: Pick<Start, 'asked' | 'parent'>, limits: Partial<Settings['limits']>): RunSummary {
    const { contexts, settings, name, learned } = this.workspace(session.workspace)
    const context = contexts.of(session.window)
    const place = context.place
    const { sourceName, database } = place
    const allowed = { ...settings.limits, ...limits }
    return this.runs.start(windowKey(session), { asked, parent, sourceName, database }, (id, signal) => {
      const previous = asked.kind === 'words' ? this.runs.answerBefore(windowKey(session), parent, asked.text, place) : null
      const toldTo = asked.kind === 'plan' ? this.runs.toldTo(windowKey(session), parent, asked.text) : null
      const question = { id, asked, recall: learned.recall, previous, toldTo, top: offeredReadings, limits: { rows: allowed.rows, milliseconds: allowed.seconds * 1_000, bytes: allowed.megabytes * 1024 * 1024 } }
      let where: Place = place
      const hold = async (stop: AbortSignal): Promise<Hold<Knowledge>> => {
        const held = await context.hold(stop, place)
        where = held.known.context
        return held
      }
      const steps = answerQuestion(question, { sourceName, hold }, this.#workplace(name), signal)
      if (!settings.privacy.keepHistory) return steps
      return recorded(steps, historyEntry(this.store, name, question, () => where, this.options.clock))
    })
  }

  /** What the caller's window knows of its database. Fails with CONTEXT_MISSING. */
  knowledge(session: Session): Knowledge {
    return this.workspace(session.workspace).contexts.of(session.window).known
  }

  /** Works with the source of the caller's window, opened again when it is idle or lost and kept from expiring meanwhile. */
  async holding<Answer>(session: Session, signal: AbortSignal | undefined, work: (known: Knowledge, signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const stop = signal ?? new AbortController().signal
    const hold = await this.workspace(session.workspace).contexts.of(session.window).hold(stop)
    try {
      return await work(hold.known, stop)
    } catch (error) {
      if (error instanceof Failure) hold.failed(error)
      throw error
    } finally {
      hold.release()
    }
  }

  /** The state of the app at once, and again at each change. */
  watchState(session: Session, signal?: AbortSignal): AsyncGenerator<AppState, void> {
    return following(signal, (stop) => this.#states(session, stop))
  }

  async *#states(session: Session, stop: AbortSignal): AsyncGenerator<AppState, void> {
    for await (const _version of this.#version.watch(stop)) yield this.state(session)
  }

  stateChanged(): void {
    this.#version.set(this.#version.value + 1)
  }

  state(session: Session): AppState {
    const { host, chooseFile } = this.options
    const { settings, model } = this.workspace(session.workspace)
    return { version: packageFile.version, host, fileDialog: chooseFile !== undefined, vault: this.vault.state(), settings, model: model.state, dataFolder: this.#folders.data }
  }

  async health(): Promise<Health> {
    const contexts = [...this.#workspaces.values()].map((workspace) => workspace.contexts)
    return {
      upMs: performance.now() - this.#openedAt, memoryBytes: process.memoryUsage.rss(), running: this.runs.running,
      openSources: contexts.reduce((sum, { openSources }) => sum + openSources, 0), ...this.runs.kept, storeBytes: (await stat(this.store.path)).size,
    }
  }

  uploads(): Promise<Uploads> {
    return this.#uploads ??= Uploads.open(join(this.#folders.data, 'uploads'), this.options.clock)
  }

  /** Saves a source; see `Workspace.saveSource`. A file that was taken in for what the source was before goes when nothing else opens it. */
  async saveSource(session: Session, draft: SourceDraft): Promise<SavedSource> {
    const workspace = this.workspace(session.workspace)
    const before = draft.id === undefined ? null : workspace.sources.get(draft.id)
    const saved = await workspace.saveSource(draft)
    if (before !== null) await this.#forgetUpload(workspace, before)
    return saved
  }

  async removeSource(session: Session, id: string): Promise<void> {
    const workspace = this.workspace(session.workspace)
    const before = workspace.sources.get(id)
    await workspace.removeSource(id)
    await this.#forgetUpload(workspace, before)
  }

  async #forgetUpload(workspace: Workspace, { spec }: SavedSource): Promise<void> {
    if (!('path' in spec) || workspace.sources.list().some((other) => 'path' in other.spec && other.spec.path === spec.path)) return
    await (await this.uploads()).forget(spec.path)
  }

  async forgetWindow(session: Session): Promise<void> {
    await this.runs.forgetWindow(windowKey(session))
    await this.workspace(session.workspace).contexts.forget(session.window)
  }

  /** Cancels the runs, leaves the databases, drops results and exports, and closes the store. */
  async close(): Promise<void> {
    this.windows.close()
    await this.runs.close()
    await Promise.allSettled([this.#leaving, ...[...this.#workspaces.values()].map(({ contexts }) => contexts.close())])
    await Promise.allSettled([...this.#direct].map((source) => source.close()))
    await (await this.#uploads)?.close()
    await this.exports.close()
    await this.results.close()
    await this.#readers.close()
    this.vault.close()
    this.store.close()
  }

  #workplace(workspace: string, model = true): Workplace {
    return { results: this.results, clock: () => performance.now(), now: this.options.clock, advisor: model ? this.workspace(workspace).model.advisor : null }
  }
}
