import { create } from 'zustand'
import type { AppState } from '../../shared/contract/app.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { defaultSettings, type Settings, type SettingsChange } from '../../shared/model/settings.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { follow } from '../api/follow.ts'

type App = { app: AppState | null; failure: FailureFacts | null }

export const useApp = create<App>(() => ({ app: null, failure: null }))

/** The settings in force; the defaults until they are known. */
export const useSettings = (): Settings => useApp((state) => state.app?.settings ?? defaultSettings)

/** Follows the state of the app until `signal` ends it. */
export function followApp(signal: AbortSignal): Promise<void> {
  return follow((until) => client.app.watch(undefined, { signal: until }), (app) => { useApp.setState({ app, failure: null }) }, { signal, isFinal: () => false })
}

/** Changes settings; a refusal is kept in `failure` and nothing is changed. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  try {
    await client.app.changeSettings(change)
    useApp.setState({ failure: null })
  } catch (error) {
    useApp.setState({ failure: failureOf(error) })
  }
}
