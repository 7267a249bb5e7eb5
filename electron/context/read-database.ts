import type { ContextFacts } from '../../shared/model/context.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import type { TermFile } from '../../shared/model/term.ts'
import { cachedCatalog } from '../catalog/cache.ts'
import { changesAsText } from '../catalog/changes-text.ts'
import { lifetimes } from '../catalog/lifetimes.ts'
import type { Source } from '../sources/source.ts'
import type { CatalogSeal } from '../store/catalogs.ts'
import type { Store } from '../store/store.ts'
import type { DatabaseContext } from './database-context.ts'

export type Reading = {
  store: Store
  workspace: string
  saved: Pick<SavedSource, 'id' | 'name' | 'spec'>
  source: Source
  database: string
  notes: TermFile
  sampleFolder: string
  /** How its catalog is kept. */
  seal: CatalogSeal
  clock: () => Date
  signal?: AbortSignal | undefined
  /** `young`: a catalog read minutes ago is taken as it is; `checked`: its schema is compared; `anew`: tables are profiled again too. */
  trust: 'young' | 'checked' | 'anew'
  onProgress: (done: number, of: number, table: string) => void
}

/** What was read of a database: its catalog, the tables that could not be read, and what changed since it was read before. */
export type ReadDatabase = { context: DatabaseContext } & Pick<ContextFacts, 'unread' | 'changes'>

/** Reads the catalog of a database, from the store when it is still true. Fails as the source and the store fail, and with CANCELLED. */
export async function readDatabase({ store, workspace, saved, source, database, notes, sampleFolder, seal, clock, signal, trust, onProgress }: Reading): Promise<ReadDatabase> {
  const unread: ReadDatabase['unread'] = []
  const holds = await lifetimes(saved.spec, sampleFolder, clock())
  const { catalog, changes } = await cachedCatalog(store, source, {
    workspace, sourceId: saved.id, database, notes, seal, clock, signal, profile: true, onProgress,
    trustMs: trust === 'young' ? holds.trustMs : 0, profileMs: trust === 'anew' ? 0 : holds.profileMs,
    onSkipped: (table, failure) => unread.push({ table, failure: failure.facts() }),
  })
  return { context: { sourceId: saved.id, sourceName: saved.name, source, database, catalog }, unread, changes: changesAsText(changes) }
}
