import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openVault } from '../../../electron/vault/vault.ts'
import { dataFolder, failureOf, keychainOf } from './place.ts'

const phrase = 'correct horse battery staple'
const without = (folder: string) => openVault({ folder, keychain: false })

test('without a keychain nothing is sealed until a passphrase is chosen', async () => {
  const folder = dataFolder()
  const vault = await without(folder)
  expect([vault.state(), vault.isOpen]).toEqual([{ kept: 'passphrase', state: 'unset' }, false])
  expect(await failureOf(() => vault.seal('a', 'secret'))).toMatchObject({ code: 'VAULT_LOCKED', hint: expect.stringContaining('Choose a passphrase') as string })
  expect(readdirSync(folder)).toEqual([])
  expect(await vault.unlock(phrase)).toEqual({ kept: 'passphrase', state: 'open' })
  expect(vault.open('a', vault.seal('a', 'secret ¥ \0 🗝'))).toBe('secret ¥ \0 🗝')
  expect(readdirSync(folder)).toEqual(['vault.json'])
})

test('the passphrase opens it again after a restart, another one does not, and takes its time', async () => {
  const folder = dataFolder()
  const first = await without(folder)
  await first.unlock(phrase)
  const sealed = first.seal('a', 'secret')
  const again = await without(folder)
  expect(again.state()).toEqual({ kept: 'passphrase', state: 'locked' })
  expect((await failureOf(() => again.open('a', sealed))).code).toBe('VAULT_LOCKED')
  const start = performance.now()
  expect(await failureOf(() => again.unlock(`${phrase} `))).toMatchObject({ code: 'PASSPHRASE_WRONG', hint: expect.stringContaining(join(folder, 'vault.json')) as string })
  expect(performance.now() - start).toBeGreaterThan(500)
  expect(again.isOpen).toBe(false)
  expect(await again.unlock(phrase)).toEqual({ kept: 'passphrase', state: 'open' })
  expect(again.open('a', sealed)).toBe('secret')
})

test('the same letters typed on another keyboard open it', async () => {
  const folder = dataFolder()
  await (await without(folder)).unlock('Caf\u00e9 1')
  expect(await (await without(folder)).unlock('Cafe\u0301 1')).toMatchObject({ state: 'open' })
})

test('many guesses at once wait for each other', async () => {
  const folder = dataFolder()
  await (await without(folder)).unlock(phrase)
  const vault = await without(folder)
  const start = performance.now()
  const ends = await Promise.allSettled(['a', 'b', 'c'].map((guess) => vault.unlock(guess)))
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(performance.now() - start).toBeGreaterThan(1_500)
})

test('of two that choose at once one wins, and the other is not told that its passphrase holds', async () => {
  const folder = dataFolder()
  const [one, two] = [await without(folder), await without(folder)]
  const ends = await Promise.allSettled([one.unlock('first phrase'), two.unlock('second phrase')])
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const winner = ends[0].status === 'fulfilled' ? 'first phrase' : 'second phrase'
  expect(await (await without(folder)).unlock(winner)).toMatchObject({ state: 'open' })
})

test('in memory: open at once, nothing on disk, and gone with the process; a passphrase chosen later keeps what was sealed', async () => {
  const folder = dataFolder()
  const vault = await without(folder)
  expect(vault.keepInMemory()).toEqual({ kept: 'memory', state: 'open' })
  const sealed = vault.seal('a', 'secret')
  expect(readdirSync(folder)).toEqual([])
  const other = await without(folder)
  other.keepInMemory()
  expect((await failureOf(() => other.open('a', sealed))).code).toBe('STORE_DAMAGED')
  expect(await vault.unlock(phrase)).toEqual({ kept: 'passphrase', state: 'open' })
  expect(vault.keepInMemory()).toEqual({ kept: 'passphrase', state: 'open' })
  const later = await without(folder)
  await later.unlock(phrase)
  expect(later.open('a', sealed)).toBe('secret')
})

test('a forgotten passphrase still lets work go on in memory, and leaves what it keeps alone', async () => {
  const folder = dataFolder()
  const first = await without(folder)
  await first.unlock(phrase)
  const sealed = first.seal('a', 'secret')
  const bytes = readFileSync(join(folder, 'vault.json'))
  const vault = await without(folder)
  expect(vault.keepInMemory()).toEqual({ kept: 'memory', state: 'open' })
  expect(vault.open('b', vault.seal('b', 'new'))).toBe('new')
  expect(readFileSync(join(folder, 'vault.json')).equals(bytes)).toBe(true)
  await vault.unlock(phrase)
  expect(vault.open('a', sealed)).toBe('secret')
})

test('closing wipes the key', async () => {
  const vault = await without(dataFolder())
  vault.keepInMemory()
  const sealed = vault.seal('a', 'secret')
  vault.close()
  expect((await failureOf(() => vault.open('a', sealed))).code).toBe('VAULT_LOCKED')
})

