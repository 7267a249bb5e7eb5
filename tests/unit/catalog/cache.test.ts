import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import { TermFile } from '../../../shared/model/term.ts'
import { cachedCatalog } from '../../../electron/catalog/cache.ts'
import type { CacheOptions } from '../../../electron/catalog/cache.ts'
import type { Source } from '../../../electron/sources/source.ts'
import { loadCatalog } from '../../../electron/store/catalogs.ts'
import { openStore } from '../../../electron/store/store.ts'
import type { Store } from '../../../electron/store/store.ts'
import { openVault, type Vault } from '../../../electron/vault/vault.ts'
import { fileSource } from './file-source.ts'
import { databaseOf, temporaryFolder } from './databases.ts'

const minute = 60_000
let store: Store
let vault: Vault
let path: string
let now: number
let calls: string[]

beforeEach(async () => {
  const folder = temporaryFolder()
  vault = await openVault({ folder, keychain: false })
  vault.keepInMemory()
  store = openStore(join(folder, 'store.sqlite'))
  onTestFinished(() => { store.close() })
  path = databaseOf("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO items VALUES (1, 'bolt')", join(folder, 'data.sqlite'))
  now = Date.parse('2026-03-04T12:00:00Z')
  calls = []
})

function alter(sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

async function read(more: Partial<CacheOptions> = {}, change: (source: Source) => Source = (source) => source) {
  const source = fileSource(path)
  const counting: Source = {
    ...source,
    describe: (...call) => { calls.push('describe'); return source.describe(...call) },
    profile: (...call) => { calls.push('profile'); return source.profile(...call) },
  }
  try {
    const found = await cachedCatalog(store, change(counting), { sourceId: 's', database: 'main', workspace: 'w', seal: vault, clock: () => new Date(now), profile: true, trustMs: 10 * minute, profileMs: 60 * minute, ...more })
    return { ...found, asked: calls.splice(0) }
  } finally {
    await source.close()
  }
}

test('read once, then taken from the store unasked while it is young', async () => {
  const first = await read()
  expect([first.from, first.asked, first.changes]).toEqual(['source', ['describe', 'profile'], []])
  now += 9 * minute
  const second = await read()
  expect([second.from, second.asked]).toEqual(['store', []])
  expect(second.catalog).toEqual(JSON.parse(JSON.stringify(first.catalog)))
})

test('later the fingerprint is compared, and no table is read when it agrees', async () => {
  const first = await read()
  now += 20 * minute
  alter("INSERT INTO items VALUES (2, 'nut')")
  const second = await read()
  expect([second.from, second.asked]).toEqual(['checked', ['describe']])
  expect(second.catalog.tables[0]?.columns[1]?.profile).toEqual(first.catalog.tables[0]?.columns[1]?.profile)
  expect([first.catalog.tables[0]?.rowEstimate, second.catalog.tables[0]?.rowEstimate]).toEqual([1, 2])
})

test('a comparison brings comments up to date', async () => {
  await read()
  now += 20 * minute
  const commented = await read({}, (source) => ({ ...source, describe: async (...call) => {
    const described = await source.describe(...call)
    return { ...described, tables: described.tables.map((table) => ({ ...table, comment: 'Goods', columns: table.columns.map((column) => ({ ...column, comment: 'c' })) })) }
  } }))
  expect([commented.from, commented.catalog.tables[0]?.comment, commented.catalog.tables[0]?.columns[0]?.comment]).toEqual(['checked', 'Goods', 'c'])
})

test('old profiles are counted again', async () => {
  await read()
  now += 61 * minute
  alter("INSERT INTO items VALUES (2, 'nut')")
  const second = await read()
  expect([second.from, second.catalog.tables[0]?.columns[1]?.profile?.values]).toEqual(['source', ['bolt', 'nut']])
})

test('a changed schema is read anew and told', async () => {
  await read()
  now += 20 * minute
  alter('ALTER TABLE items ADD COLUMN price DECIMAL(10,2)')
  const second = await read()
  expect(second.from).toBe('source')
  expect(second.changes).toEqual([{ what: 'column', how: 'added', severity: 'harmless', table: 'items', column: 'price', after: 'DECIMAL(10,2)' }])
})

test('changed notes, and profiles wanted where there were none, are reasons to read anew', async () => {
  await read({ profile: false })
  expect((await read({ profile: false })).from).toBe('store')
  expect((await read({ profile: true })).from).toBe('source')
  const notes = TermFile.parse({ tables: [{ table: 'items', comment: 'Goods' }] })
  expect((await read({ notes })).catalog.tables[0]?.comment).toBe('Goods')
  expect((await read({ notes })).from).toBe('store')
})

test('a clock set back is no reason to trust', async () => {
  await read()
  now -= 24 * 60 * minute
  expect((await read()).from).not.toBe('store')
})

test('workspaces keep their own', async () => {
  await read()
  expect((await read({ workspace: 'v' })).from).toBe('source')
})

test('a source that fails leaves what was kept', async () => {
  await read()
  now += 20 * minute
  const gone = read({}, (source) => ({ ...source, describe: () => Promise.reject(new Failure('SOURCE_UNREACHABLE', 'gone', { hint: '' })) }))
  await expect(gone).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' })
  expect(loadCatalog(store, { workspace: 'w', source: 's', database: 'main' }, vault)).toBeDefined()
})

test('without an open vault nothing is kept, and each reading is a whole one', async () => {
  await read({ seal: null })
  const second = await read({ seal: null })
  expect([second.from, second.asked]).toEqual(['source', ['describe', 'profile']])
  expect(store.all('SELECT * FROM catalogs')).toEqual([])
})
