import { expect, test } from 'vitest'
import { catalogChanges } from '../../../electron/catalog/changes.ts'
import { catalogFrom } from './databases.ts'

const base = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), amount DECIMAL(10,2), code TEXT UNIQUE);
`
const changes = async (after: string, before = base) => catalogChanges(await catalogFrom(before), await catalogFrom(after))

test('nothing changed, or only contents did', async () => {
  expect(await changes(base)).toEqual([])
  expect(await changes(`${base} INSERT INTO customers VALUES (1, 'Ada'); CREATE INDEX i ON customers (name);`)).toEqual([])
})

test.each([
  ['a new table', `${base} CREATE TABLE more (a INTEGER);`, [{ what: 'table', how: 'added', severity: 'harmless', table: 'more', after: 'table' }]],
  ['a lost table', base.replace(/CREATE TABLE orders.*/, ''), [{ what: 'table', how: 'removed', severity: 'breaking', table: 'orders', before: 'table' }]],
  ['a new column', base.replace('name TEXT', 'name TEXT, born DATE'), [{ what: 'column', how: 'added', severity: 'harmless', table: 'customers', column: 'born', after: 'DATE' }]],
  ['a lost column', base.replace(', name TEXT', ''), [{ what: 'column', how: 'removed', severity: 'breaking', table: 'customers', column: 'name', before: 'TEXT' }]],
  ['a wider number', base.replace('DECIMAL(10,2)', 'DECIMAL(15,2)'), [{ what: 'type', how: 'changed', severity: 'harmless', table: 'orders', column: 'amount', before: 'DECIMAL(10,2)', after: 'DECIMAL(15,2)' }]],
  ['a coarser number', base.replace('DECIMAL(10,2)', 'DECIMAL(10,0)'), [{ what: 'type', how: 'changed', severity: 'notable', table: 'orders', column: 'amount', before: 'DECIMAL(10,2)', after: 'DECIMAL(10,0)' }]],
  ['more decimals for fewer digits', base.replace('DECIMAL(10,2)', 'DECIMAL(10,4)'), [{ what: 'type', how: 'changed', severity: 'notable', table: 'orders', column: 'amount', before: 'DECIMAL(10,2)', after: 'DECIMAL(10,4)' }]],
  ['another kind', base.replace('DECIMAL(10,2)', 'TEXT'), [{ what: 'type', how: 'changed', severity: 'breaking', table: 'orders', column: 'amount', before: 'DECIMAL(10,2)', after: 'TEXT' }]],
  ['a lost reference', base.replace(' REFERENCES customers(id)', ''), [{ what: 'key', how: 'removed', severity: 'breaking', table: 'orders', before: '(customer_id) references customers (id)' }]],
  ['lost uniqueness', base.replace(' UNIQUE', ''), [{ what: 'key', how: 'removed', severity: 'breaking', table: 'orders', before: 'unique (code)' }]],
  ['new uniqueness', `${base} CREATE UNIQUE INDEX u ON customers (name);`, [{ what: 'key', how: 'added', severity: 'notable', table: 'customers', after: 'unique (name)' }]],
])('%s', async (_what, after, expected) => {
  expect(await changes(after)).toEqual(expected)
})

test('a table that became a view', async () => {
  const before = 'CREATE TABLE a (x INTEGER); CREATE TABLE b (x INTEGER);'
  expect(await changes('CREATE TABLE a (x INTEGER); CREATE VIEW b AS SELECT x FROM a;', before)).toContainEqual({ what: 'table', how: 'changed', severity: 'notable', table: 'b', before: 'table', after: 'view' })
})

test('a rename is a loss and a gain, hostile names included', async () => {
  const found = await changes('CREATE TABLE "constructor" (id INTEGER PRIMARY KEY)', 'CREATE TABLE "__proto__" (id INTEGER PRIMARY KEY)')
  expect(found.map(({ how, table, severity }) => [how, table, severity])).toEqual([['removed', '__proto__', 'breaking'], ['added', 'constructor', 'harmless']])
})
