import type { Store } from './store.ts'

/** The key that is kept for an endpoint, sealed; undefined when there is none. */
export function sealedKey(store: Store, workspace: string, endpoint: string): Uint8Array | undefined {
  const [row] = store.all('SELECT key FROM model_keys WHERE workspace_id = ? AND endpoint = ?', workspace, endpoint)
  return row?.key instanceof Uint8Array ? row.key : undefined
}

/** Keeps the key of an endpoint; the store never sees another than a sealed one. */
export function putSealedKey(store: Store, workspace: string, endpoint: string, key: Uint8Array): void {
  store.run('INSERT OR REPLACE INTO model_keys (workspace_id, endpoint, key) VALUES (?, ?, ?)', workspace, endpoint, key)
}

export function dropKey(store: Store, workspace: string, endpoint: string): void {
  store.run('DELETE FROM model_keys WHERE workspace_id = ? AND endpoint = ?', workspace, endpoint)
}

/** Whether a person said yes to sending so much to an endpoint. */
export function isPermitted(store: Store, workspace: string, endpoint: string, extent: string): boolean {
  return store.all('SELECT 1 FROM model_permits WHERE workspace_id = ? AND endpoint = ? AND extent = ?', workspace, endpoint, extent).length > 0
}

export function permit(store: Store, workspace: string, endpoint: string, extent: string, at: Date): void {
  store.run('INSERT OR REPLACE INTO model_permits (workspace_id, endpoint, extent, given_at) VALUES (?, ?, ?, ?)', workspace, endpoint, extent, at.toISOString())
}

/** Takes back every permission for an endpoint. */
export function withdrawPermits(store: Store, workspace: string, endpoint: string): void {
  store.run('DELETE FROM model_permits WHERE workspace_id = ? AND endpoint = ?', workspace, endpoint)
}
