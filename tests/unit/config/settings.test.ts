import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeSettings, readSettings, resetSettings } from '../../../electron/config/settings.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import { defaultSettings, type SettingsChange } from '../../../shared/model/settings.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-settings-'))
  store = openStore(join(folder, 'store.sqlite'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const written = (change: unknown) => { store.run("INSERT OR REPLACE INTO settings VALUES ('w', ?)", typeof change === 'string' ? change : JSON.stringify(change)) }

test('nothing set is the defaults', () => {
  expect(readSettings(store, 'w')).toEqual(defaultSettings)
})

test('a change leaves everything else as it was, survives a restart, and stays in its workspace', () => {
  changeSettings(store, 'w', { appearance: { theme: 'dark' }, limits: { rows: 5 } })
  const after = changeSettings(store, 'w', { limits: { seconds: 7 }, calendar: { fiscalYearStart: null, asOf: '2026-06-30' } })
  expect(after).toEqual({
    ...defaultSettings, appearance: { ...defaultSettings.appearance, theme: 'dark' }, limits: { ...defaultSettings.limits, rows: 5, seconds: 7 }, calendar: { ...defaultSettings.calendar, asOf: '2026-06-30' },
  })
  store.close()
  store = openStore(join(folder, 'store.sqlite'))
  expect(readSettings(store, 'w')).toEqual(after)
  expect(readSettings(store, 'v')).toEqual(defaultSettings)
})

test.each<[string, unknown]>([
  ['limits.rows', { limits: { rows: 0 } }], ['limits.rows', { limits: { rows: 1.5 } }], ['limits.seconds', { limits: { seconds: '30' } }], ['limits', { limits: 7 }],
  ['appearance.theme', { appearance: { theme: 'sepia' } }], ['calendar.asOf', { calendar: { asOf: 'tomorrow' } }], ['privacy.historyDays', { privacy: { historyDays: -1 } }],
])('a wrong value is refused by its name: %s', (setting, change) => {
  changeSettings(store, 'w', { limits: { rows: 9 } })
  expect(() => changeSettings(store, 'w', { appearance: { theme: 'dark' }, ...change as SettingsChange })).toThrow(expect.objectContaining({ code: 'SETTING_INVALID', detail: { setting } }))
  expect(readSettings(store, 'w')).toEqual({ ...defaultSettings, limits: { ...defaultSettings.limits, rows: 9 } })
})

test('a stored value that does not fit any more falls back alone', () => {
  written({ limits: { rows: 7, seconds: -3, weight: 1 }, appearance: 'dark', privacy: null, calendar: { asOf: 'today' }, future: { x: 1 } })
  expect(readSettings(store, 'w')).toEqual({ ...defaultSettings, limits: { ...defaultSettings.limits, rows: 7 }, calendar: { ...defaultSettings.calendar, asOf: 'today' } })
})

test.each(['', 'not json', '[]', '7', 'null', '{"__proto__":{"limits":{"rows":1}},"constructor":1,"limits":{"__proto__":{"rows":1}}}'])('stored nonsense is the defaults: %s', (text) => {
  written(text)
  expect(readSettings(store, 'w')).toEqual(defaultSettings)
  expect(changeSettings(store, 'w', { limits: { rows: 3 } }).limits.rows).toBe(3)
  expect(({} as Record<string, unknown>).limits).toBeUndefined()
})

test('a reset forgets every change, and nobody can change the defaults', () => {
  changeSettings(store, 'w', { limits: { rows: 3 } })
  const reset = resetSettings(store, 'w')
  expect([reset, readSettings(store, 'w')]).toEqual([defaultSettings, defaultSettings])
  reset.limits.rows = 1
  expect(readSettings(store, 'w').limits.rows).toBe(1_000)
})

test('settings from before there were models have the model off, and an address that is none falls back alone', () => {
  written({ appearance: { theme: 'dark' } })
  expect(readSettings(store, 'w')).toMatchObject({ appearance: { theme: 'dark' }, model: { on: false, preset: 'ollama', baseUrl: '', name: '', comments: false } })
  written({ model: { on: true, baseUrl: 'https://user:secret@models.example/v1', name: 'qwen3' } })
  expect(readSettings(store, 'w').model).toEqual({ ...defaultSettings.model, on: true, name: 'qwen3' })
})
