import { SourceSpec } from '../../shared/model/source.ts'
import { parsedJson } from './json.ts'
import type { Store, StoreRow } from './store.ts'

/** A source as it is kept. `password` is sealed; the store never sees another. */
export type SourceRow = { id: string; name: string; spec: SourceSpec; password: Uint8Array | null; lastUsedAt: string | null; lastDatabase: string | null }

/** Two names that read the same are the same. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Empty for a row that a newer version wrote in a shape that is not known here: it is left out, not lost. */
function sourceRow(row: StoreRow): SourceRow[] {
  const spec = SourceSpec.safeParse(parsedJson(String(row.spec)))
  if (!spec.success) return []
  const password = row.password instanceof Uint8Array ? row.password : null
  return [{ id: String(row.id), name: String(row.name), spec: spec.data, password, lastUsedAt: text(row.last_used_at), lastDatabase: text(row.last_database) }]
}

/** All sources of a workspace: the last used first, then those never used, the newest first. */
export function sourceRows(store: Store, workspace: string): SourceRow[] {
  return store.all('SELECT * FROM saved_sources WHERE workspace_id = ? ORDER BY last_used_at DESC NULLS LAST, created_at DESC, rowid DESC', workspace).flatMap(sourceRow)
}

export function findSourceRow(store: Store, workspace: string, id: string): SourceRow | undefined {
  return store.all('SELECT * FROM saved_sources WHERE workspace_id = ? AND id = ?', workspace, id).flatMap(sourceRow)[0]
}

/** Whether a source other than `except` has that name. */
export function isNameTaken(store: Store, workspace: string, name: string, except?: string): boolean {
  return store.all('SELECT 1 FROM saved_sources WHERE workspace_id = ? AND name_key = ? AND id IS NOT ?', workspace, nameKey(name), except ?? null).length > 0
}

/** Adds a source, or changes name, spec and password of the one with its id. */
export function putSourceRow(store: Store, workspace: string, { id, name, spec, password }: Pick<SourceRow, 'id' | 'name' | 'spec' | 'password'>, at: Date): void {
  store.run(
    `INSERT INTO saved_sources (workspace_id, id, name, name_key, spec, password, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, spec = excluded.spec, password = excluded.password`,
    workspace, id, name, nameKey(name), JSON.stringify(spec), password, at.toISOString(),
  )
}

/** Remembers an opening. A source that was removed meanwhile stays removed. */
export function markUsed(store: Store, workspace: string, id: string, used: { at: Date; database: string }): void {
  store.run('UPDATE saved_sources SET last_used_at = ?, last_database = ? WHERE workspace_id = ? AND id = ?', used.at.toISOString(), used.database, workspace, id)
}

/** Returns whether it was there. */
export function deleteSourceRow(store: Store, workspace: string, id: string): boolean {
  return store.run('DELETE FROM saved_sources WHERE workspace_id = ? AND id = ?', workspace, id) > 0
}
