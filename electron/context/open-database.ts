import type { ContextFacts } from '../../shared/model/context.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import type { SourceFacts } from '../sources/source.ts'
import { selectDatabase } from './database-context.ts'
import type { Grounds, Learned, Notes } from './grounds.ts'
import { readDatabase, type ReadDatabase, type Reading } from './read-database.ts'
import { unless, type Lease, type SharedSources } from './shared-sources.ts'

/** Which database is wanted; without a name, the one the source leaves no choice about or that was open last. */
export type Wanted = { sourceId: string; database?: string | undefined }

/** A database as a window has it open. `lease` is null while it is idle. */
export type Opened<Known> = {
  saved: SavedSource
  lease: Lease | null
  read: ReadDatabase
  notes: Notes
  about: SourceFacts
  learned: Learned<Known>
  /** What `Grounds.learning` said when it was learned. */
  learnedBy: string
}

/** What is told of an opening: what is being done, and how many tables of how many were read. */
export type OpeningStep = { saved: SavedSource; database: string | null; detail: string; done: number; of: number }

/** Versions of the saved sources: windows share what is open of the same one. `renew` has the next opening connect, and read files, anew. */
export type Revisions = { of(sourceId: string): number; renew(sourceId: string): void }

type Options<Known> = {
  grounds: Grounds<Known>
  shared: SharedSources
  revisions: Revisions
  trust: Reading['trust']
  signal: AbortSignal
  tell: (step: OpeningStep) => void
}

/** Connects, selects the database, reads and learns it. Fails as each of these does, with SOURCE_GONE, and with CANCELLED at any moment when the signal aborts. */
export async function openDatabase<Known>(wanted: Wanted, { grounds, shared, revisions, trust, signal, tell }: Options<Known>): Promise<Opened<Known>> {
  const saved = grounds.saved(wanted.sourceId)
  let database = wanted.database ?? (saved.spec.kind === 'mysql' ? saved.spec.database : undefined) ?? saved.lastDatabase ?? null
  const step = (detail: string, done = 0, of = 0): void => { tell({ saved, database, detail, done, of }) }
  step(saved.spec.kind === 'mysql' ? `Connecting to ${saved.name}` : `Opening ${saved.name}`)
  const lease = await shared.take(`${saved.id} ${revisions.of(saved.id)}`, (stop) => grounds.connect(saved, stop), signal)
  try {
    const { source } = lease
    const about = await unless(signal, source.test(signal))
    database = await unless(signal, selectDatabase(source, database ?? undefined, signal))
    step('Reading the tables')
    const notes = await unless(signal, grounds.notes(saved, database))
    const read = await unless(signal, readDatabase({
      store: grounds.store, workspace: grounds.workspace, sampleFolder: grounds.sampleFolder, clock: grounds.clock, seal: grounds.seal(saved), saved, source, database, notes: notes.file, trust, signal,
      onProgress: (done, of, table) => { step(`Reading ${table}`, done, of) },
    }))
    return { saved, lease, read, notes, about, learned: grounds.learn(read.context, notes.file), learnedBy: grounds.learning() }
  } catch (error) {
    await lease.release()
    throw error
  }
}

/** What a window is shown of its database. */
export function contextFacts<Known>({ saved, about, read, notes, learned }: Opened<Known>): ContextFacts {
  const { database, catalog } = read.context
  return {
    sourceId: saved.id, sourceName: saved.name, kind: saved.spec.kind, ...about, database, tables: catalog.tables.length,
    asOf: learned.asOf, calendar: learned.calendar, fiscalYearStart: learned.fiscalYearStart, fingerprint: catalog.fingerprint, readAt: catalog.readAt,
    problems: [...notes.problems, ...learned.problems].map((problem) => problem.facts()), unread: read.unread, changes: read.changes,
  }
}
