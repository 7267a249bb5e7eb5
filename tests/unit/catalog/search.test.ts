import { describe, expect, it } from 'vitest'
import { catalogChanges } from '../../../electron/catalog/changes.ts'
import { changesAsText } from '../../../electron/catalog/changes-text.ts'
import { findInCatalog, searchTables } from '../../../electron/catalog/search.ts'
import type { Catalog, Table } from '../../../shared/model/catalog.ts'

const table = (name: string, columns: string[], comment?: string): Table => ({
  name, kind: 'table', comment, primaryKey: [], indexes: [], rowEstimate: 5, sample: [],
  columns: columns.map((column) => ({ name: column, type: { kind: 'text' }, declared: 'text', nullable: true })),
})
const catalogOf = (tables: Table[], fingerprint = ''): Catalog => ({ source: 's', database: 'd', dialect: 'duckdb', fiscalYearStart: 1, readAt: '', fingerprint, relationships: [], tables })

const catalog = catalogOf([
  table('old_invoices', ['id']), table('InvoiceLines', ['amount', 'invoice_id']), table('invoice', ['id', 'Ünit']), table('reinvoiced', ['x']), table('bills', ['id'], 'Each invoice that we receive'), table('__proto__', ['constructor']),
])

describe('finding', () => {
  it('ranks exact names, then beginnings, words, insides, comments', () => {
    expect(findInCatalog(catalog, 'Invoice', 9).map(({ found: { kind, label } }) => `${kind} ${label}`)).toEqual([
      'table invoice', 'table InvoiceLines', 'column invoice_id', 'table old_invoices', 'table reinvoiced', 'table bills',
    ])
  })

  it('finds words across the ways of writing them, in any case and script, and hostile names', () => {
    const labels = (text: string) => findInCatalog(catalog, text, 2).map(({ found }) => found.label)
    expect(labels('invoice lines')).toEqual(['InvoiceLines'])
    expect(labels('INVOICE_ID')).toEqual(['invoice_id'])
    expect(labels('u\u0308nit')).toEqual(['Ünit'])
    expect(labels('constructor')).toEqual(['constructor'])
    expect(labels('__proto__')).toEqual(['__proto__'])
    expect(labels('.*')).toEqual([])
    expect(labels('')).toEqual([])
  })

  it('gives the best few only', () => {
    const all = findInCatalog(catalog, 'i', 50)
    expect(findInCatalog(catalog, 'i', 3)).toEqual(all.slice(0, 3))
  })
})

describe('a page of tables', () => {
  it('is in catalog order without a search, and knows the total', () => {
    expect(searchTables(catalog, ' ', 2, 2)).toEqual({
      total: 6,
      tables: [{ name: 'invoice', kind: 'table', comment: null, columns: 2, rowEstimate: 5 }, { name: 'reinvoiced', kind: 'table', comment: null, columns: 1, rowEstimate: 5 }],
    })
  })

  it('holds the tables that have all words somewhere, best first', () => {
    const names = (search: string) => searchTables(catalog, search, 0, 50).tables.map(({ name }) => name)
    expect(names('invoice')).toEqual(['invoice', 'InvoiceLines', 'old_invoices', 'reinvoiced', 'bills'])
    expect(names('invoice amount')).toEqual(['InvoiceLines'])
    expect(names('lines zzz')).toEqual([])
  })
})

it('is quick on ten thousand tables', () => {
  const words = ['customer', 'invoice', 'line', 'order', 'payment', 'ledger', 'account', 'budget', 'rate', 'region', 'item', 'date', 'amount', 'code', 'name', 'status']
  const word = (at: number) => words[at % words.length]!
  const large = catalogOf(Array.from({ length: 10_000 }, (_, at) => table(`${word(at)}_${word(at * 7 + 3)}_${at}`, Array.from({ length: 15 }, (__, column) => `${word(at + column)}_${word(column * 5)}`), `Each ${word(at)}`)))
  findInCatalog(large, 'warm', 12)
  const times = ['invoice', 'a', 'customer_line', 'zzz'].map((text) => {
    const began = performance.now()
    findInCatalog(large, text, 12)
    searchTables(large, text, 0, 200)
    return performance.now() - began
  })
  // 30 ms on a quiet machine; tests share theirs.
  expect(Math.min(...times)).toBeLessThan(30)
  expect(Math.max(...times)).toBeLessThan(300)
})

it('tells changes in sentences', () => {
  const [before, after] = [catalogOf([table('orders', ['id', 'old', 'kept']), table('gone', ['x'])], 'a'), catalogOf([table('orders', ['id', 'kept', 'new']), table('fresh', ['x'])], 'b')]
  after.tables[0]!.columns[1] = { name: 'kept', type: { kind: 'integer' }, declared: 'int', nullable: true }
  after.tables[0]!.primaryKey = ['id']
  expect(changesAsText(catalogChanges(before, after)).map(({ severity, text }) => `${severity}: ${text}`)).toEqual([
    'breaking: orders no longer has the column old (text).', 'breaking: kept of orders was text and is now int.', 'harmless: orders has a new column, new (text).',
    'notable: orders has a new key: primary key (id).', 'breaking: The table gone is gone.', 'harmless: The table fresh is new.',
  ])
  expect(changesAsText(catalogChanges(after, before)).find(({ text }) => text.includes('key'))?.text).toBe('orders no longer has the key primary key (id).')
})
