import { createHash, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../shared/model/failure.ts'
import type { CalendarName } from '../../shared/model/plan.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import type { Step } from '../../shared/model/step.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { answerQuestion } from '../agents/answer-question.ts'
import { learnDatabase } from '../agents/learn-database.ts'
import type { Knowledge, Outcome, Question } from '../agents/question.ts'
import { cachedCatalog } from '../catalog/cache.ts'
import { lifetimes } from '../catalog/lifetimes.ts'
import type { Folders } from '../config/folders.ts'
import { selectDatabase } from '../context/database-context.ts'
import { openResults, type ResultStore } from '../results/result-store.ts'
import { openSource } from '../sources/open.ts'
import type { Source } from '../sources/source.ts'
import { historyEntry } from '../agents/history-entry.ts'
import { openStore, type Store } from '../store/store.ts'
import { termFileFor } from '../terms/find-terms.ts'

/** What a user may say when opening a database. */
export type Opening = { spec: SourceSpec; password?: string; database?: string; terms?: string; asOf?: IsoDate; calendar?: CalendarName }

/**
 * A database that is ready to be asked, and how its questions are read unless they say otherwise. `problems` are entries of the vocabulary that do
 * not fit it; `unread` are tables whose contents could not be read, so that only their columns are known.
 */
export type OpenDatabase = { knowledge: Knowledge; problems: Failure[]; unread: { table: string; failure: Failure }[]; asOf: IsoDate; calendar: CalendarName }

const workspace = 'local'
const resultBytes = 4 * 1024 ** 3

/** The rooms, opened and put together. Owns the store, the results and every source it opened; `close` ends them all. */
export class Workbench {
  readonly results: ResultStore
  readonly #store: Store
  readonly #folders: Folders
  readonly #clock: () => Date
  readonly #sources = new Set<Source>()

  private constructor(folders: Folders, clock: () => Date, store: Store, results: ResultStore) {
    this.#folders = folders
    this.#clock = clock
    this.#store = store
    this.results = results
  }

  static async open(folders: Folders, clock: () => Date = () => new Date()): Promise<Workbench> {
    await makeHome(folders.data)
    const store = openStore(join(folders.data, 'quaestor.sqlite'), { clock })
    try {
      return new Workbench(folders, clock, store, await openResults({ folder: folders.scratch, maxBytes: resultBytes }))
    } catch (error) {
      store.close()
      throw error
    }
  }

  /**
   * Opens a source, selects a database, reads its catalog (from the store when it is still true) and its vocabulary. `onProgress` is told, in plain
   * words, what is being read.
   */
  async openDatabase(opening: Opening, signal?: AbortSignal, onProgress: (detail: string) => void = () => undefined): Promise<OpenDatabase> {
    const { spec } = opening
    const termFile = await termFileFor(spec, this.#folders.sample, opening.terms)
    const source = await openSource(spec, { secrets: { password: opening.password }, folders: this.#folders, signal })
    this.#sources.add(source)
    const database = await selectDatabase(source, opening.database ?? (spec.kind === 'mysql' ? spec.database : undefined), signal)
    const sourceId = identify(spec)
    const unread: OpenDatabase['unread'] = []
    const { catalog } = await cachedCatalog(this.#store, source, {
      workspace, sourceId, database, notes: termFile, clock: this.#clock, signal, profile: true, ...(await lifetimes(spec, this.#folders.sample, this.#clock())),
      onProgress: (done, of, table) => { onProgress(`Reading the tables, ${done} of ${of}: ${table}`) },
      onSkipped: (table, failure) => unread.push({ table, failure }),
    })
    const asOf = opening.asOf ?? termFile.asOf ?? today(this.#clock())
    const context = { sourceId, sourceName: termFile.name ?? sourceName(spec), source, database, catalog }
    return { ...learnDatabase(context, termFile, asOf), unread, asOf, calendar: opening.calendar ?? termFile.calendar ?? 'calendar' }
  }

  /** Asks one question; see `answerQuestion`. Kept in the history however it ends. */
  async *ask(asked: Omit<Question, 'id'>, knowledge: Knowledge, signal: AbortSignal): AsyncGenerator<Step, Outcome> {
    const question = { ...asked, id: randomUUID() }
    const record = historyEntry(this.#store, workspace, question, knowledge.context, this.#clock)
    try {
      const outcome = yield* answerQuestion(question, knowledge, { results: this.results, clock: () => performance.now() }, signal)
      return recorded(outcome, record)
    } catch (error) {
      recorded(error, record)
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#sources].map((source) => source.close()))
    await this.results.close()
    this.#store.close()
  }
}

/**
 * Records how a question ended. A history that cannot be written does not take the answer away: its receipt says so, and a failure stays what it was.
 */
function recorded<End>(end: End, record: (end: unknown) => void): End {
  try {
    record(end)
  } catch (error) {
    if (isAnswer(end)) end.answer.receipt.warnings.push(`This question is not in the history: ${error instanceof Failure ? error.message : 'it could not be written.'}`)
  }
  return end
}

function isAnswer(end: unknown): end is Extract<Outcome, { kind: 'answer' }> {
  return typeof end === 'object' && end !== null && 'kind' in end && end.kind === 'answer'
}

/** Makes the folder of Quaestor's own data. Fails with ACCESS_DENIED or DISK_FULL, naming it. */
async function makeHome(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    if (full) throw new Failure('DISK_FULL', `The disk is full; Quaestor's own folder ${folder} could not be made.`, { hint: 'Free some space, or name another folder in QUAESTOR_HOME.', retry: true, detail: { path: folder }, cause })
    throw new Failure('ACCESS_DENIED', `Quaestor's own folder ${folder} cannot be made.`, { hint: 'Make the folder above it writable for your account, or name another one in QUAESTOR_HOME.', detail: { path: folder }, cause })
  }
}

/** The same source gives the same id; secrets are no part of it. */
function identify(spec: SourceSpec): string {
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 16)
}

function sourceName(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'mysql': return spec.host
    case 'sample': return 'the sample'
    case 'sqlite': case 'files': return spec.path.split(/[\\/]/).at(-1) ?? spec.path
  }
}

function today(now: Date): IsoDate {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}
