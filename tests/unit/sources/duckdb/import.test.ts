import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guarded, pastGuard, runFreely, temporaryPlace, within, writeFile, type Place } from './place.ts'
import { readAll } from '../read-all.ts'

let place: Place
beforeEach(() => { place = temporaryPlace() })
afterEach(() => { place.remove() })

const tablesOf = (data: string) => within(place, data, async (source) => (await source.describe('main')).tables.map(({ name }) => name))

test('every data file of a folder is a table with a clean name of its own', async () => {
  for (const name of ['Orders 2024.csv', 'orders-2024.CSV', 'ünï.tsv', '__proto__.csv', '***.csv', "it's.csv", 'a*[x]?.csv', 'aax1.csv']) writeFile(place, name, 'n\tm\n1\t2\n')
  writeFile(place, 'lines.ndjson', '{"n": 1}\n{"n": 2}\n')
  writeFile(place, 'notes.txt', 'not data')
  writeFile(place, '.hidden.csv', 'n\n1\n')
  fs.mkdirSync(path.join(place.data, 'sub.csv'))
  await runFreely(':memory:', `COPY (SELECT 1 AS n) TO '${place.data}/p.parquet'`)
  expect(await tablesOf(place.data)).toEqual(['Orders_2024', 'a_x', 'aax1', 'data', 'it_s', 'lines', 'orders_2024_2', 'p', 'proto', 'ünï'])
})

test('a file named like a pattern reads itself alone', async () => {
  writeFile(place, '1.csv', 'n\n1\n')
  await within(place, writeFile(place, '*.csv', 'n\n7\n'), async (source) => {
    expect((await readAll(source, guarded('SELECT n FROM data'))).rows).toEqual([['7']])
  })
})

test('Parquet keeps its types', async () => {
  await runFreely(':memory:', `COPY (SELECT 12.50::DECIMAL(18,2) AS d, 5::HUGEINT AS h, [1, 2] AS l, TIMESTAMP_NS '2024-01-02 03:04:05.1' AS t, {'a': 1} AS s) TO '${place.data}/p.parquet'`)
  await within(place, path.join(place.data, 'p.parquet'), async (source) => {
    expect((await source.describe('main')).tables[0]?.columns.map(({ type }) => type.kind)).toEqual(['decimal', 'float', 'json', 'timestamp', 'json'])
    expect((await readAll(source, guarded('SELECT d, l, s, t FROM p'))).rows).toEqual([['12.50', '[1,2]', '{"a":1}', '2024-01-02 03:04:05.100000']])
  })
})

test('JSON keeps structure, and amounts are exact', async () => {
  const file = writeFile(place, 'j.json', '[{"id": 1, "amount": 12.25, "who": {"name": "A", "tags": ["x"]}, "long": 1234567890123456.5}, {"id": 2, "amount": 0.1, "who": null, "late": true}]')
  await within(place, file, async (source) => {
    const answer = await readAll(source, guarded('SELECT * FROM j'))
    expect(answer.columns.map(({ name, type }) => [name, type.kind])).toEqual([['id', 'integer'], ['amount', 'decimal'], ['who', 'json'], ['long', 'float'], ['late', 'boolean']])
    expect(answer.rows).toEqual([['1', '12.25', '{"name":"A","tags":["x"]}', 1234567890123456.5, null], ['2', '0.10', null, null, true]])
  })
})

test.each([
  ['broken.json', '[{"a": 1}, {"a": '], ['broken.ndjson', '{"a": 1}\n{"a": 2\n{"a": 3}\n'], ['not.parquet', 'no parquet'], ['not.duckdb', 'no database, but long enough to look at'],
])('%s is refused', async (name, content) => {
  await expect(within(place, writeFile(place, name, content), async () => undefined)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining(name) as string })
  expect(fs.readdirSync(place.imports)).toEqual([])
})

test('missing, empty, foreign and forbidden paths have their own failures', async () => {
  const open = (data: string) => within(place, data, async () => undefined)
  await expect(open(path.join(place.data, 'gone.csv'))).rejects.toMatchObject({ code: 'FILE_MISSING' })
  await expect(open(place.data)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: /no data files/ })
  await expect(open(writeFile(place, 'empty.csv', ''))).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: 'empty.csv is empty.' })
  await expect(open(place.data)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: 'empty.csv is empty.' })
  await expect(open(writeFile(place, 'x.xlsx', 'PK'))).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' })
})

test('an unchanged file is imported once, a changed one again, and the older import goes', async () => {
  const file = writeFile(place, 't.csv', 'n\n1\n')
  const value = () => within(place, file, async (source) => (await readAll(source, guarded('SELECT n FROM t'))).rows)
  expect(await value()).toEqual([['1']])
  const [first = ''] = fs.readdirSync(place.imports)
  const made = fs.statSync(path.join(place.imports, first)).ino
  expect(await value()).toEqual([['1']])
  expect(fs.statSync(path.join(place.imports, first)).ino).toBe(made)
  fs.writeFileSync(file, 'n\n2\n')
  expect(await value()).toEqual([['2']])
  expect(fs.readdirSync(place.imports)).toHaveLength(1)
  expect(fs.readdirSync(place.imports)).not.toContain(first)
})