test('a keychain opens it at once, with one key for each data folder', async () => {
  const items = new Map<string, string>()
  const [one, other] = [dataFolder(), dataFolder()]
  const vault = await openVault({ folder: one, keychain: keychainOf(items) })
  expect(vault.state()).toEqual({ kept: 'keychain', state: 'open' })
  const sealed = vault.seal('a', 'secret')
  expect((await openVault({ folder: one, keychain: keychainOf(items) })).open('a', sealed)).toBe('secret')
  const elsewhere = await openVault({ folder: other, keychain: keychainOf(items) })
  expect((await failureOf(() => elsewhere.open('a', sealed))).code).toBe('STORE_DAMAGED')
  expect([items.size, [...items.keys()].every((key) => key.startsWith('Quaestor '))]).toEqual([2, true])
  expect(readFileSync(join(one, 'vault.json'), 'utf8')).not.toContain([...items.values()][0])
})

test('several processes that start at once share one key, and leave no second item', async () => {
  const items = new Map<string, string>()
  const folder = dataFolder()
  const vaults = await Promise.all(Array.from({ length: 5 }, () => openVault({ folder, keychain: keychainOf(items) })))
  const sealed = vaults[0]?.seal('a', 'secret') ?? Buffer.of()
  expect(vaults.map((vault) => vault.open('a', sealed))).toEqual(vaults.map(() => 'secret'))
  expect(items.size).toBe(1)
})

test('a keychain that stopped answering locks it, and opens it when it answers again', async () => {
  const items = new Map<string, string>()
  const folder = dataFolder()
  const first = await openVault({ folder, keychain: keychainOf(items) })
  const sealed = first.seal('a', 'secret')
  let answers = false
  const moody = { ...keychainOf(items), getPassword: async (service: string, account: string) => {
    if (!answers) throw new Error('org.freedesktop.Secret: locked')
    return keychainOf(items).getPassword(service, account)
  } }
  const vault = await openVault({ folder, keychain: moody })
  expect(vault.state()).toEqual({ kept: 'keychain', state: 'locked' })
  expect(await failureOf(() => vault.unlock('anything'))).toMatchObject({ code: 'VAULT_LOCKED', retry: true })
  answers = true
  expect(await vault.unlock('anything')).toEqual({ kept: 'keychain', state: 'open' })
  expect(vault.open('a', sealed)).toBe('secret')
})

test('a keychain that never answers is waited for no longer than ten seconds', async () => {
  const never = () => new Promise<never>(() => undefined)
  const start = performance.now()
  const vault = await openVault({ folder: dataFolder(), keychain: { getPassword: never, setPassword: never, deletePassword: never } })
  expect(vault.state()).toEqual({ kept: 'passphrase', state: 'unset' })
  expect(performance.now() - start).toBeLessThan(15_000)
})

test('a keychain that refuses to keep anything is as good as none', async () => {
  const folder = dataFolder()
  const deaf = { getPassword: async () => null, setPassword: async () => { throw new Error('no') }, deletePassword: async () => false }
  expect((await openVault({ folder, keychain: deaf })).state()).toEqual({ kept: 'passphrase', state: 'unset' })
  expect((await openVault({ folder, keychain: { ...deaf, setPassword: async () => undefined } })).state()).toEqual({ kept: 'passphrase', state: 'unset' })
  expect(existsSync(join(folder, 'vault.json'))).toBe(false)
})

test('a data folder copied to another computer starts with a new key there', async () => {
  const folder = dataFolder()
  const first = await openVault({ folder, keychain: keychainOf(new Map()) })
  const sealed = first.seal('a', 'secret')
  const copy = dataFolder()
  copyFileSync(join(folder, 'vault.json'), join(copy, 'vault.json'))
  const there = new Map<string, string>()
  const vault = await openVault({ folder: copy, keychain: keychainOf(there) })
  expect([vault.state(), there.size]).toEqual([{ kept: 'keychain', state: 'open' }, 1])
  expect((await failureOf(() => vault.open('a', sealed))).code).toBe('STORE_DAMAGED')
  const kept = vault.seal('b', 'new')
  expect((await openVault({ folder: copy, keychain: keychainOf(there) })).open('b', kept)).toBe('new')
})

test('a passphrase that was chosen stays in force when a keychain appears', async () => {
  const folder = dataFolder()
  await (await without(folder)).unlock(phrase)
  const items = new Map<string, string>()
  expect((await openVault({ folder, keychain: keychainOf(items) })).state()).toEqual({ kept: 'passphrase', state: 'locked' })
  expect(items.size).toBe(0)
})

test('the environment can turn the keychain off', async () => {
  const before = process.env.QUAESTOR_KEYCHAIN
  onTestFinished(() => { if (before === undefined) delete process.env.QUAESTOR_KEYCHAIN; else process.env.QUAESTOR_KEYCHAIN = before })
  process.env.QUAESTOR_KEYCHAIN = 'off'
  expect((await openVault({ folder: dataFolder() })).state()).toEqual({ kept: 'passphrase', state: 'unset' })
})

test('what a killed writer left is removed, what one is writing now is not', async () => {
  const folder = dataFolder()
  for (const name of ['vault.json.old.part', 'vault.json.new.part', 'other.part']) writeFileSync(join(folder, name), '{')
  utimesSync(join(folder, 'vault.json.old.part'), 1, 1)
  await without(folder)
  expect(readdirSync(folder).sort()).toEqual(['other.part', 'vault.json.new.part'])
})

test('the file is for its owner alone', async () => {
  const folder = dataFolder()
  await (await without(folder)).unlock(phrase)
  expect(statSync(join(folder, 'vault.json')).mode & 0o777).toBe(0o600)
})
