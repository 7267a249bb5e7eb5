import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { Catalog } from '../../../shared/model/catalog.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { TermFile } from '../../../shared/model/term.ts'
import { discover } from '../../../electron/catalog/discover.ts'
import { columnNamed, tableNamed } from '../../../electron/catalog/lookup.ts'
import { fileSource } from './file-source.ts'
import { catalogFrom, databaseOf, linksOf, noon, sourceOf, temporaryFolder } from './databases.ts'

const shop = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, region TEXT);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), placed DATE, amount DECIMAL(10,2));
  CREATE TABLE passports (customer_id INTEGER PRIMARY KEY REFERENCES customers(id), number TEXT);
  CREATE VIEW totals AS SELECT customer_id, sum(amount) AS total FROM orders GROUP BY 1;
  INSERT INTO customers VALUES (1, 'Ada', 'EMEA'), (2, 'Bob', 'APAC'), (3, 'Cleo', 'EMEA');
  INSERT INTO orders VALUES (1, 1, '2026-01-02', 10.5), (2, 1, '2026-02-03', 20), (3, 2, NULL, 1);
`
const options = { sourceId: 's', database: 'main', clock: noon, profile: true }

test('a catalog says what is in a database: tables, views, keys, profiles, samples', async () => {
  const catalog = await catalogFrom(shop)
  expect(Catalog.parse(catalog)).toEqual(catalog)
  expect(catalog.tables.map(({ name, kind }) => [name, kind])).toEqual([['customers', 'table'], ['orders', 'table'], ['passports', 'table'], ['totals', 'view']])
  const region = catalog.tables[0]?.columns[2]
  expect(region?.profile).toEqual({ rows: 3, distinct: 2, nulls: 0, min: 'APAC', max: 'EMEA', values: ['APAC', 'EMEA'] })
  expect(catalog.tables[0]?.sample).toHaveLength(3)
  expect(catalog).toMatchObject({ source: 's', database: 'main', dialect: 'sqlite', readAt: '2026-03-04T12:00:00.000Z', fiscalYearStart: 1 })
  expect(linksOf(catalog, 'declared')).toEqual(['orders.customer_id > customers.id', 'passports.customer_id > customers.id'])
  expect(catalog.relationships.map(({ from, oneToOne, confidence }) => [from.table, oneToOne, confidence])).toEqual([['orders', false, 1], ['passports', true, 1]])
})

test('without profiling no table is read', async () => {
  const catalog = await catalogFrom(shop, { profile: false })
  expect(catalog.tables.flatMap(({ sample }) => sample)).toEqual([])
  expect(catalog.tables.flatMap(({ columns }) => columns.map(({ profile }) => profile)).every((profile) => profile === undefined)).toBe(true)
})

test('the cap on kept values is passed on', async () => {
  const catalog = await catalogFrom(shop, { valueCap: 2 })
  expect(catalog.tables[0]?.columns.map(({ profile }) => profile?.values?.length)).toEqual([undefined, undefined, 2])
})

test('keys to what is not there are dropped, names in another case are found, keys without columns mean the primary key', async () => {
  const catalog = await catalogFrom(`
    CREATE TABLE Country (Code TEXT PRIMARY KEY, Name TEXT);
    CREATE TABLE city (id INTEGER PRIMARY KEY, country TEXT REFERENCES COUNTRY(code), planet TEXT REFERENCES planets(id), zone INTEGER REFERENCES Country(zone), other TEXT REFERENCES country);
    CREATE TABLE itself (id INTEGER PRIMARY KEY REFERENCES itself(id));
    CREATE TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
    CREATE TABLE notes (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES pairs (A, B));
  `)
  expect(linksOf(catalog, 'declared')).toEqual(['city.country > Country.Code', 'city.other > Country.Code', 'notes.a+b > pairs.a+b'])
})

test('notes fill in what the database leaves out and override nothing', async () => {
  const notes = TermFile.parse({
    asOf: '2026-06-30', fiscalYearStart: 4,
    tables: [
      { table: 'CUSTOMERS', comment: 'Who buys', columns: { Region: 'Sales region', nothing: 'x' }, primaryKey: ['name'] },
      { table: 'lines', primaryKey: ['order_no', 'line_no'], references: [{ columns: ['order_no'], to: 'orders', toColumns: ['id'] }] },
      { table: 'orders', references: [{ columns: ['customer_id'], to: 'other', toColumns: ['id'] }] },
      { table: 'missing', comment: 'x', references: [{ columns: ['a'], to: 'orders', toColumns: ['id'] }] },
    ],
  })
  const catalog = await catalogFrom(`${shop} CREATE TABLE lines (order_no INTEGER, line_no INTEGER, text TEXT); CREATE TABLE other (id INTEGER PRIMARY KEY);`, { notes })
  const customers = tableNamed(catalog, 'customers')
  expect([customers?.comment, customers?.primaryKey]).toEqual(['Who buys', ['id']])
  expect(customers?.columns.map(({ comment }) => comment)).toEqual([undefined, undefined, 'Sales region'])
  expect(tableNamed(catalog, 'lines')?.primaryKey).toEqual(['order_no', 'line_no'])
  expect(linksOf(catalog, 'declared')).toEqual(['lines.order_no > orders.id', 'orders.customer_id > customers.id', 'passports.customer_id > customers.id'])
  expect([catalog.asOf, catalog.fiscalYearStart]).toEqual(['2026-06-30', 4])
})

test("a comment of the database's own is kept", async () => {
  const source = sourceOf(shop)
  const commented = { ...source, describe: async () => {
    const described = await source.describe('main')
    return { ...described, tables: described.tables.map((table) => ({ ...table, comment: 'own', columns: table.columns.map((column) => ({ ...column, comment: 'own' })) })) }
  } }
  const notes = TermFile.parse({ tables: [{ table: 'customers', comment: 'note', columns: { region: 'note' } }] })
  const catalog = await discover(commented, { ...options, notes })
  expect([catalog.tables[0]?.comment, catalog.tables[0]?.columns[2]?.comment]).toEqual(['own', 'own'])
})

test('a table that cannot be profiled stays, without a profile, and is told', async () => {
  const source = sourceOf(shop)
  const skipped: string[] = []
  const progress: [number, number][] = []
  const failing = { ...source, profile: async (...[database, table, more]: Parameters<typeof source.profile>) => {
    if (table.name === 'orders') throw new Failure('TIMEOUT', 'too slow', { hint: '' })
    return source.profile(database, table, more)
  } }
  const catalog = await discover(failing, { ...options, onSkipped: (table, { code }) => skipped.push(`${table}: ${code}`), onProgress: (done, of) => progress.push([done, of]) })
  expect(skipped).toEqual(['orders: TIMEOUT'])
  expect(progress).toEqual([[1, 4], [2, 4], [3, 4], [4, 4]])
  expect(tableNamed(catalog, 'orders')?.columns[0]?.profile).toBeUndefined()
  expect(tableNamed(catalog, 'customers')?.columns[0]?.profile?.rows).toBe(3)
})

test('a source that goes away ends the reading', async () => {
  const source = sourceOf(shop)
  let calls = 0
  const gone = { ...source, profile: async () => {
    calls += 1
    throw new Failure('SOURCE_UNREACHABLE', 'gone', { hint: '' })
  } }
  await expect(discover(gone, options)).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' })
  expect(calls).toBeLessThanOrEqual(4)
})

test('no more than a few tables are profiled at once', async () => {
  const source = sourceOf(Array.from({ length: 30 }, (_, at) => `CREATE TABLE t${at} (a INTEGER);`).join(''))
  let running = 0
  let most = 0
  const counting = { ...source, profile: async (...call: Parameters<typeof source.profile>) => {
    most = Math.max(most, (running += 1))
    await new Promise((resolve) => { setTimeout(resolve, 2) })
    running -= 1
    return source.profile(...call)
  } }
  await discover(counting, options)
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
})

test('cancelling before and while profiling ends with CANCELLED', async () => {
  await expect(discover(sourceOf(shop), { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  const controller = new AbortController()
  const seen: string[] = []
  const cut = discover(sourceOf(`${shop} ${Array.from({ length: 30 }, (_, at) => `CREATE TABLE t${at} (a INTEGER);`).join('')}`), {
    ...options, signal: controller.signal, onProgress: (_done, _of, table) => { seen.push(table); controller.abort() },
  })
  await expect(cut).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(seen.length).toBeLessThan(10)
})

test('hostile names are names like any other', async () => {
  const names = ['__proto__', 'constructor', 'a"b', 'select', 'x; DROP TABLE y', "it's", 'näme', '表', ' ', '-', 'toString', '%s']
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  const catalog = await catalogFrom(names.map((name) => `CREATE TABLE ${quoted(name)} (${names.map((column) => `${quoted(column)} TEXT`).join(', ')}, PRIMARY KEY (${quoted(name)}));
    INSERT INTO ${quoted(name)} VALUES (${names.map(() => "'__proto__'").join(', ')});`).join('\n'))
  for (const name of names) {
    const table = tableNamed(catalog, name)
    expect(table?.name).toBe(name)
    expect(table?.primaryKey).toEqual([name])
    for (const column of names) expect(table && columnNamed(table, column)?.profile?.values).toEqual(['__proto__'])
  }
  expect(tableNamed(catalog, 'hasOwnProperty')).toBeUndefined()
})

test('a thousand tables are discovered within seconds', async () => {
  const path = databaseOf(Array.from({ length: 1_000 }, (_, at) => `CREATE TABLE entity_${at + 100}s (id INTEGER PRIMARY KEY, name TEXT, entity_${((at * 7 + 1) % 1_000) + 100}_id INTEGER, ${Array.from({ length: 12 }, (_, c) => `field_${c} TEXT`).join(', ')});`).join('\n'))
  const started = performance.now()
  const catalog = await discover(fileSource(path), { ...options, profile: false })
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(catalog.tables).toHaveLength(1_000)
  expect(catalog.relationships.length).toBeGreaterThan(900)
})

test('the fingerprint changes with names, types and keys, and with nothing else', async () => {
  const print = async (statements: string, more = {}) => (await catalogFrom(statements, more)).fingerprint
  const base = await print(shop)
  expect(base).toMatch(/^[0-9a-f]{64}$/)
  const same = [
    `${shop} INSERT INTO customers VALUES (9, 'New', 'LATAM');`,
    `${shop} CREATE INDEX by_region ON customers (region);`,
    'CREATE TABLE passports (customer_id INTEGER PRIMARY KEY REFERENCES customers(id), number TEXT);' + shop.replace(/CREATE TABLE passports.*/, ''),
  ]
  for (const statements of same) expect(await print(statements)).toBe(base)
  expect(await print(shop, { profile: false })).toBe(base)
  expect(await print(shop, { notes: TermFile.parse({ tables: [{ table: 'customers', comment: 'c' }] }) })).toBe(base)
  const different = [
    `${shop} CREATE TABLE more (a INTEGER);`,
    `${shop} ALTER TABLE customers ADD COLUMN age INTEGER;`,
    `${shop} CREATE UNIQUE INDEX names ON customers (name);`,
    shop.replace('region TEXT', 'region VARCHAR(9)'),
    shop.replace('name TEXT', 'naming TEXT'),
    shop.replace('customer_id INTEGER REFERENCES customers(id), placed', 'customer_id INTEGER, placed'),
    shop.replace('number TEXT', 'number TEXT UNIQUE'),
  ]
  expect(new Set([base, ...await Promise.all(different.map((statements) => print(statements)))]).size).toBe(different.length + 1)
})

test('a database without tables is an empty catalog', async () => {
  const path = `${temporaryFolder()}/empty.sqlite`
  new DatabaseSync(path).close()
  const catalog = await discover(fileSource(path), options)
  expect([catalog.tables, catalog.relationships]).toEqual([[], []])
})
