import { parsedJson } from './json.ts'
import type { Store } from './store.ts'

/** What a workspace set otherwise than the defaults, as it was written; undefined when nothing was, or when it is not readable. */
export function loadSettings(store: Store, workspace: string): unknown {
  const [row] = store.all('SELECT change FROM settings WHERE workspace_id = ?', workspace)
  return row === undefined ? undefined : parsedJson(String(row.change))
}

export function saveSettings(store: Store, workspace: string, change: object): void {
  store.run('INSERT OR REPLACE INTO settings (workspace_id, change) VALUES (?, ?)', workspace, JSON.stringify(change))
}

export function dropSettings(store: Store, workspace: string): void {
  store.run('DELETE FROM settings WHERE workspace_id = ?', workspace)
}
