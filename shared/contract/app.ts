import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { ModelState } from '../model/model.ts'
import { Settings, SettingsChange } from '../model/settings.ts'
import { procedure } from './procedure.ts'

/** Where the master key sleeps, and whether secrets can be read now. `unset`: no passphrase was chosen yet, and there is no keychain. */
export const VaultState = z.object({ kept: z.enum(['keychain', 'passphrase', 'memory']), state: z.enum(['open', 'locked', 'unset']) })
export type VaultState = z.infer<typeof VaultState>

export const AppState = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'test']),
  /** Whether the host can show the system's own file dialog. */
  fileDialog: z.boolean(),
  vault: VaultState,
  settings: Settings,
  model: ModelState,
  dataFolder: z.string(),
})
export type AppState = z.infer<typeof AppState>

export const Health = z.object({ upMs: z.number(), memoryBytes: z.int(), running: z.int(), openSources: z.int(), results: z.int(), resultBytes: z.int(), storeBytes: z.int() })
export type Health = z.infer<typeof Health>

export const app = {
  state: procedure('What the window needs to start').output(AppState),
  health: procedure('How the engine is').output(Health),
  /** Sends the state at once and again at each change of it: settings, the vault, the model. */
  watch: procedure('Follows the state of the app').output(eventIterator(AppState)),
  changeSettings: procedure('Changes settings; SETTING_INVALID names the wrong one').input(SettingsChange).output(Settings),
  resetSettings: procedure('Sets every setting back to its default').output(Settings),
  /** Chooses the passphrase when none was chosen yet, otherwise opens the vault with it. Fails with PASSPHRASE_WRONG. */
  unlock: procedure('Opens the vault').input(z.object({ passphrase: z.string().min(1).max(1_024) })).output(VaultState),
  /** Keeps secrets in memory until the app ends, where there is no keychain and no passphrase is wanted. */
  keepInMemory: procedure('Keeps secrets in memory only').output(VaultState),
}
