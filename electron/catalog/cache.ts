import { createHash } from 'node:crypto'
import type { Catalog, Table } from '../../shared/model/catalog.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { DescribedDatabase, Source } from '../sources/source.ts'
import { loadCatalog, saveCatalog, type CatalogSeal } from '../store/catalogs.ts'
import type { Store } from '../store/store.ts'
import { catalogChanges } from './changes.ts'
import type { CatalogChange } from './changes.ts'
import { catalogOf, describeWithNotes } from './discover.ts'
import type { DiscoverOptions } from './discover.ts'
import { fingerprint } from './fingerprint.ts'

export type CacheOptions = DiscoverOptions & {
  workspace: string
  /** How it is kept: sealed by the open vault, `clear` for the bundled sample, null not at all. */
  seal: CatalogSeal
  /** A catalog younger than this is used without asking the source anything; milliseconds. */
  trustMs: number
  /** Past this age tables are profiled again though the schema is the same, because values change too; milliseconds. */
  profileMs: number
}

/** `from` says where it came from: the store unasked, the store after comparing fingerprints, or a full reading. `changes` since the last reading. */
export type CachedCatalog = { catalog: Catalog; from: 'store' | 'checked' | 'source'; changes: CatalogChange[] }

const notesKey = (notes: TermFile | undefined): string =>
  createHash('sha256').update(JSON.stringify([notes?.tables ?? [], notes?.asOf ?? null, notes?.fiscalYearStart ?? null])).digest('hex')

const isProfiled = (catalog: Catalog): boolean => catalog.tables.some((table) => table.columns.some(({ profile }) => profile !== undefined)) || catalog.tables.length === 0

/** The kept catalog with what a fresh description adds to it at no cost: comments, estimates, plain indexes. */
function refreshed(kept: Catalog, described: DescribedDatabase): Catalog {
  const fresh = new Map(described.tables.map((table) => [table.name, table]))
  const tables = kept.tables.map((table): Table => {
    const now = fresh.get(table.name)
    const comments = new Map(now?.columns.map(({ name, comment }) => [name, comment]))
    if (now === undefined) return table
    return { ...table, comment: now.comment, rowEstimate: now.rowEstimate, indexes: now.indexes, columns: table.columns.map((column) => ({ ...column, comment: comments.get(column.name) })) }
  })
  return { ...kept, tables }
}

/**
 * The catalog of a database from the store where it can be trusted, else from the source, kept for the next time. It is trusted unasked while it
 * is young; later its fingerprint is compared with a fresh description; changed notes, a changed schema or old profiles have it read anew.
 * Fails as `discover` and the store fail; the source's failure leaves the kept catalog in place.
 */
export async function cachedCatalog(store: Store, source: Source, options: CacheOptions): Promise<CachedCatalog> {
  const { workspace, sourceId, database, seal, clock, trustMs, profileMs } = options
  const notes = notesKey(options.notes)
  const kept = loadCatalog(store, { workspace, source: sourceId, database }, seal)
  const age = kept === undefined ? Infinity : clock().getTime() - Date.parse(kept.catalog.readAt)
  // A clock that was set back makes an age negative; such a catalog is checked, not trusted.
  const usable = kept?.notes === notes && age >= 0 && (!options.profile || isProfiled(kept.catalog))
  if (usable && age < trustMs) return { catalog: kept.catalog, from: 'store', changes: [] }

  const described = await describeWithNotes(source, options)
  if (usable && age < profileMs && fingerprint(described) === kept.catalog.fingerprint) {
    return { catalog: refreshed(kept.catalog, described), from: 'checked', changes: [] }
  }
  const catalog = await catalogOf(source, described, options)
  saveCatalog(store, workspace, { catalog, notes }, seal)
  return { catalog, from: 'source', changes: kept === undefined ? [] : catalogChanges(kept.catalog, catalog) }
}
