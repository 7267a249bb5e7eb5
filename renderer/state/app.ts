import { create } from 'zustand'
import type { AppState } from '../../shared/contract/app.ts'
import { defaultSettings, type Settings, type SettingsChange } from '../../shared/model/settings.ts'
import { client } from '../api/client.ts'
import { follow } from '../api/follow.ts'

/** `null` until the engine has said how the app is. */
export const useApp = create<{ app: AppState | null }>(() => ({ app: null }))

/** The settings in force; the defaults until they are known. */
export const useSettings = (): Settings => useApp((state) => state.app?.settings ?? defaultSettings)

/** Follows the state of the app until `signal` ends it. */
export function followApp(signal: AbortSignal): Promise<void> {
  return follow((until) => client.app.watch(undefined, { signal: until }), (app) => { useApp.setState({ app }) }, { signal, isFinal: () => false })
}

/** Changes settings; the watcher brings what they are then. Fails with SETTING_INVALID, and nothing is changed. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  await client.app.changeSettings(change)
}
