import { expect, test } from 'vitest'
import { columnNamed, relationshipsOf, tableNamed, uniqueKey } from '../../../electron/catalog/lookup.ts'
import { catalogFrom } from './databases.ts'

const schema = `
  CREATE TABLE "__proto__" (id INTEGER PRIMARY KEY, "constructor" TEXT UNIQUE, other TEXT);
  CREATE TABLE Lines (a INTEGER, b INTEGER, "toString" INTEGER REFERENCES "__proto__"(id), parent INTEGER REFERENCES "__proto__"(id), PRIMARY KEY (a, b));
  CREATE TABLE tree (id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree(id));
`

test('tables and columns are found by name, in any case when that is plain', async () => {
  const catalog = await catalogFrom(schema)
  const odd = tableNamed(catalog, '__proto__')
  expect(odd?.name).toBe('__proto__')
  expect(odd && columnNamed(odd, 'CONSTRUCTOR')?.name).toBe('constructor')
  expect(odd && columnNamed(odd, 'toString')).toBeUndefined()
  expect(tableNamed(catalog, 'lines')?.name).toBe('Lines')
  expect(tableNamed(catalog, 'constructor')).toBeUndefined()
})

test('a name that two tables share but for case means the exact one or none', async () => {
  const catalog = await catalogFrom('CREATE TABLE a (x TEXT)')
  const [table] = catalog.tables
  if (table === undefined) throw new Error('no table')
  const twins = { ...catalog, tables: [{ ...table, name: 'Orders' }, { ...table, name: 'ORDERS' }] }
  expect(tableNamed(twins, 'ORDERS')?.name).toBe('ORDERS')
  expect(tableNamed(twins, 'orders')).toBeUndefined()
})

test('relationships are found from both ends, those within a table once', async () => {
  const catalog = await catalogFrom(schema)
  expect(relationshipsOf(catalog, 'Lines').map(({ from }) => from.columns)).toEqual(relationshipsOf(catalog, '__proto__').map(({ from }) => from.columns))
  expect(relationshipsOf(catalog, '__proto__')).toHaveLength(2)
  expect(relationshipsOf(catalog, 'tree')).toHaveLength(1)
  expect(relationshipsOf(catalog, 'hasOwnProperty')).toEqual([])
})

test('a set of columns is unique when it holds a declared key', async () => {
  const catalog = await catalogFrom(schema)
  expect(uniqueKey(catalog, 'Lines', ['b', 'a'])).toBe(true)
  expect(uniqueKey(catalog, 'Lines', ['a', 'toString', 'b'])).toBe(true)
  expect(uniqueKey(catalog, 'Lines', ['a'])).toBe(false)
  expect(uniqueKey(catalog, '__proto__', ['constructor'])).toBe(true)
  expect(uniqueKey(catalog, '__proto__', ['other'])).toBe(false)
  expect(uniqueKey(catalog, '__proto__', [])).toBe(false)
  expect(uniqueKey(catalog, 'missing', ['id'])).toBe(false)
})
