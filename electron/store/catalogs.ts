import { Catalog } from '../../shared/model/catalog.ts'
import { parsedJson } from './json.ts'
import type { Store } from './store.ts'

/** Whose catalog of which database. */
export type CatalogPlace = { workspace: string; source: string; database: string }
/** A catalog as it was kept; `notes` stands for the notes it was read with, so that changed notes are seen. */
export type KeptCatalog = { catalog: Catalog; notes: string }

/** Keeps a catalog in place of an earlier one of the same database. */
export function saveCatalog(store: Store, workspace: string, { catalog, notes }: KeptCatalog): void {
  store.run(
    'INSERT OR REPLACE INTO catalogs (workspace_id, source, database, fingerprint, notes, catalog, read_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    workspace, catalog.source, catalog.database, catalog.fingerprint, notes, JSON.stringify(catalog), catalog.readAt,
  )
}

/** The catalog kept for that database; undefined when there is none, or one that an older version wrote in another shape. */
export function loadCatalog(store: Store, { workspace, source, database }: CatalogPlace): KeptCatalog | undefined {
  const [row] = store.all('SELECT catalog, notes FROM catalogs WHERE workspace_id = ? AND source = ? AND database = ?', workspace, source, database)
  if (row === undefined) return undefined
  const catalog = Catalog.safeParse(parsedJson(String(row.catalog)))
  return catalog.success ? { catalog: catalog.data, notes: String(row.notes) } : undefined
}

/** Forgets what is kept of a source: of one database, or of all when none is named. */
export function dropCatalog(store: Store, { workspace, source, database }: Omit<CatalogPlace, 'database'> & { database?: string }): void {
  if (database === undefined) store.run('DELETE FROM catalogs WHERE workspace_id = ? AND source = ?', workspace, source)
  else store.run('DELETE FROM catalogs WHERE workspace_id = ? AND source = ? AND database = ?', workspace, source, database)
}
