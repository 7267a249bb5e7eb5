import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DescribedTable, Source } from '../../../../electron/sources/source.ts'
import { startMaria, type Maria } from '../../../fixtures/maria.ts'
import { passed, sourceOf } from './place.ts'

let maria: Maria
let source: Source
beforeAll(async () => {
  maria = await startMaria()
  source = sourceOf(maria)
})
afterAll(async () => {
  await source.close()
  await maria.stop()
})

async function tableOf(database: string, name: string): Promise<DescribedTable> {
  const table = (await source.describe(database)).tables.find((one) => one.name === name)
  if (!table) throw new Error(`${database} has no ${name}`)
  return table
}

test('databases are listed without those of the server', async () => {
  await maria.run('CREATE DATABASE listed; CREATE TABLE listed.a (n INT); CREATE TABLE listed.b (n INT); CREATE DATABASE `void`')
  const databases = await source.databases()
  expect(databases).toContainEqual({ name: 'listed', tables: 2 })
  expect(databases).toContainEqual({ name: 'void', tables: 0 })
  expect(databases.map(({ name }) => name.toLowerCase())).not.toContain('mysql')
  expect(databases.map(({ name }) => name.toLowerCase())).not.toContain('information_schema')
})

test('a schema is told whole', async () => {
  await maria.run(`CREATE DATABASE shop; USE shop;
    CREATE TABLE customers (region CHAR(2), number INT, name VARCHAR(40) NOT NULL COMMENT 'As on the invoice', PRIMARY KEY (region, number)) COMMENT 'Who buys';
    CREATE TABLE orders (id INT PRIMARY KEY, total DECIMAL(15,2) NOT NULL, day DATE, buyer_number INT, buyer_region CHAR(2), code VARCHAR(9), facts JSON,
      UNIQUE KEY one_code (code), KEY by_day (day, total), CONSTRAINT buyer FOREIGN KEY (buyer_region, buyer_number) REFERENCES customers (region, number));
    CREATE DATABASE abroad; CREATE TABLE abroad.target (id INT PRIMARY KEY);
    CREATE TABLE outward (id INT, FOREIGN KEY (id) REFERENCES abroad.target (id));
    INSERT INTO customers VALUES ('DE', 1, 'x'); INSERT INTO orders VALUES (1, 12.5, '2026-01-31', 1, 'DE', 'c', '{}');
    CREATE VIEW big_orders AS SELECT id, total FROM orders WHERE total > 100;
    CREATE TABLE short_lived (n INT); CREATE VIEW broken AS SELECT n FROM short_lived; DROP TABLE short_lived; CREATE SEQUENCE numbers`)
  const { tables, keys } = await source.describe('shop')
  expect(tables.map(({ name, kind }) => [name, kind])).toEqual([['big_orders', 'view'], ['customers', 'table'], ['orders', 'table'], ['outward', 'table']])
  expect(keys).toEqual([{ from: { table: 'orders', columns: ['buyer_region', 'buyer_number'] }, to: { table: 'customers', columns: ['region', 'number'] } }])
  expect(tables[1]).toEqual({
    name: 'customers', kind: 'table', comment: 'Who buys', primaryKey: ['region', 'number'], indexes: [], rowEstimate: 1,
    columns: [
      { name: 'region', type: { kind: 'text' }, declared: 'char(2)', nullable: false },
      { name: 'number', type: { kind: 'integer' }, declared: 'int(11)', nullable: false },
      { name: 'name', type: { kind: 'text' }, declared: 'varchar(40)', nullable: false, comment: 'As on the invoice' },
    ],
  })
  expect(tables[2]?.indexes).toEqual([
    { name: 'buyer', columns: ['buyer_region', 'buyer_number'], unique: false }, { name: 'by_day', columns: ['day', 'total'], unique: false },
    { name: 'one_code', columns: ['code'], unique: true },
  ])
  expect(tables[2]?.columns.map(({ type }) => type)).toEqual([
    { kind: 'integer' }, { kind: 'decimal', precision: 15, scale: 2 }, { kind: 'date' }, { kind: 'integer' }, { kind: 'text' }, { kind: 'text' }, { kind: 'json' },
  ])
  expect(tables[0]).toMatchObject({ rowEstimate: null, primaryKey: [], columns: [{ name: 'id' }, { name: 'total', type: { kind: 'decimal', precision: 15, scale: 2 } }] })
  expect(tables[0]?.comment).toBeUndefined()
})

test('a database that is not there is gone', async () => {
  await expect(source.describe('nowhere')).rejects.toMatchObject({ code: 'DATABASE_GONE' })
})

const hostile = ['__proto__', 'a"b', 'a`b', "it's", 'select', '-- x', '/* */', 'back\\slash', 'constructor', 'é;DROP TABLE x', '%s ?']
const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

