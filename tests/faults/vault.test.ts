import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openVault } from '../../electron/vault/vault.ts'
import { tinyDisk } from '../fixtures/tiny-disk.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'quaestor-vault-faults-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const disk = tinyDisk(256)
afterAll(() => { disk?.remove() })

function fillUp(file: string): void {
  expect(() => { for (;;) appendFileSync(file, Buffer.alloc(4_096)) }).toThrow(expect.objectContaining({ code: 'ENOSPC' }))
}

const vaultModule = JSON.stringify(new URL('../../electron/vault/vault.ts', import.meta.url).href)
const chooser = `
  import { openVault } from ${vaultModule}
  const vault = await openVault({ folder: process.argv[1], keychain: false })
  console.log('choosing')
  console.log(await vault.unlock('the chosen one').then(({ state }) => state, ({ code }) => code))
`
function start(wrapper: string[] = []) {
  const [command = process.execPath, ...args] = [...wrapper, process.execPath, '--no-warnings', '--input-type=module', '-e', chooser, folder]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const heard = { text: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { heard.text += text })
  return { child, heard, ended: once(child, 'close') }
}

test('killed in the middle of choosing a passphrase, it was chosen or it was not', async () => {
  const seen = { unset: 0, chosen: 0 }
  for (let round = 0; round < 12; round += 1) {
    const { child, heard, ended } = start()
    while (!heard.text.includes('choosing')) await sleep(2)
    // Half of the rounds end while the key is stretched, the others around the moment the file is put in place.
    if (round % 2 === 0) await sleep(Math.random() * 300)
    else while (!existsSync(join(folder, 'vault.json')) && child.exitCode === null) await new Promise(setImmediate)
    child.kill('SIGKILL')
    await ended
    const vault = await openVault({ folder, keychain: false })
    if (vault.state().state === 'unset') {
      seen.unset += 1
      expect(existsSync(join(folder, 'vault.json'))).toBe(false)
      continue
    }
    seen.chosen += 1
    expect(await vault.unlock('the chosen one')).toEqual({ kept: 'passphrase', state: 'open' })
    rmSync(join(folder, 'vault.json'))
  }
  expect(seen.unset).toBeGreaterThan(0)
  expect(seen.chosen).toBeGreaterThan(0)
})

test('two processes that choose at once end with one passphrase that opens for both', async () => {
  const both = [start(), start()]
  await Promise.all(both.map(({ ended }) => ended))
  expect(both.map(({ heard }) => heard.text.trim().split('\n').at(-1))).toEqual(['open', 'open'])
  const vault = await openVault({ folder, keychain: false })
  expect(await vault.unlock('the chosen one')).toMatchObject({ state: 'open' })
})

test('a folder that may not be written is told, and nothing is half there', async () => {
  chmodSync(folder, 0o555)
  // Root passes every permission unless these capabilities are given up.
  const heeding = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search'] : []
  const { heard, ended } = start(heeding)
  await ended
  chmodSync(folder, 0o755)
  expect(heard.text.trim().split('\n').at(-1)).toBe('ACCESS_DENIED')
  expect(existsSync(join(folder, 'vault.json'))).toBe(false)
})

test.runIf(disk !== undefined)('a full disk is told, and a passphrase can be chosen once there is space', async () => {
  const tiny = disk?.folder ?? ''
  const filler = join(tiny, 'filler')
  const vault = await openVault({ folder: tiny, keychain: false })
  fillUp(filler)
  await expect(vault.unlock('the chosen one')).rejects.toMatchObject({ code: 'DISK_FULL', retry: true })
  expect([vault.state().state, readdirSync(tiny)]).toEqual(['unset', ['filler']])
  rmSync(filler)
  expect(await vault.unlock('the chosen one')).toMatchObject({ state: 'open' })
  expect(await (await openVault({ folder: tiny, keychain: false })).unlock('the chosen one')).toMatchObject({ state: 'open' })
})
