import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { dropCatalog, loadCatalog, saveCatalog } from '../../../electron/store/catalogs.ts'
import { openStore } from '../../../electron/store/store.ts'
import type { Store } from '../../../electron/store/store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-catalogs-'))
  store = openStore(join(folder, 'store.sqlite'))
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
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: 'n1' })
  expect(loadCatalog(store, at('main'))).toEqual({ catalog: catalog('main'), notes: 'n1' })
})

test('a later one replaces it, and only it', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' })
  saveCatalog(store, 'w', { catalog: catalog('other'), notes: '' })
  saveCatalog(store, 'w', { catalog: catalog('main', ['new']), notes: '' })
  expect(loadCatalog(store, at('main'))?.catalog.tables[0]?.name).toBe('new')
  expect(loadCatalog(store, at('other'))?.catalog.tables[0]?.name).toBe('__proto__')
})

test('workspaces do not see each other', () => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' })
  expect(loadCatalog(store, at('main', 'v'))).toBeUndefined()
  dropCatalog(store, { workspace: 'v', source: 's' })
  expect(loadCatalog(store, at('main'))).toBeDefined()
})

test('one database or a whole source is forgotten', () => {
  for (const database of ['a', 'b', 'c']) saveCatalog(store, 'w', { catalog: catalog(database), notes: '' })
  dropCatalog(store, at('a'))
  expect(loadCatalog(store, at('a'))).toBeUndefined()
  expect(loadCatalog(store, at('b'))).toBeDefined()
  dropCatalog(store, { workspace: 'w', source: 's' })
  expect(loadCatalog(store, at('b'))).toBeUndefined()
})

test.each(['{"tables": 7}', 'not json'])('a catalog in another shape counts as none: %s', (text) => {
  saveCatalog(store, 'w', { catalog: catalog('main'), notes: '' })
  store.run('UPDATE catalogs SET catalog = ?', text)
  expect(loadCatalog(store, at('main'))).toBeUndefined()
})
