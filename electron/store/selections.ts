import type { Store } from './store.ts'

/** The database a window is asking. */
export type Selection = { sourceId: string; database: string }

/** Browser tabs come and go: beyond so many windows of a workspace the longest unused are forgotten. */
const mostWindows = 200

/** The window's last selection; for a window that never had one, the workspace's latest. Null when it was left, undefined when there never was one. */
export function lastSelection(store: Store, workspace: string, window: string): Selection | null | undefined {
  const [row] = store.all('SELECT source, database FROM selections WHERE workspace_id = ? ORDER BY window = ? DESC, number DESC LIMIT 1', workspace, window)
  if (row?.source === '') return null
  return row === undefined ? undefined : { sourceId: String(row.source), database: String(row.database) }
}

/** Remembers what a window selected. */
export function rememberSelection(store: Store, workspace: string, window: string, { sourceId, database }: Selection): void {
  store.transact(() => {
    store.run('INSERT OR REPLACE INTO selections (workspace_id, window, source, database) VALUES (?, ?, ?, ?)', workspace, window, sourceId, database)
    store.run('DELETE FROM selections WHERE workspace_id = ?1 AND number NOT IN (SELECT number FROM selections WHERE workspace_id = ?1 ORDER BY number DESC LIMIT ?2)', workspace, mostWindows)
  })
}

/** Remembers that a window left its database, so that the next start opens none. */
export function rememberNone(store: Store, workspace: string, window: string): void {
  rememberSelection(store, workspace, window, { sourceId: '', database: '' })
}

/** Forgets every selection of a source. */
export function forgetSelectionsOf(store: Store, workspace: string, sourceId: string): void {
  store.run('DELETE FROM selections WHERE workspace_id = ? AND source = ?', workspace, sourceId)
}
