import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

async function namesOn(platform: string): Promise<(keys: string) => string[]> {
  vi.stubGlobal('navigator', { platform })
  return (await import('../../../../renderer/ui/keys.ts')).keyNames
}

test('keys as a PC writes them', async () => {
  const names = await namesOn('Linux x86_64')
  expect(names('Mod+K')).toEqual(['Ctrl', 'K'])
  expect(names('Mod+Enter')).toEqual(['Ctrl', '⏎'])
  expect(names('Escape')).toEqual(['Esc'])
  expect(names('/')).toEqual(['/'])
})

test('keys as a Mac writes them', async () => {
  const names = await namesOn('MacIntel')
  expect(names('Mod+Shift+K')).toEqual(['⌘', '⇧', 'K'])
})