test('a source that is open goes on with what it had when the file changes', async () => {
  const file = writeFile(place, 't.csv', 'n\n1\n')
  await within(place, file, async (older) => {
    fs.writeFileSync(file, 'n\n2\n')
    await within(place, file, async (newer) => {
      expect((await readAll(newer, guarded('SELECT n FROM t'))).rows).toEqual([['2']])
      expect((await readAll(older, guarded('SELECT n FROM t'))).rows).toEqual([['1']])
    })
  })
})

test('a DuckDB file comes with keys, comments and views, and is left alone', async () => {
  const file = path.join(place.data, 'shop.duckdb')
  await runFreely(file, 'CREATE TABLE p (id INTEGER PRIMARY KEY, n VARCHAR UNIQUE)', "INSERT INTO p VALUES (1, 'x')", "COMMENT ON TABLE p IS 'people'", "COMMENT ON COLUMN p.n IS 'name'",
    'CREATE TABLE c (id INTEGER, pid INTEGER REFERENCES p (id))', 'CREATE VIEW v AS SELECT n FROM p', 'CREATE SCHEMA s', 'CREATE TABLE s.t AS SELECT 5 AS five')
  const before = fs.readFileSync(file)
  await within(place, file, async (source) => {
    const { tables, keys } = await source.describe('main')
    expect(tables.map(({ name, kind }) => [name, kind])).toEqual([['c', 'table'], ['p', 'table'], ['s.t', 'view'], ['v', 'view']])
    expect(tables[1]).toMatchObject({ comment: 'people', primaryKey: ['id'], indexes: [{ columns: ['n'], unique: true }], rowEstimate: 1 })
    expect(tables[1]?.columns[1]).toEqual({ name: 'n', type: { kind: 'text' }, declared: 'varchar', nullable: true, comment: 'name' })
    expect(keys).toEqual([{ from: { table: 'c', columns: ['pid'] }, to: { table: 'p', columns: ['id'] } }])
    expect((await readAll(source, pastGuard('SELECT five, n FROM "s.t", v'))).rows).toEqual([['5', 'x']])
    // Another program can write it meanwhile.
    await runFreely(file, "INSERT INTO p VALUES (2, 'y')")
    expect((await readAll(source, guarded('SELECT count(*) AS n FROM p'))).rows).toEqual([['1']])
  })
  expect(fs.readFileSync(file).equals(before)).toBe(false)
  expect(fs.readdirSync(place.data)).toEqual(['shop.duckdb'])
})

test('profiles count exactly and keep short texts', async () => {
  const file = writeFile(place, 't.csv', `n,w,prose,amount\n9007199254740993,b,${'x'.repeat(600)},10\n2,a,y,2.5\n,b,,\n2,,z,100\n`)
  await within(place, file, async (source) => {
    const [table] = (await source.describe('main')).tables
    if (table === undefined) throw new Error('no table')
    const { columns, sample } = await source.profile('main', table, { valueCap: 2 })
    expect(columns[0]).toEqual({ column: 'n', rows: 4, distinct: 2, nulls: 1, min: '2', max: '9007199254740993' })
    expect(columns[1]).toEqual({ column: 'w', rows: 4, distinct: 2, nulls: 1, min: 'a', max: 'b', values: ['a', 'b'] })
    expect(columns[2]?.values).toBe(undefined)
    expect(columns[3]).toMatchObject({ min: '2.5', max: '100.0' })
    expect(sample).toHaveLength(3)
    expect((await source.profile('main', table, { valueCap: 1 })).columns[1]?.values).toBe(undefined)
  })
})

test('hostile table and column names are only names', async () => {
  const file = path.join(place.data, 'names.duckdb')
  const names = ['a"b', "it's", '__proto__', 'select', '"; DROP TABLE x; --']
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  await runFreely(file, ...names.map((name) => `CREATE TABLE ${quoted(name)} AS SELECT 1 AS ${quoted(name)}, 'v' AS "__proto__x"`))
  await within(place, file, async (source) => {
    const { tables } = await source.describe('main')
    expect(tables.map(({ name }) => name).sort()).toEqual([...names].sort())
    for (const table of tables) {
      const { columns, sample } = await source.profile('main', table, { valueCap: 10 })
      expect(columns.map(({ column, distinct }) => [column, distinct])).toEqual([[table.name, 1], ['__proto__x', 1]])
      expect(sample).toEqual([['1', 'v']])
    }
  })
  await within(place, writeFile(place, 'headers.csv', 'a"b,it\'s,__proto__,"se,lect"\n1,2,3,4\n'), async (source) => {
    expect((await source.describe('main')).tables[0]?.columns.map(({ name }) => name)).toEqual(['a"b', "it's", '__proto__', 'se,lect'])
  })
})
