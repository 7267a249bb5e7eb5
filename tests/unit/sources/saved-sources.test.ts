import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { savedSources, type SavedSources } from '../../../electron/sources/saved-sources.ts'
import { saveCatalog } from '../../../electron/store/catalogs.ts'
import { lastSelection, rememberSelection } from '../../../electron/store/selections.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import { openVault, type Vault } from '../../../electron/vault/vault.ts'
import type { SourceSpec } from '../../../shared/model/source.ts'

let folder: string
let store: Store
let vault: Vault
let saved: SavedSources
let now: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-saved-'))
  store = openStore(join(folder, 'store.sqlite'))
  vault = await openVault({ folder, keychain: false })
  vault.keepInMemory()
  now = Date.parse('2026-01-01T00:00:00Z')
  saved = savedSources(store, vault, 'w', () => new Date(now += 1_000))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const server: SourceSpec & { kind: 'mysql' } = { kind: 'mysql', host: 'db.example', port: 3306, user: 'ana', tls: 'verify', pool: 4 }
const file: SourceSpec = { kind: 'sqlite', path: '/data/ledger.sqlite' }
const names = () => saved.list().map(({ name }) => name)
const isOnDisk = (text: string) => ['store.sqlite', 'store.sqlite-wal'].some((name) => readFileSync(join(folder, name)).includes(text))
const keepCatalog = (source: string) => {
  saveCatalog(store, 'w', { notes: '', catalog: { source, database: 'd', dialect: 'mysql', tables: [], relationships: [], fiscalYearStart: 1, readAt: '2026-01-01T00:00:00.000Z', fingerprint: 'f' } }, vault)
}
const keptCatalogs = () => store.all('SELECT source FROM catalogs').map(({ source }) => source)

test('the sample is always there, once, and stays as it is', () => {
  expect(saved.list()).toEqual([{ id: 'sample', name: 'Meridian Foods (sample)', spec: { kind: 'sample' }, hasPassword: false, bundled: true, lastUsedAt: null, lastDatabase: null }])
  saved.used('sample', 'main')
  saved.used('sample', 'other')
  expect(saved.list()).toMatchObject([{ id: 'sample', lastDatabase: 'other', lastUsedAt: expect.stringContaining('2026') as string }])
  expect(() => { saved.remove('sample') }).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }))
  expect(() => saved.save({ id: 'sample', name: 'x', spec: file })).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }))
  expect(saved.password('sample')).toBeUndefined()
})

test('a source comes back as it was saved, over a restart, its password apart and sealed', () => {
  const made = saved.save({ name: ' Ledger "; drop ', spec: server, password: 'hunter2-secret' })
  expect(made).toMatchObject({ name: 'Ledger "; drop', spec: server, hasPassword: true, bundled: false, lastUsedAt: null, lastDatabase: null })
  expect(JSON.stringify([saved.list(), saved.get(made.id)])).not.toContain('hunter2-secret')
  expect(saved.password(made.id)).toBe('hunter2-secret')
  expect([isOnDisk('db.example'), isOnDisk('hunter2-secret')]).toEqual([true, false])
  store.close()
  store = openStore(join(folder, 'store.sqlite'))
  saved = savedSources(store, vault, 'w', () => new Date(now))
  expect([saved.get(made.id), saved.password(made.id)]).toEqual([made, 'hunter2-secret'])
})

test('an edit keeps the password unless it says otherwise', () => {
  const { id } = saved.save({ name: 'a', spec: server, password: 'one' })
  saved.save({ id, name: 'b', spec: { ...server, database: 'other', pool: 2 } })
  expect([saved.password(id), names()[0]]).toEqual(['one', 'b'])
  saved.save({ id, name: 'b', spec: server, password: 'two' })
  expect(saved.password(id)).toBe('two')
  expect(saved.save({ id, name: 'b', spec: server, password: null })).toMatchObject({ hasPassword: false })
  expect(saved.password(id)).toBeUndefined()
  expect(saved.save({ name: 'c', spec: server, password: '' }).hasPassword).toBe(false)
})

test('the last used comes first, then the newest', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => saved.save({ name, spec: file }))
  expect(names()).toEqual(['c', 'b', 'a', 'Meridian Foods (sample)'])
  saved.used(a?.id ?? '', 'main')
  saved.used('sample', 'main')
  saved.used(b?.id ?? '', 'main')
  expect(names()).toEqual(['b', 'Meridian Foods (sample)', 'a', 'c'])
  expect(saved.get(c?.id ?? '').lastDatabase).toBeNull()
})

test('no two names read the same', () => {
  for (const name of ['Ledger', 'LEDGER', ' ledger  ', 'Ledger (2)', 'meridian foods (SAMPLE)']) saved.save({ name, spec: file })
  expect(names().slice(0, -1).reverse()).toEqual(['Ledger', 'LEDGER (2)', 'ledger (3)', 'Ledger (2) (2)', 'meridian foods (SAMPLE) (2)'])
  const { id } = saved.save({ name: 'Own', spec: file })
  expect(saved.save({ id, name: 'own', spec: file }).name).toBe('own')
})

test('a name is what can be seen of it, and never nothing', () => {
  for (const name of ['a\0\n\u202eb', '\u2066 \u0000', '__proto__', '👨‍👩‍👧']) saved.save({ name, spec: file })
  expect(names().slice(0, -1).reverse()).toEqual(['ab', 'Source', '__proto__', '👨‍👩‍👧'])
})

