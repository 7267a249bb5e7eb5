import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder, within, writeDatabase } from './place.ts'

const folder = temporaryFolder()
afterAll(() => { folder.remove() })

test('tables, columns, keys and indexes as the file declares them', async () => {
  const file = writeDatabase(path.join(folder.path, 'shop.sqlite'), `
    CREATE TABLE Country (code TEXT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE) WITHOUT ROWID;
    CREATE TABLE orders (region TEXT, number INTEGER, total DECIMAL(12,2), day DATE, PRIMARY KEY (number, region));
    CREATE TABLE line (id INTEGER PRIMARY KEY, number INT, region TEXT, land TEXT REFERENCES country, other INT REFERENCES missing,
      FOREIGN KEY (number, region) REFERENCES ORDERS);
    CREATE UNIQUE INDEX partial ON line (land) WHERE land IS NOT NULL;
    CREATE INDEX expression ON line (lower(land));
    CREATE VIEW totals AS SELECT region, sum(total) AS total FROM orders GROUP BY region;
    CREATE VIEW broken AS SELECT * FROM gone;
    INSERT INTO orders VALUES ('eu', 1, 12.5, '2024-01-02'), ('us', 2, 3, NULL);
    INSERT INTO line VALUES (1, 1, 'eu', 'x', NULL)`)
  const { tables, keys } = await within(file, (source) => source.describe('main'))
  expect(tables.map(({ name, kind, rowEstimate }) => [name, kind, rowEstimate])).toEqual([['Country', 'table', 0], ['line', 'table', 1], ['orders', 'table', 2], ['totals', 'view', null]])
  const [country, line, orders, totals] = tables
  expect(country?.primaryKey).toEqual(['code'])
  expect(country?.columns[1]).toEqual({ name: 'name', type: { kind: 'text' }, declared: 'VARCHAR(50)', nullable: false })
  expect(country?.indexes.some(({ columns, unique }) => unique && columns.join() === 'name')).toBe(true)
  expect(orders?.primaryKey).toEqual(['number', 'region'])
  expect(orders?.columns.map(({ type }) => type)).toEqual([{ kind: 'text' }, { kind: 'integer' }, { kind: 'decimal', precision: 12, scale: 2 }, { kind: 'date' }])
  expect(line?.indexes).toEqual([{ name: 'partial', columns: ['land'], unique: false }])
  expect(totals?.columns.map(({ type }) => type.kind)).toEqual(['text', 'float'])
  expect(keys).toContainEqual({ from: { table: 'line', columns: ['land'] }, to: { table: 'Country', columns: ['code'] } })
  expect(keys).toContainEqual({ from: { table: 'line', columns: ['number', 'region'] }, to: { table: 'orders', columns: ['number', 'region'] } })
  expect(keys).toHaveLength(2)
})

test('a declaration that the values refute is not believed', async () => {
  const file = writeDatabase(path.join(folder.path, 'loose.sqlite'), `
    CREATE TABLE t (day DATE, amount INTEGER, flag BOOL, free);
    INSERT INTO t VALUES ('1/2/2024', 1, 'T', 1), ('3/4/2024', 2.5, 'F', 'a')`)
  const { tables } = await within(file, (source) => source.describe('main'))
  expect(tables[0]?.columns.map(({ type }) => type.kind)).toEqual(['text', 'float', 'text', 'unknown'])
})

test('hostile names are only names', async () => {
  const names = ['a"b', "it's", '__proto__', 'constructor', 'select', 'naïve テーブル', '"; DROP TABLE x; --']
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  const file = writeDatabase(path.join(folder.path, 'names.sqlite'), names.map((name) => `CREATE TABLE ${quoted(name)} (${quoted(name)} INTEGER PRIMARY KEY, "__proto__x" TEXT);
    INSERT INTO ${quoted(name)} VALUES (1, 'v');`).join('\n'))
  await within(file, async (source) => {
    const { tables } = await source.describe('main')
    expect(tables.map(({ name }) => name).sort()).toEqual([...names].sort())
    for (const table of tables) {
      const { columns, sample } = await source.profile('main', table, { valueCap: 10 })
      expect(columns.map(({ column, distinct }) => [column, distinct])).toEqual([[table.name, 1], ['__proto__x', 1]])
      expect(sample).toEqual([['1', 'v']])
    }
  })
})

test('a view that never ends is described without its rows', async () => {
  const file = writeDatabase(path.join(folder.path, 'endless.sqlite'), `CREATE TABLE t (n INTEGER);
    CREATE VIEW v AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) AS i FROM r`)
  const { tables } = await within(file, (source) => source.describe('main'))
  expect(tables.map(({ name }) => name)).toEqual(['t', 'v'])
})

test('profiles count exactly and keep short texts', async () => {
  const file = writeDatabase(path.join(folder.path, 'profile.sqlite'), `
    CREATE TABLE t (n INTEGER, word TEXT, prose TEXT, amount DECIMAL(10,2));
    INSERT INTO t VALUES (9007199254740993, 'b', '${'x'.repeat(600)}', 10), (2, 'a', 'y', 2.5), (NULL, 'b', NULL, NULL), (2, NULL, 'z', 100)`)
  await within(file, async (source) => {
    const [table] = (await source.describe('main')).tables
    if (table === undefined) throw new Error('no table')
    const { columns, sample } = await source.profile('main', table, { valueCap: 2 })
    expect(columns[0]).toEqual({ column: 'n', rows: 4, distinct: 2, nulls: 1, min: '2', max: '9007199254740993' })
    expect(columns[1]).toEqual({ column: 'word', rows: 4, distinct: 2, nulls: 1, min: 'a', max: 'b', values: ['a', 'b'] })
    expect(columns[2]?.values).toBe(undefined)
    expect(columns[3]).toMatchObject({ min: '2.50', max: '100.00' })
    expect(sample).toHaveLength(3)
    expect(sample[1]).toEqual(['2', 'a', 'y', '2.50'])
    expect((await source.profile('main', table, { valueCap: 1 })).columns[1]?.values).toBe(undefined)
  })
})
