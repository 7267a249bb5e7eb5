import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { dropCatalog, loadCatalog, saveCatalog } from '../../../electron/store/catalogs.ts'
import { openStore } from '../../../electron/store/store.ts'
import type { Store } from '../../../electron/store/store.ts'
import { openVault, type Vault } from '../../../electron/vault/vault.ts'

let folder: string
let store: Store
let vault: Vault
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-catalogs-'))
  store = openStore(join(folder, 'store.sqlite'))
  vault = await openVault({ folder, keychain: false })
  vault.keepInMemory()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const catalog = (database: string, tables: string[] = ['__proto__']): Catalog => ({
  source: 's', database, dialect: 'sqlite', relationships: [], fiscalYearStart: 1, readAt: '2026-01-01T00:00:00.000Z', fingerprint: 'f',
  tables: tables.map((name) => ({
    name, kind: 'table', primaryKey: [], indexes: [], rowEstimate: 3, sample: [['12345678901234567890.12', null, true, 1.5]],
    columns: [{ name: 'a"b', type: { kind: 'decimal', precision: 22, scale: 2 }, declared: 'decimal(22,2)', nullable: true, profile: { rows: 3, distinct: 3, nulls: 0, min: '1.00', max: '12345678901234567890.12' } }],
  })),
})
const at = (database: string, workspace = 'w') => ({ workspace, source: 's', database })

test('a catalog comes back as it was kept', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: 'n1' }, vault)
  expect(loadCatalog(store, at('main'), vault)).toEqual({ catalog: catalog('main'), notes: 'n1' })
})

test('a later one replaces it, and only it', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' }, vault)
  saveCatalog(store, 'w', { catalog: catalog('other'), notes: '' }, vault)
  saveCatalog(store, 'w', { catalog: catalog('main', ['new']), notes: '' }, vault)
  expect(loadCatalog(store, at('main'), vault)?.catalog.tables[0]?.name).toBe('new')
  expect(loadCatalog(store, at('other'), vault)?.catalog.tables[0]?.name).toBe('__proto__')
})

test('workspaces do not see each other', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' }, vault)
  expect(loadCatalog(store, at('main', 'v'), vault)).toBeUndefined()
  dropCatalog(store, { workspace: 'v', source: 's' })
  expect(loadCatalog(store, at('main'), vault)).toBeDefined()
})

test('one database or a whole source is forgotten', () => {
  for (const database of ['a', 'b', 'c']) saveCatalog(store, 'w', { catalog: catalog(database), notes: '' }, vault)
  dropCatalog(store, at('a'))
  expect(loadCatalog(store, at('a'), vault)).toBeUndefined()
  expect(loadCatalog(store, at('b'), vault)).toBeDefined()
  dropCatalog(store, { workspace: 'w', source: 's' })
  expect(loadCatalog(store, at('b'), vault)).toBeUndefined()
})

test.each(['{"tables": 7}', 'not json'])('a catalog in another shape counts as none: %s', (text) => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' }, 'clear')
  expect(loadCatalog(store, at('main'), 'clear')).toBeDefined()
  store.run('UPDATE catalogs SET catalog = ?', Buffer.from(text))
  expect(loadCatalog(store, at('main'), 'clear')).toBeUndefined()
})

test('nothing of a catalog can be read in the files of the store, unless it is the sample', () => {
  const inFiles = (text: string) => ['store.sqlite', 'store.sqlite-wal'].some((name) => readFileSync(join(folder, name)).includes(text))
  saveCatalog(store, 'w', { catalog: catalog('main', ['salaries']), notes: '' }, vault)
  expect(inFiles('salaries') || inFiles('12345678901234567890.12')).toBe(false)
  saveCatalog(store, 'w', { catalog: catalog('sample', ['journal_lines']), notes: '' }, 'clear')
  expect(inFiles('journal_lines')).toBe(true)
})

test('without an open vault none is kept, and an earlier one is not left to grow old', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' }, vault)
  expect(loadCatalog(store, at('main'), null)).toBeUndefined()
  saveCatalog(store, 'w', { catalog: catalog('main', ['new']), notes: '' }, null)
  expect(store.all('SELECT * FROM catalogs')).toEqual([])
})

test('one that was moved to another database, put there in the clear, changed, or sealed with another key counts as none', async () => {
  const save = () => { for (const name of ['main', 'other']) saveCatalog(store, 'w', { catalog: catalog(name), notes: '' }, vault) }
  save()
  store.run("UPDATE catalogs SET catalog = (SELECT catalog FROM catalogs WHERE database = 'other') WHERE database = 'main'")
  expect(loadCatalog(store, at('main'), vault)).toBeUndefined()
  expect(loadCatalog(store, at('other'), vault)).toBeDefined()
  save()
  store.run("UPDATE catalogs SET sealed = 0, catalog = ? WHERE database = 'main'", Buffer.from(JSON.stringify(catalog('main', ['forged']))))
  expect(loadCatalog(store, at('main'), vault)).toBeUndefined()
  save()
  store.run("UPDATE catalogs SET catalog = substr(catalog, 1, 40) WHERE database = 'main'")
  expect(loadCatalog(store, at('main'), vault)).toBeUndefined()
  save()
  const another = await openVault({ folder, keychain: false })
  another.keepInMemory()
  expect(loadCatalog(store, at('main'), another)).toBeUndefined()
})
