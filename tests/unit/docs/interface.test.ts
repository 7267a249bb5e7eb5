import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import type { Command } from '../../../renderer/state/commands.ts'

/** The commands of the window, whose module looks for the page that it is in. Its address is no type of this side, so it is named apart. */
async function commandsOfWindow(): Promise<readonly Command[]> {
  const kept = new Map<string, string>()
  vi.stubGlobal('location', { protocol: 'app:', origin: 'app://quaestor' })
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value) } })
  vi.stubGlobal('navigator', { platform: '', locks: { request: (_name: string, _options: object, got: (lock: object) => unknown) => { got({}) } } })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('postMessage', () => undefined)
  const module = new URL('../../../renderer/frame/commands.ts', import.meta.url).href
  const { frameCommands } = await import(module) as { frameCommands: readonly Command[] }
  return frameCommands
}

const written = (keys: string): string => keys.split('+').map((key) => ({ Mod: 'Ctrl', Escape: 'Esc' })[key] ?? key).join(' ')

it('docs/interface.md lists every key of the window, and none that it has not', async () => {
  const commands = (await commandsOfWindow()).filter(({ keys }) => keys !== undefined)
  expect(commands.length).toBeGreaterThan(10)
  const page = readFileSync(new URL('../../../docs/interface.md', import.meta.url), 'utf8')
  const table = page.split('| keys | what they do | where |\n|---|---|---|\n')[1]?.split('\n\n')[0]?.trim().split('\n')
  expect(table).toEqual(commands.map(({ keys = '', title, group, where = 'everywhere' }) => `| ${written(keys)} | ${group === 'Go to' ? `Go to ${title}` : title} | ${where} |`))
})