test('the longest names get their number too, whole characters only', () => {
  const long = '😀'.repeat(60)
  expect(saved.save({ name: long, spec: file }).name).toBe(long)
  const second = saved.save({ name: long, spec: file }).name
  expect([second.length <= 120, second.endsWith('😀 (2)'), second.isWellFormed()]).toEqual([true, true, true])
})

test('a copy has its own password', () => {
  const { id } = saved.save({ name: 'Ledger', spec: server, password: 'one' })
  const copies = [saved.duplicate(id), saved.duplicate(id), saved.duplicate('sample')]
  expect(copies.map(({ name, bundled }) => [name, bundled])).toEqual([['Copy of Ledger', false], ['Copy of Ledger (2)', false], ['Copy of Meridian Foods (sample)', false]])
  saved.save({ id, name: 'Ledger', spec: server, password: 'changed' })
  expect(copies.map((copy) => saved.password(copy.id))).toEqual(['one', 'one', undefined])
})

test('removing takes the password, the catalogs and the selections along, and no others', () => {
  const [gone, kept] = ['gone', 'kept'].map((name) => saved.save({ name, spec: server, password: `pw ${name}` }).id) as [string, string]
  for (const id of [gone, kept]) {
    keepCatalog(id)
    rememberSelection(store, 'w', `window of ${id}`, { sourceId: id, database: 'd' })
  }
  saved.remove(gone)
  expect(names()).toEqual(['kept', 'Meridian Foods (sample)'])
  expect(keptCatalogs()).toEqual([kept])
  expect(lastSelection(store, 'w', `window of ${gone}`)?.sourceId).toBe(kept)
  expect(saved.password(kept)).toBe('pw kept')
  for (const work of [() => saved.get(gone), () => saved.password(gone), () => saved.duplicate(gone), () => { saved.remove(gone) }, () => saved.save({ id: gone, name: 'x', spec: file })]) {
    expect(work).toThrow(expect.objectContaining({ code: 'SOURCE_GONE' }))
  }
  saved.used(gone, 'd')
  expect(names()).toEqual(['kept', 'Meridian Foods (sample)'])
})

test('a source that leads elsewhere now does not keep the catalogs of where it led before', () => {
  const { id } = saved.save({ name: 'a', spec: server })
  keepCatalog(id)
  saved.save({ id, name: 'renamed', spec: server })
  expect(keptCatalogs()).toEqual([id])
  saved.save({ id, name: 'renamed', spec: { ...server, host: 'other.example' } })
  expect(keptCatalogs()).toEqual([])
})

test('while the vault is locked a password is neither kept in the clear nor lost, and sources without one work', async () => {
  const { id } = saved.save({ name: 'a', spec: server, password: 'one' })
  const locked = savedSources(store, await openVault({ folder, keychain: false }), 'w', () => new Date(now))
  const isLocked = expect.objectContaining({ code: 'VAULT_LOCKED' }) as Error
  expect(() => locked.save({ name: 'b', spec: server, password: 'two' })).toThrow(isLocked)
  expect(() => locked.password(id)).toThrow(isLocked)
  expect(() => locked.duplicate(id)).toThrow(isLocked)
  expect(locked.save({ name: 'c', spec: file }).hasPassword).toBe(false)
  locked.save({ id, name: 'renamed', spec: server })
  expect([names(), saved.password(id)]).toEqual([['c', 'renamed', 'Meridian Foods (sample)'], 'one'])
})

test('a password sealed with a key that is gone, or moved from another source, has to be entered again', async () => {
  const [a, b] = ['a', 'b'].map((name) => saved.save({ name, spec: server, password: `secret of ${name}` }).id) as [string, string]
  const later = await openVault({ folder, keychain: false })
  later.keepInMemory()
  const lost = expect.objectContaining({ code: 'ACCESS_DENIED', hint: expect.stringContaining('enter its password again') as string, message: expect.not.stringContaining('secret of') as string }) as Error
  expect(() => savedSources(store, later, 'w', () => new Date(now)).password(a)).toThrow(lost)
  store.run('UPDATE saved_sources SET password = (SELECT password FROM saved_sources WHERE id = ?) WHERE id = ?', a, b)
  expect(() => saved.password(b)).toThrow(lost)
  store.run('UPDATE saved_sources SET password = ? WHERE id = ?', Buffer.from('plain'), b)
  expect(() => saved.password(b)).toThrow(lost)
})

test('workspaces do not see each other, and their names do not meet', () => {
  const { id } = saved.save({ name: 'Ledger', spec: file })
  const other = savedSources(store, vault, 'v', () => new Date(now))
  expect(other.save({ name: 'Ledger', spec: file }).name).toBe('Ledger')
  expect(() => other.get(id)).toThrow(expect.objectContaining({ code: 'SOURCE_GONE' }))
})

test('a source in a shape of a newer version is left out, not lost', () => {
  const { id } = saved.save({ name: 'a', spec: file })
  store.run(`UPDATE saved_sources SET spec = '{"kind":"snowflake"}'`)
  expect(names()).toEqual(['Meridian Foods (sample)'])
  expect(() => saved.get(id)).toThrow(expect.objectContaining({ code: 'SOURCE_GONE' }))
  expect(saved.save({ name: 'a', spec: file }).name).toBe('a (2)')
})
