import { Failure } from '../../shared/model/failure.ts'
import { Catalog } from '../../shared/model/catalog.ts'
import { parsedJson } from './json.ts'
import type { Sealer } from './sealer.ts'
import type { Store, StoreRow } from './store.ts'

/** Whose catalog of which database. */
export type CatalogPlace = { workspace: string; source: string; database: string }
/** A catalog as it was kept; `notes` stands for the notes it was read with, so that changed notes are seen. */
export type KeptCatalog = { catalog: Catalog; notes: string }
/** A catalog holds values of the data it describes: it is sealed, or not kept at all (null: there is no open vault). `clear` is for the bundled sample, which everybody has. */
export type CatalogSeal = Sealer | 'clear' | null

const sealName = ({ workspace, source, database }: CatalogPlace): string => `catalog ${JSON.stringify([workspace, source, database])}`

/** Keeps a catalog in place of an earlier one of the same database; without a seal none is kept. */
export function saveCatalog(store: Store, workspace: string, { catalog, notes }: KeptCatalog, seal: CatalogSeal): void {
  const { source, database } = catalog
  if (seal === null) {
    dropCatalog(store, { workspace, source, database })
    return
  }
  const text = JSON.stringify(catalog)
  const content = seal === 'clear' ? Buffer.from(text, 'utf8') : seal.seal(sealName({ workspace, source, database }), text)
  store.run(
    'INSERT OR REPLACE INTO catalogs (workspace_id, source, database, fingerprint, notes, sealed, catalog, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    workspace, source, database, catalog.fingerprint, notes, seal === 'clear' ? 0 : 1, content, catalog.readAt,
  )
}

/**
 * The catalog kept for that database; undefined when there is none, or one that cannot be opened with this seal, or that an older version wrote in
 * another shape.
 */
export function loadCatalog(store: Store, place: CatalogPlace, seal: CatalogSeal): KeptCatalog | undefined {
  if (seal === null) return undefined
  const [row] = store.all('SELECT sealed, catalog, notes FROM catalogs WHERE workspace_id = ? AND source = ? AND database = ?', place.workspace, place.source, place.database)
  const text = row === undefined ? undefined : opened(row, place, seal)
  if (row === undefined || text === undefined) return undefined
  const catalog = Catalog.safeParse(parsedJson(text))
  return catalog.success ? { catalog: catalog.data, notes: String(row.notes) } : undefined
}

/** A row in the clear counts only where that is expected: else someone could put one in the place of what was sealed. */
function opened({ sealed, catalog }: StoreRow, place: CatalogPlace, seal: Sealer | 'clear'): string | undefined {
  if (!(catalog instanceof Uint8Array)) return undefined
  if (seal === 'clear') return sealed === 0 ? Buffer.from(catalog).toString('utf8') : undefined
  if (sealed !== 1) return undefined
  try {
    return seal.open(sealName(place), catalog)
  } catch (error) {
    // Sealed with a key that is gone, or damaged: a catalog can be read again.
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Forgets what is kept of a source: of one database, or of all when none is named. */
export function dropCatalog(store: Store, { workspace, source, database }: Omit<CatalogPlace, 'database'> & { database?: string }): void {
  if (database === undefined) store.run('DELETE FROM catalogs WHERE workspace_id = ? AND source = ?', workspace, source)
  else store.run('DELETE FROM catalogs WHERE workspace_id = ? AND source = ? AND database = ?', workspace, source, database)
}
