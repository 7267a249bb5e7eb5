import type * as z from 'zod'
import { Failure } from '../../shared/model/failure.ts'
import { defaultSettings, Settings, SettingsChange } from '../../shared/model/settings.ts'
import { dropSettings, loadSettings, saveSettings } from '../store/settings.ts'
import type { Store } from '../store/store.ts'

type Fields = Record<string, unknown>

const sections: Record<string, { shape: Record<string, z.ZodType> }> = Settings.shape

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of `stored` that the shape of settings knows and allows; anything else is left out. */
function fitting(stored: unknown): Record<string, Fields> {
  if (!isFields(stored)) return {}
  return Object.fromEntries(Object.entries(sections).map(([section, { shape }]) => {
    const fields = stored[section]
    return [section, Object.fromEntries(Object.entries(shape).flatMap(([field, schema]) => {
      if (!isFields(fields) || !Object.hasOwn(fields, field)) return []
      const checked = schema.safeParse(fields[field])
      return checked.success ? [[field, checked.data]] : []
    }))]
  }))
}

const withDefaults = (change: Record<string, Fields>): Settings =>
  Settings.parse(Object.fromEntries(Object.entries(defaultSettings).map(([section, fields]) => [section, { ...fields, ...change[section] }])))

/** The settings of a workspace: the defaults, and what was set otherwise. A stored value that does not fit any more falls back to its default, alone. */
export function readSettings(store: Store, workspace: string): Settings {
  return withDefaults(fitting(loadSettings(store, workspace)))
}

/** Changes settings, all of `change` or nothing; returns them as they are now. Fails with SETTING_INVALID, naming the first wrong one in `detail.setting`. */
export function changeSettings(store: Store, workspace: string, change: SettingsChange): Settings {
  const checked = SettingsChange.safeParse(change)
  if (!checked.success) throw invalid(checked.error.issues[0]?.path ?? [])
  return store.transact(() => {
    const before = fitting(loadSettings(store, workspace))
    const wanted = fitting(checked.data)
    const after = Object.fromEntries(Object.keys(sections).map((section) => [section, { ...before[section], ...wanted[section] }]))
    saveSettings(store, workspace, after)
    return withDefaults(after)
  })
}

/** Sets everything back to its default. */
export function resetSettings(store: Store, workspace: string): Settings {
  dropSettings(store, workspace)
  return structuredClone(defaultSettings)
}

function invalid(path: readonly PropertyKey[]): Failure {
  const setting = path.map(String).join('.')
  return new Failure('SETTING_INVALID', `The setting “${setting}” cannot have this value.`, { hint: 'Choose another value; nothing was changed.', detail: { setting } })
}
