import { createHash } from 'node:crypto'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { CalendarName } from '../../shared/model/plan.ts'
import type { SourceSpec } from '../../shared/model/source.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { dateOf, learnDatabase } from '../agents/learn-database.ts'
import type { Knowledge } from '../agents/question.ts'
import type { Folders } from '../config/folders.ts'
import { selectDatabase } from '../context/database-context.ts'
import type { Learned } from '../context/grounds.ts'
import { readDatabase } from '../context/read-database.ts'
import type { Source } from '../sources/source.ts'
import type { CatalogSeal } from '../store/catalogs.ts'
import type { Store } from '../store/store.ts'
import { termFileFor } from '../terms/find-terms.ts'

/** What a user may say when opening a database that is not saved. */
export type Opening = { spec: SourceSpec; password?: string | undefined; database?: string | undefined; terms?: string | undefined; asOf?: IsoDate | undefined; calendar?: CalendarName | undefined }

/** A database that is ready to be asked. `unread` are tables whose contents could not be read, so that only their columns are known. */
export type OpenDatabase = Learned<Knowledge> & { unread: { table: string; failure: FailureFacts }[] }

type Rooms = { store: Store; folders: Folders; clock: () => Date; seal: CatalogSeal; workspace: string; connect: () => Promise<Source> }

/**
 * Opens a source that was named on a command line, selects a database, reads its catalog (from the store when it is still true) and its vocabulary.
 * `onProgress` is told, in plain words, what is being read.
 */
export async function openDirectly(opening: Opening, rooms: Rooms, signal: AbortSignal | undefined, onProgress: (detail: string) => void): Promise<OpenDatabase> {
  const { spec } = opening
  const { store, folders, clock, seal, workspace } = rooms
  const notes = await termFileFor(spec, folders.sample, opening.terms)
  const source = await rooms.connect()
  const database = await selectDatabase(source, opening.database ?? (spec.kind === 'mysql' ? spec.database : undefined), signal)
  const { context, unread } = await readDatabase({
    store, workspace, sampleFolder: folders.sample, seal, clock, source, database, notes, signal, trust: 'young',
    saved: { id: identify(spec), name: notes.name ?? sourceName(spec), spec },
    onProgress: (done, of, table) => { onProgress(`Reading the tables, ${done} of ${of}: ${table}`) },
  })
  const learned = learnDatabase(context, notes, { asOf: opening.asOf ?? 'source', year: opening.calendar ?? 'source', fiscalYearStart: null }, dateOf(clock()))
  return { ...learned, unread }
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