test('hostile names are described and profiled', async () => {
  const database = 'we`ird "d"'
  await maria.run(`CREATE DATABASE ${quote(database)}; USE ${quote(database)};
    ${hostile.map((name) => `CREATE TABLE ${quote(name)} (${hostile.map((column, at) => `${quote(column)} ${at % 2 ? 'INT' : 'VARCHAR(9)'} COMMENT '${column.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(', ')}, PRIMARY KEY (${quote('select')}));
      INSERT INTO ${quote(name)} VALUES (${hostile.map((_, at) => (at % 2 ? '7' : "'seven'")).join(', ')});`).join('\n')}`)
  const { tables } = await source.describe(database)
  expect(tables.map(({ name }) => name).sort()).toEqual([...hostile].sort())
  for (const table of tables) {
    expect(table.columns.map(({ name, comment }) => [name, comment])).toEqual(hostile.map((name) => [name, name]))
    expect(table.primaryKey).toEqual(['select'])
    const profile = await source.profile(database, table, { valueCap: 5 })
    expect(profile.columns.map(({ column }) => column)).toEqual(hostile)
    expect(profile.columns[0]).toEqual({ column: '__proto__', rows: 1, distinct: 1, nulls: 0, min: 'seven', max: 'seven', values: ['seven'] })
    expect(profile.sample).toEqual([hostile.map((_, at) => (at % 2 ? '7' : 'seven'))])
  }
})

test('a thousand tables are described in a handful of statements', async () => {
  const tables = Array.from({ length: 1_000 }, (_, n) => `CREATE TABLE many.t${n} (id INT PRIMARY KEY, parent INT, name VARCHAR(40) COMMENT 'name ${n}', amount DECIMAL(12,2), KEY (parent)${n === 0 ? '' : `, FOREIGN KEY (parent) REFERENCES many.t${n - 1} (id)`});`)
  await maria.run(`SET GLOBAL innodb_file_per_table = 0; CREATE DATABASE many; ${tables.join('\n')}`)
  const asked = async (): Promise<number> => (await maria.rows("SHOW GLOBAL STATUS WHERE variable_name IN ('Com_select', 'Com_stmt_execute')")).reduce((most, [, count]) => Math.max(most, Number(count)), 0)
  const before = await asked()
  const { tables: described, keys } = await source.describe('many')
  expect(await asked() - before).toBeLessThanOrEqual(6)
  expect([described.length, keys.length]).toEqual([1_000, 999])
  expect(described.every(({ columns, primaryKey }) => columns.length === 4 && primaryKey[0] === 'id')).toBe(true)
})

describe('profiles', () => {
  beforeAll(async () => {
    await maria.run(`CREATE DATABASE p; USE p;
      CREATE TABLE facts (n BIGINT UNSIGNED, amount DECIMAL(15,2), region VARCHAR(400), day DATE, at DATETIME(3), flag BIT(1), raw BLOB, place POINT, doc JSON, kind ENUM('z','a'), clock TIME);
      INSERT INTO facts VALUES (18446744073709551615, -0.10, 'EMEA', '2026-01-31', '2026-01-31 10:00:00.5', b'1', 0x00ff, ST_GeomFromText('POINT(1 2)'), '{"a":1}', 'z', '-10:00:00'),
        (0, 9999999999999.99, REPEAT('long', 100), '0000-00-00', NULL, b'0', 0x00ff, ST_GeomFromText('POINT(1 2)'), '{"a":1}', 'a', '10:00:00'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
      CREATE TABLE nothing (a INT, b TEXT);
      CREATE TABLE large (n INT, word VARCHAR(20)) ENGINE=MyISAM; INSERT INTO large SELECT seq, CONCAT('w', seq % 3) FROM seq_1_to_2000001;
      CREATE TABLE wide (${Array.from({ length: 900 }, (_, n) => `c${n} INT`).join(', ')}) ENGINE=MyISAM; INSERT INTO wide (c0, c899) VALUES (1, 2);
      CREATE VIEW some AS SELECT region FROM facts`)
  })

  test('count, and find extremes exactly', async () => {
    const { columns, sample } = await source.profile('p', await tableOf('p', 'facts'), { valueCap: 10 })
    const long = 'long'.repeat(50)
    expect(columns).toEqual([
      { column: 'n', rows: 3, distinct: 2, nulls: 1, min: '0', max: '18446744073709551615' },
      { column: 'amount', rows: 3, distinct: 2, nulls: 1, min: '-0.10', max: '9999999999999.99' },
      { column: 'region', rows: 3, distinct: 2, nulls: 1, min: 'EMEA', max: long, values: ['EMEA', long] },
      { column: 'day', rows: 3, distinct: 2, nulls: 1, min: '0000-00-00', max: '2026-01-31' },
      { column: 'at', rows: 3, distinct: 1, nulls: 2, min: '2026-01-31 10:00:00.500000', max: '2026-01-31 10:00:00.500000' },
      { column: 'flag', rows: 3, distinct: 2, nulls: 1, min: '0', max: '1' },
      { column: 'raw', rows: 3, distinct: 1, nulls: 1, min: null, max: null },
      { column: 'place', rows: 3, distinct: 1, nulls: 1, min: null, max: null },
      { column: 'doc', rows: 3, distinct: 1, nulls: 1, min: null, max: null },
      { column: 'kind', rows: 3, distinct: 2, nulls: 1, min: 'a', max: 'z', values: ['a', 'z'] },
      { column: 'clock', rows: 3, distinct: 2, nulls: 1, min: '-10:00:00', max: '10:00:00' },
    ])
    expect(sample).toHaveLength(3)
    expect(sample[0]).toEqual(['18446744073709551615', '-0.10', 'EMEA', '2026-01-31', '2026-01-31 10:00:00.500000', '1', '0x00ff', expect.stringMatching(/^0x0{8}01/) as unknown, '{"a":1}', 'z', '-10:00:00'])
    expect(sample[1]?.[2]).toBe(long)
  })

  test('of an empty table', async () => {
    expect(await source.profile('p', await tableOf('p', 'nothing'), { valueCap: 10 })).toEqual({
      table: 'nothing', sample: [],
      columns: [{ column: 'a', rows: 0, distinct: 0, nulls: 0, min: null, max: null }, { column: 'b', rows: 0, distinct: 0, nulls: 0, min: null, max: null, values: [] }],
    })
  })

  test('keep no values past the cap', async () => {
    const { columns } = await source.profile('p', await tableOf('p', 'facts'), { valueCap: 1 })
    expect(columns.filter(({ values }) => values !== undefined)).toEqual([])
  })

  test('of a large table read a part of it', async () => {
    const table = await tableOf('p', 'large')
    expect(table.rowEstimate).toBe(2_000_001)
    const { columns } = await source.profile('p', table, { valueCap: 10 })
    expect(columns[0]).toMatchObject({ rows: 200_000, distinct: 200_000, nulls: 0, min: '1', max: '200000' })
    expect(columns[1]).toMatchObject({ rows: 200_000, values: ['w0', 'w1', 'w2'] })
  })

  test('of a wide table and of a view', async () => {
    const { columns } = await source.profile('p', await tableOf('p', 'wide'), { valueCap: 10 })
    expect([columns.length, columns[899]?.max, columns[1]?.nulls]).toEqual([900, '2', 1])
    expect((await source.profile('p', await tableOf('p', 'some'), { valueCap: 10 })).columns[0]).toMatchObject({ rows: 3, distinct: 2 })
  })
})

describe('estimates', () => {
  test('come from EXPLAIN, with a warning for a whole large table', async () => {
    await maria.run('CREATE DATABASE e; USE e; CREATE TABLE large (n INT, m INT) ENGINE=MyISAM; INSERT INTO large SELECT seq, seq FROM seq_1_to_1000001; CREATE TABLE small (n INT PRIMARY KEY); INSERT INTO small SELECT seq FROM seq_1_to_100')
    const all = await source.estimate('e', passed('SELECT * FROM large WHERE m > ?', [{ value: '5', type: 'integer' }]))
    expect(all.rows).toBeGreaterThan(100_000)
    expect(all.warnings).toEqual(['Reads the whole of large, about 1,000,001 rows.'])
    const one = await source.estimate('e', passed('SELECT * FROM small WHERE n = 5'))
    expect(one).toEqual({ rows: 1, warnings: [] })
    const both = await source.estimate('e', passed('SELECT n FROM small UNION ALL SELECT n FROM small'))
    expect(both.rows).toBeGreaterThanOrEqual(200)
    await expect(source.estimate('nowhere', passed('SELECT 1'))).rejects.toMatchObject({ code: 'DATABASE_GONE' })
  })
})

const dumps = process.env.QUAESTOR_DUMPS
const sakila = join(dumps ?? '', 'sakila.sql')
if (!dumps || !existsSync(sakila)) console.warn('QUAESTOR_DUMPS names no folder with sakila.sql and Chinook.sql: the tests over real schemas are skipped.')
describe.skipIf(!dumps || !existsSync(sakila))('real schemas', () => {
  test('sakila', async () => {
    await maria.load(sakila, 'sakila')
    const { tables, keys } = await source.describe('sakila')
    expect([tables.filter(({ kind }) => kind === 'table').length, tables.filter(({ kind }) => kind === 'view').length, keys.length]).toEqual([16, 7, 22])
    const { columns, sample } = await source.profile('sakila', await tableOf('sakila', 'film'), { valueCap: 20 })
    expect(columns.find(({ column }) => column === 'rating')).toMatchObject({ rows: 1000, distinct: 5, values: ['G', 'NC-17', 'PG', 'PG-13', 'R'] })
    expect(columns.find(({ column }) => column === 'replacement_cost')).toMatchObject({ min: '9.99', max: '29.99' })
    expect(sample).toHaveLength(3)
    expect((await source.profile('sakila', await tableOf('sakila', 'actor'), { valueCap: 20 })).columns[0]).toMatchObject({ rows: 200, distinct: 200, min: '1', max: '200' })
  })

  test('Chinook', async () => {
    await maria.load(join(dumps ?? '', 'Chinook.sql'), 'Chinook')
    const { tables, keys } = await source.describe('Chinook')
    expect([tables.length, keys.length]).toEqual([11, 11])
  })
})
