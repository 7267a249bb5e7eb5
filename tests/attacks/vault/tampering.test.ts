import { chmodSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openVault } from '../../../electron/vault/vault.ts'
import { dataFolder, failureOf } from '../../unit/vault/place.ts'

const phrase = 'correct horse battery staple'
const secret = 'hunter2-hunter2-hunter2'

async function inMemory() {
  const vault = await openVault({ folder: dataFolder(), keychain: false })
  vault.keepInMemory()
  return vault
}

async function withPassphrase(): Promise<{ folder: string; file: string }> {
  const folder = dataFolder()
  const vault = await openVault({ folder, keychain: false })
  await vault.unlock(phrase)
  return { folder, file: join(folder, 'vault.json') }
}

test('no bit of what is sealed can be changed, no byte cut off or added', async () => {
  const vault = await inMemory()
  const sealed = vault.seal('a', 'pw')
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Uint8Array.from(sealed)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => vault.open('a', changed), `bit ${bit}`).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
  }
  for (let length = 0; length < sealed.length; length += 1) expect(() => vault.open('a', sealed.subarray(0, length)), `length ${length}`).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
  expect(() => vault.open('a', Buffer.concat([sealed, Buffer.of(0)]))).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
})

test.each([['a', 'b'], ['a', ''], ['a', 'a\0'], ['__proto__', 'constructor'], ['password ["w","1"]', 'password ["w","2"]']])('what is sealed for %j does not open for %j', async (own, other) => {
  const vault = await inMemory()
  const sealed = vault.seal(own, secret)
  expect(vault.open(own, sealed)).toBe(secret)
  expect(() => vault.open(other, sealed)).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
})

test('the same secret is never sealed the same twice', async () => {
  const vault = await inMemory()
  const all = Array.from({ length: 2_000 }, () => Buffer.from(vault.seal('a', 'pw')).toString('hex'))
  expect(new Set(all).size).toBe(2_000)
  expect(new Set(all.map((one) => one.slice(2, 26))).size).toBe(2_000)
})

test('no failure says the secret, the passphrase or the key', async () => {
  const { folder, file } = await withPassphrase()
  const vault = await openVault({ folder, keychain: false })
  const failures = [await failureOf(() => vault.seal('a', secret)), await failureOf(() => vault.unlock(`${secret}!`))]
  await vault.unlock(phrase)
  const sealed = vault.seal('a', secret)
  failures.push(await failureOf(() => vault.open('b', sealed)), await failureOf(() => vault.open('a', Buffer.from(secret))))
  for (const failure of failures) {
    const said = `${JSON.stringify(failure.facts())} ${String(failure.stack)} ${String(failure.cause)}`
    expect(said).not.toContain(secret)
    expect(said).not.toContain(phrase)
  }
  for (const hidden of [secret, phrase]) expect(readFileSync(file, 'utf8')).not.toContain(hidden)
})

test('a vault.json that other accounts can read is taken away from them', async () => {
  const { folder, file } = await withPassphrase()
  chmodSync(file, 0o644)
  await openVault({ folder, keychain: false })
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

type Content = { scrypt: Record<string, unknown>; key: string; [field: string]: unknown }
test.each<[string, (content: Content) => unknown]>([
  ['asks for 1 TB of memory', (content) => ({ ...content, scrypt: { ...content.scrypt, N: 2 ** 30 } })],
  ['asks for a cost that is no power of two', (content) => ({ ...content, scrypt: { ...content.scrypt, N: 2 ** 17 + 1 } })],
  ['asks for next to no cost', (content) => ({ ...content, scrypt: { ...content.scrypt, N: 2 } })],
  ['asks for hours of work', (content) => ({ ...content, scrypt: { ...content.scrypt, p: 1_000_000 } })],
  ['has no key', ({ key: _key, ...content }) => content],
  ['has a key that is no base64', (content) => ({ ...content, key: '!!!' })],
  ['is of a later version', (content) => ({ ...content, version: 2 })],
  ['is a list', () => []],
  ['is null', () => null],
])('a vault.json that %s is damaged, is told so at once, and is left as it is', async (_what, change) => {
  const { folder, file } = await withPassphrase()
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Content)))
  const bytes = readFileSync(file)
  const vault = await openVault({ folder, keychain: false })
  expect(vault.state()).toEqual({ kept: 'passphrase', state: 'locked' })
  const start = performance.now()
  expect(await failureOf(() => vault.unlock(phrase))).toMatchObject({ code: 'STORE_DAMAGED', detail: { path: file } })
  expect((await failureOf(() => vault.seal('a', secret))).code).toBe('STORE_DAMAGED')
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('a vault.json with cheaper costs, another salt or another key does not open', async () => {
  for (const change of [
    (content: Content) => ({ ...content, scrypt: { ...content.scrypt, N: 2 ** 14 } }),
    (content: Content) => ({ ...content, scrypt: { ...content.scrypt, salt: Buffer.alloc(32).toString('base64') } }),
    (content: Content) => ({ ...content, key: Buffer.alloc(61, 1).toString('base64') }),
  ]) {
    const { folder, file } = await withPassphrase()
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Content)))
    const vault = await openVault({ folder, keychain: false })
    expect((await failureOf(() => vault.unlock(phrase))).code).toBe('PASSPHRASE_WRONG')
  }
})

test('a vault.json cut off anywhere is damaged, never taken for none', async () => {
  const { folder, file } = await withPassphrase()
  const whole = readFileSync(file)
  for (const length of [0, 1, 10, 60, whole.length >> 1, whole.length - 3]) {
    writeFileSync(file, whole)
    truncateSync(file, length)
    const vault = await openVault({ folder, keychain: false })
    expect(vault.state().state, `${length} bytes`).toBe('locked')
    expect((await failureOf(() => vault.unlock('a new one'))).code, `${length} bytes`).toBe('STORE_DAMAGED')
    expect(statSync(file).size).toBe(length)
  }
})

test('a huge file or an endless device in its place is not read', async () => {
  const folder = dataFolder()
  writeFileSync(join(folder, 'vault.json'), Buffer.alloc(64 * 1024 * 1024, '{'))
  expect((await openVault({ folder, keychain: false })).state().state).toBe('locked')
  const other = dataFolder()
  symlinkSync('/dev/zero', join(other, 'vault.json'))
  expect((await openVault({ folder: other, keychain: false })).state().state).toBe('locked')
})
