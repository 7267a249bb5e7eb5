import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Condition, Expression, Join, Measure, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { checkPlan, compile, type CompileOptions } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { catalog, key, table } from './schema.ts'

const books = catalog(
  [
    table('customers', 'id integer!, name text, region text?'),
    table('invoices', 'id integer!, customer_id integer, day date, total decimal(10,2), ccy text'),
    table('payments', 'id integer!, customer_id integer, day date, amount decimal(10,2)'),
    table('stock', 'item text!, day date!, pieces integer'),
    table('airports', 'id integer!, name text'),
    table('flights', 'id integer!, origin integer, target integer'),
  ],
  [key('invoices.customer_id > customers.id'), key('payments.customer_id > customers.id'), key('flights.origin > airports.id'), key('flights.target > airports.id')],
)
const database = new DatabaseSync(':memory:')
database.exec(`
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, region TEXT);
  INSERT INTO customers VALUES (1, 'Ada', 'north'), (2, 'Bob', 'north'), (3, 'Cid', NULL), (4, 'Dot', 'south');
  CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer_id INTEGER, day DATE, total DECIMAL(10,2), ccy TEXT);
  INSERT INTO invoices VALUES (1, 1, '2024-01-10', 10.10, 'USD'), (2, 1, '2024-03-05', 20.20, 'USD'), (3, 2, '2025-01-20', 0.70, 'EUR'), (4, 3, '2025-02-01', 5, 'USD'), (5, 1, '2025-03-31', 7.07, 'USD');
  CREATE TABLE payments (id INTEGER PRIMARY KEY, customer_id INTEGER, day DATE, amount DECIMAL(10,2));
  INSERT INTO payments VALUES (1, 1, '2024-02-01', 4), (2, 1, '2024-02-02', 6), (3, 1, '2025-03-01', 1.5), (4, 4, '2025-01-01', 9);
  CREATE TABLE stock (item TEXT, day DATE, pieces INTEGER);
  INSERT INTO stock VALUES ('a', '2025-01-31', 5), ('b', '2025-01-31', 7), ('a', '2025-02-27', 3), ('b', '2025-02-28', 9), ('a', '2025-02-28', 1);
  CREATE TABLE airports (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO airports VALUES (1, 'AAA'), (2, 'BBB');
  CREATE TABLE flights (id INTEGER PRIMARY KEY, origin INTEGER, target INTEGER); INSERT INTO flights VALUES (1, 1, 2), (2, 1, 2), (3, 2, 1);
`)
afterAll(() => { database.close() })

const column = (from: string, name: string): Expression => ({ kind: 'column', table: from, column: name })
const literal = (value: Cell, type: 'integer' | 'decimal' | 'text' | 'date' = 'integer'): Expression => ({ kind: 'literal', value, type })
const ref = (id: string): Expression => ({ kind: 'ref', id })
const aggregate = (name: 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max', of: Expression | null = null, where?: Condition): Expression => ({ kind: 'aggregate', name, of, where })
const measure = (id: string, label: string, value: Expression, more: Partial<Measure> = {}): Measure => ({ id, label, value, ...more })
const shown = (label: string, value: Expression): Shown => ({ id: `s ${label}`, label, value })
const compare = (left: Expression, operator: '=' | '!=' | '<' | '>' | '>=', right: Expression): Condition => ({ kind: 'compare', operator, left, right })
const joined = (right: string, name: string, left: string, leftName: string, more: Partial<Join> = {}): Join => ({ right, on: [{ left: { table: left, column: leftName }, right: { table: right, column: name } }], keep: 'inner', many: false, via: 'declared', ...more })
const plan = (more: Partial<QueryPlan>): QueryPlan => ({ kind: 'query', tables: [], joins: [], show: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar', ...more })
const month = (of: Expression): Expression => ({ kind: 'bucket', grain: 'month', calendar: 'calendar', of })
const period = (from: string | null, until: string | null, ...columns: Expression[]): QueryPlan['period'] => ({ from, until, columns, label: 'period', calendar: 'calendar' })

function rows(asked: Parameters<typeof compile>[0], options?: CompileOptions, of: Catalog = books): Cell[][] {
  const statement = database.prepare(inlineParameters(compile(asked, of, 'sqlite', options)))
  statement.setReturnArrays(true)
  return statement.all() as unknown as Cell[][]
}
const sorted = (list: Cell[][]) => list.map((row) => JSON.stringify(row)).sort()

const customersWithFacts = {
  tables: [{ id: 'c', table: 'customers' }, { id: 'i', table: 'invoices' }, { id: 'p', table: 'payments' }],
  joins: [joined('i', 'customer_id', 'c', 'id', { many: true }), joined('p', 'customer_id', 'c', 'id', { many: true })],
}
const byCustomer = [{ id: 'g', label: 'Customer', value: column('c', 'name'), key: [column('c', 'id')] }]
const both = [measure('n', 'Invoices', aggregate('count', column('i', 'id'))), measure('m', 'Paid', aggregate('sum', column('p', 'amount')))]
const showBoth = [shown('Customer', ref('g')), shown('Invoices', ref('n')), shown('Paid', ref('m'))]

describe('several facts', () => {
  test('each is aggregated on its own; groups of either side appear', () => {
    expect(sorted(rows(plan({ ...customersWithFacts, by: byCustomer, measures: both, show: showBoth })))).toEqual(sorted([['Ada', 3, '11.50'], ['Bob', 1, null], ['Cid', 1, null], ['Dot', 0, '9.00']]))
  })
  test('a left join keeps groups that neither has, and a sum without rows is 0 only inside arithmetic', () => {
    const left = { ...customersWithFacts, joins: customersWithFacts.joins.map((join) => ({ ...join, keep: 'left' as const })) }
    const difference = measure('d', 'Open', { kind: 'arithmetic', operator: '-', left: aggregate('sum', column('i', 'total')), right: aggregate('sum', column('p', 'amount')) })
    const filtered = plan({ ...left, by: byCustomer, measures: [difference], show: [shown('Customer', ref('g')), shown('Open', ref('d'))], period: period('2026-01-01', null, column('i', 'day'), column('p', 'day')) })
    expect(sorted(rows(filtered))).toEqual(sorted([['Ada', '0.00'], ['Bob', '0.00'], ['Cid', '0.00'], ['Dot', '0.00']]))
  })
  test('without groupings they stand in one row', () => {
    expect(rows(plan({ ...customersWithFacts, measures: both, show: showBoth.slice(1) }))).toEqual([[5, '20.50']])
  })
  test('a condition on one fact that says nothing about the other is refused by name', () => {
    const asked = plan({ ...customersWithFacts, by: byCustomer, measures: both, show: showBoth, where: compare(column('i', 'ccy'), '=', literal('USD', 'text')) })
    expect(() => rows(asked)).toThrow('"payments" cannot be filtered by "invoices.ccy": the two have only "customers" in common.')
  })
})

describe('facts beside one another', () => {
  const ledger = catalog(
    [
      table('lines', 'id integer!, account_id integer, day date, amount decimal(10,2)'), table('accounts', 'id integer!, name text'),
      table('budgets', 'id integer!, account_id integer, department_id integer, budget_month date, amount decimal(10,2)'), table('departments', 'id integer!, name text'),
    ],
    [key('lines.account_id > accounts.id'), key('budgets.account_id > accounts.id'), key('budgets.department_id > departments.id')],
  )
  const chain = {
    tables: [{ id: 'l', table: 'lines' }, { id: 'a', table: 'accounts' }, { id: 'b', table: 'budgets' }, { id: 'd', table: 'departments' }],
    joins: [joined('a', 'id', 'l', 'account_id'), joined('b', 'account_id', 'a', 'id', { many: true }), joined('d', 'id', 'b', 'department_id')],
  }
  const asked = (value: Expression, more: Partial<QueryPlan>) => () => { checkPlan(plan({ ...chain, measures: [measure('m', 'Amount', value)], show: [shown('Amount', ref('m'))], ...more }), ledger) }
  const amount = aggregate('sum', column('l', 'amount'))
  const accounts = aggregate('count', column('a', 'id'))
  const only = (table: string, name: string, column: string, what: string) => `"${table}" cannot be ${what} by "${name}.${column}": the two have only "accounts" in common.`

  test('no measure is split, filtered or dated through what two facts have in common', () => {
    const department = { id: 'g', label: 'Department', value: column('d', 'name') }
    const budgeted = compare(column('b', 'amount'), '>', literal('5', 'decimal'))
    for (const value of [amount, aggregate('avg', column('l', 'amount')), aggregate('count', column('l', 'id')), aggregate('max', column('l', 'day'))]) {
      expect(asked(value, { by: [department] })).toThrow(only('lines', 'departments', 'name', 'split'))
      expect(asked(value, { by: [{ id: 'g', label: 'Month', value: month(column('b', 'budget_month')) }] })).toThrow(only('lines', 'budgets', 'budget_month', 'split'))
      expect(asked(value, { where: budgeted })).toThrow(only('lines', 'budgets', 'amount', 'filtered'))
      expect(asked(value, { period: period('2026-01-01', null, column('b', 'budget_month')) })).toThrow(only('lines', 'budgets', 'budget_month', 'limited in time'))
    }
    expect(asked(amount, { measures: [measure('m', 'Amount', amount, { where: budgeted })] })).toThrow(only('lines', 'budgets', 'amount', 'filtered'))
    expect(asked(amount, { where: budgeted })).toThrow(expect.objectContaining({ code: 'NO_JOIN_PATH' }) as Error)
  })
  test('a grouping or date that the fact itself has is taken instead', () => {
    expect(asked(amount, { period: period('2026-01-01', null, column('b', 'budget_month'), column('l', 'day')) })).not.toThrow()
    expect(asked(amount, { by: [{ id: 'g', label: 'Month', value: month(column('b', 'budget_month')), also: [month(column('l', 'day'))] }] })).not.toThrow()
  })
  test('rows that belong to the measured ones, and what these lead to, may split and filter them', () => {
    expect(asked(accounts, { by: [{ id: 'g', label: 'Department', value: column('d', 'name') }], where: compare(column('l', 'amount'), '>', literal('5', 'decimal')), period: period('2026-01-01', null, column('b', 'budget_month')) })).not.toThrow()
    expect(asked(aggregate('count', column('d', 'id')), { by: [{ id: 'g', label: 'Account', value: column('a', 'name') }] })).not.toThrow()
  })
  test('a has that the plan states is kept', () => {
    const has: Condition = { kind: 'has', tables: [{ id: 'h', table: 'budgets' }], joins: [], on: [{ left: { table: 'a', column: 'id' }, right: { table: 'h', column: 'account_id' } }] }
    const { tables, joins } = { tables: chain.tables.slice(0, 2), joins: chain.joins.slice(0, 1) }
    expect(asked(amount, { tables, joins, where: has })).not.toThrow()
  })
})

describe('left joins', () => {
  const left = { tables: [{ id: 'c', table: 'customers' }, { id: 'i', table: 'invoices' }], joins: [joined('i', 'customer_id', 'c', 'id', { many: true, keep: 'left' as const })] }
  test('a count over a left-joined fact counts matched rows only, and what restricts the fact keeps the groups', () => {
    const asked = plan({ ...left, by: byCustomer, measures: [measure('n', 'Invoices', aggregate('count'))], show: showBoth.slice(0, 2), period: period('2025-01-01', '2026-01-01', column('i', 'day')) })
    expect(sorted(rows(asked))).toEqual(sorted([['Ada', 1], ['Bob', 1], ['Cid', 1], ['Dot', 0]]))
    expect(compile(asked, books, 'duckdb').sql).toContain('LEFT JOIN "invoices" ON "customers"."id" = "invoices"."customer_id" AND "invoices"."day" >= ? AND "invoices"."day" < ?')
  })
  test('a list keeps rows without a match', () => {
    const list = plan({ ...left, show: [shown('name', column('c', 'name')), shown('total', column('i', 'total'))], where: compare(column('c', 'id'), '>', literal('2')) })
    expect(sorted(rows(list))).toEqual(sorted([['Cid', 5], ['Dot', null]]))
  })
})

describe('lists', () => {
  test('an entity stands once, however many related rows a condition meets', () => {
    const tables = { tables: customersWithFacts.tables.slice(0, 2), joins: customersWithFacts.joins.slice(0, 1) }
    const where = compare(column('i', 'total'), '>', literal('1'))
    const asked = plan({ ...tables, entity: 'c', show: [shown('name', column('c', 'name'))], where })
    expect(sorted(rows(asked))).toEqual(sorted([['Ada'], ['Cid']]))
    expect(sorted(rows({ ...asked, entity: undefined }))).toEqual(sorted([['Ada'], ['Ada'], ['Ada'], ['Cid']]))
  })
  test('two instances of a table are told apart by their roles', () => {
    const asked = plan({
      tables: [{ id: 'f', table: 'flights' }, { id: 'o', table: 'airports', role: 'origin airport' }, { id: 't', table: 'airports', role: 'target airport' }],
      joins: [joined('o', 'id', 'f', 'origin'), joined('t', 'id', 'f', 'target')], show: [shown('from', column('o', 'name')), shown('to', column('t', 'name'))], distinct: true,
    })
    expect(sorted(rows(asked))).toEqual(sorted([['AAA', 'BBB'], ['BBB', 'AAA']]))
    expect(compile(asked, books, 'mysql').sql).toContain('JOIN `airports` AS `origin_airport`')
  })
  test('each row once, ordered by something that is not shown', () => {
    const asked = plan({ tables: [{ id: 'i', table: 'invoices' }], show: [shown('ccy', column('i', 'ccy'))], distinct: true, order: [{ by: column('i', 'total'), direction: 'desc' }] })
    expect(rows(asked)).toEqual([['USD'], ['EUR']])
  })
  test('nulls come last in both directions', () => {
    const asked = (direction: 'asc' | 'desc') => rows(plan({ tables: [{ id: 'c', table: 'customers' }], show: [shown('region', column('c', 'region'))], order: [{ by: column('c', 'region'), direction }] })).map(([region]) => region)
    expect(asked('asc')).toEqual(['north', 'north', 'south', null])
    expect(asked('desc')).toEqual(['south', 'north', 'north', null])
  })
})

describe('conditions and nulls', () => {
  const names = (where: Condition) => rows(plan({ tables: [{ id: 'c', table: 'customers' }], entity: 'c', show: [shown('name', column('c', 'name'))], where })).map(([name]) => name)
  const north = compare(column('c', 'region'), '=', literal('north', 'text'))
  test('a test on null is false, and its negation true', () => {
    expect(names(north)).toEqual(['Ada', 'Bob'])
    expect(names({ kind: 'not', of: north })).toEqual(['Cid', 'Dot'])
    expect(names(compare(column('c', 'region'), '!=', literal('north', 'text')))).toEqual(['Dot'])
    expect(names({ kind: 'not', of: { kind: 'in', of: column('c', 'region'), values: ['north', null], type: 'text' } })).toEqual(['Cid', 'Dot'])
    expect(names({ kind: 'not', of: { kind: 'any', of: [north, { kind: 'isNull', of: column('c', 'region') }] } })).toEqual(['Dot'])
    expect(names({ kind: 'in', of: column('c', 'region'), values: [], type: 'text' })).toEqual([])
  })
  test('nulls of a sub-plan never match and never hide anything', () => {
    const regions = plan({ tables: [{ id: 'x', table: 'customers' }], show: [shown('region', column('x', 'region'))], where: { kind: 'not', of: compare(column('x', 'id'), '=', literal('4')) } })
    const member: Condition = { kind: 'inPlan', of: column('c', 'region'), plan: regions }
    expect(names(member)).toEqual(['Ada', 'Bob'])
    expect(names({ kind: 'not', of: member })).toEqual(['Cid', 'Dot'])
  })
  test('has, has no, and so many', () => {
    const has = (more: object = {}): Condition => ({ kind: 'has', tables: [{ id: 'h', table: 'invoices' }], joins: [], on: [{ left: { table: 'c', column: 'id' }, right: { table: 'h', column: 'customer_id' } }], ...more })
    expect(names(has())).toEqual(['Ada', 'Bob', 'Cid'])
    expect(names({ kind: 'not', of: has({ where: compare(column('h', 'day'), '>=', literal('2025-01-01', 'date')) }) })).toEqual(['Dot'])
    expect(names(has({ count: { operator: '>=', value: 2 } }))).toEqual(['Ada'])
    expect(names(has({ count: { operator: '=', value: 0 } }))).toEqual(['Dot'])
  })
  test('wildcards in a text are letters', () => {
    const match = (kind: 'contains' | 'like', pattern: string) => names({ kind: 'text', match: kind, of: column('c', 'name'), pattern })
    expect(match('contains', 'D')).toEqual(['Ada', 'Cid', 'Dot'])
    expect(match('contains', '%')).toEqual([])
    expect(match('like', '_o%')).toEqual(['Bob', 'Dot'])
  })
})

describe('groups', () => {
  const invoices = [{ id: 'i', table: 'invoices' }]
  const total = measure('m', 'Total', aggregate('sum', column('i', 'total')))
  const byMonth = [{ id: 'g', label: 'Month', value: month(column('i', 'day')) }]
  const monthly = { tables: invoices, measures: [total], by: byMonth, show: [shown('Month', ref('g')), shown('Total', ref('m'))], order: [{ by: ref('g'), direction: 'asc' as const }] }
  test('having, order and limit over measures that are not named', () => {
    const asked = plan({
      tables: invoices, by: [{ id: 'g', label: 'Customer', value: column('i', 'customer_id') }], show: [shown('Customer', column('i', 'customer_id')), shown('n', aggregate('count'))],
      having: compare(aggregate('sum', column('i', 'total')), '>', literal('1', 'decimal')), order: [{ by: aggregate('max', column('i', 'total')), direction: 'asc' }], limit: { count: 1, ties: 'include' },
    })
    expect(rows(asked)).toEqual([[3, 1]])
    expect(rows(asked, { output: 'batch' })).toEqual([[3, 1]])
  })
  test('ties at a limit are kept for the interface and cut for batch, and within groups', () => {
    const asked = plan({ tables: invoices, by: [{ id: 'g', label: 'c', value: column('i', 'customer_id') }], measures: [measure('m', 'n', aggregate('count'))], show: [shown('c', ref('g'))], order: [{ by: ref('m'), direction: 'asc' }], limit: { count: 1, ties: 'include' } })
    expect(sorted(rows(asked))).toEqual(sorted([[2], [3]]))
    expect(rows(asked, { output: 'batch' })).toHaveLength(1)
    expect(compile(asked, books, 'sqlite', { output: 'batch' }).sql).toMatch(/LIMIT 1$/)
    const perYear = plan({
      tables: invoices, by: [{ id: 'y', label: 'Year', value: { kind: 'part', part: 'year', of: column('i', 'day') } }, { id: 'g', label: 'Customer', value: column('i', 'customer_id') }], measures: [total],
      show: [shown('Year', ref('y')), shown('Customer', ref('g')), shown('Total', ref('m'))], order: [{ by: ref('m'), direction: 'desc' }], limit: { count: 1, ties: 'cut', per: ['y'] },
    })
    expect(rows(perYear)).toEqual([[2024, 1, '30.30'], [2025, 1, '7.07']])
    expect(() => compile(perYear, books, 'mysql', { windows: false })).toThrow('window functions')
  })
  test('running, rolling, share, rank and change, also of one another', () => {
    const asked = plan({
      ...monthly, compare: [
        { id: 'r', label: 'Running', kind: 'running', of: 'm', reset: 'year' }, { id: 'o', label: 'Rolling', kind: 'rolling', of: 'm', buckets: 2, name: 'avg' },
        { id: 's', label: 'Share', kind: 'share', of: 'm', within: [] }, { id: 'k', label: 'Rank of share', kind: 'rank', of: 's', direction: 'desc' }, { id: 'd', label: 'Change', kind: 'change', of: 'm', against: 'r', percent: true },
      ],
      show: [shown('Month', ref('g')), ...['m', 'r', 'o', 's', 'k', 'd'].map((id) => shown(id, ref(id)))],
    })
    expect(rows(asked)).toEqual([
      ['2024-01-01', '10.10', '10.10', '10.100000', '0.234502', 2, '0.000000'], ['2024-03-01', '20.20', '30.30', '20.200000', '0.469004', 1, '-0.333333'],
      ['2025-01-01', '0.70', '0.70', '0.700000', '0.016253', 5, '0.000000'], ['2025-02-01', '5.00', '5.70', '2.850000', '0.116090', 4, '-0.122807'], ['2025-03-01', '7.07', '12.77', '6.035000', '0.164151', 3, '-0.446359'],
    ])
  })
  test('an earlier period keeps the groups of both, shifted; without a period only groups that have rows now', () => {
    const compared = { compare: [{ id: 'p', label: 'Year before', kind: 'previous' as const, of: 'm', grain: 'year' as const, count: 1 }, { id: 'd', label: 'Change', kind: 'change' as const, of: 'm', against: 'p', percent: false }], show: [shown('Month', ref('g')), shown('Total', ref('m')), shown('Before', ref('p')), shown('Change', ref('d'))] }
    expect(rows(plan({ ...monthly, ...compared, period: period('2025-01-01', '2026-01-01', column('i', 'day')) }))).toEqual([
      ['2025-01-01', '0.70', '10.10', '-9.40'], ['2025-02-01', '5.00', null, '5.00'], ['2025-03-01', '7.07', '20.20', '-13.13'],
    ])
    expect(rows(plan({ ...monthly, ...compared }))).toHaveLength(5)
    const weekly = plan({ ...monthly, ...compared, by: [{ id: 'g', label: 'Week', value: { kind: 'bucket', grain: 'week', calendar: 'calendar', of: column('i', 'day') } }] })
    expect(() => rows(weekly)).toThrow('Single weeks cannot be compared with the year before.')
  })
  test('a balance of movements is carried through buckets without any; one of snapshots is that of the last day', () => {
    const balance = measure('m', 'Owed', aggregate('sum', column('i', 'total')), { balance: { date: column('i', 'day'), from: 'flow' } })
    const owed = plan({ ...monthly, measures: [balance], by: [...byMonth, { id: 'c', label: 'Currency', value: column('i', 'ccy') }], show: [shown('Month', ref('g')), shown('Currency', ref('c')), shown('Owed', ref('m'))], period: period('2025-01-01', '2025-04-01', column('i', 'day')) })
    expect(sorted(rows(owed))).toEqual(sorted([
      ['2025-01-01', 'EUR', '0.70'], ['2025-01-01', 'USD', '30.30'], ['2025-02-01', 'EUR', '0.70'], ['2025-02-01', 'USD', '35.30'], ['2025-03-01', 'EUR', '0.70'], ['2025-03-01', 'USD', '42.37'],
    ]))
    expect(rows(plan({ tables: invoices, measures: [balance], show: [shown('Owed', ref('m'))], period: period('2025-01-01', '2025-02-01', column('i', 'day')) }))).toEqual([['31.00']])
    const pieces = measure('m', 'Pieces', aggregate('sum', column('s', 'pieces')), { balance: { date: column('s', 'day'), from: 'snapshot' } })
    const stock = { tables: [{ id: 's', table: 'stock' }], measures: [pieces] }
    expect(rows(plan({ ...stock, show: [shown('Pieces', ref('m'))] }))).toEqual([[10]])
    expect(rows(plan({ ...stock, by: [{ id: 'g', label: 'Month', value: month(column('s', 'day')) }], show: [shown('Month', ref('g')), shown('Pieces', ref('m'))], order: [{ by: ref('g'), direction: 'asc' }] }))).toEqual([['2025-01-01', 12], ['2025-02-01', 10]])
  })
  test('a row that stands in several groups counts once in each; without a key it is refused', () => {
    const tables = { tables: [{ id: 'c', table: 'customers' }, { id: 'i', table: 'invoices' }], joins: [joined('i', 'customer_id', 'c', 'id', { many: true })] }
    const asked = plan({ ...tables, by: [{ id: 'g', label: 'Currency', value: column('i', 'ccy') }], measures: [measure('m', 'Ids', aggregate('sum', column('c', 'id')))], show: [shown('Currency', ref('g')), shown('Ids', ref('m'))] })
    expect(sorted(rows(asked))).toEqual(sorted([['EUR', 2], ['USD', 4]]))
    const keyless = { ...books, tables: books.tables.map((each) => ({ ...each, primaryKey: [] })) }
    expect(() => rows(asked, {}, keyless)).toThrow('the table has no key')
  })
  test('7 / 2 is 3.5, and nothing can be divided by zero', () => {
    const ratio = (right: Expression) => rows(plan({ tables: invoices, measures: [measure('m', 'r', { kind: 'arithmetic', operator: '/', left: literal('7'), right }), { ...total, id: 't' }], show: [shown('r', ref('m'))] }))
    expect(ratio(literal('2'))).toEqual([['3.5000']])
    expect(ratio({ kind: 'arithmetic', operator: '-', left: aggregate('count'), right: literal('5') })).toEqual([[null]])
  })
})

describe('sets', () => {
  const side = (from: string, where: Condition) => plan({ tables: [{ id: from, table: 'customers' }], show: [{ id: `${from}s`, label: 'region', value: column(from, 'region') }], where })
  const [left, right] = [side('a', compare(column('a', 'id'), '<', literal('4'))), side('b', compare(column('b', 'id'), '>', literal('2')))]
  test('nulls are equal to nulls, duplicates go', () => {
    const set = (operator: 'union' | 'intersection' | 'difference') => sorted(rows({ kind: 'set', operator, left, right, order: [] }))
    expect(set('union')).toEqual(sorted([['north'], ['south'], [null]]))
    expect(set('intersection')).toEqual(sorted([[null]]))
    expect(set('difference')).toEqual(sorted([['north']]))
  })
  test('are ordered by the columns of either side, and limited', () => {
    expect(rows({ kind: 'set', operator: 'union', left, right, order: [{ by: ref('bs'), direction: 'desc' }], limit: { count: 2, ties: 'cut' } })).toEqual([['south'], ['north']])
  })
})

describe('refusals', () => {
  const invoices = [{ id: 'i', table: 'invoices' }]
  const asked = (more: Partial<QueryPlan>) => () => { checkPlan(plan({ tables: invoices, show: [shown('x', column('i', 'id'))], ...more }), books) }
  test('name what is wrong', () => {
    expect(asked({ tables: [{ id: 'i', table: '__proto__' }] })).toThrow('There is no table "__proto__".')
    expect(asked({ show: [shown('x', column('i', 'constructor'))] })).toThrow('There is no column "constructor" in "invoices".')
    expect(asked({ show: [shown('x', ref('m9'))] })).toThrow('Nothing here is called "m9".')
    expect(asked({ measures: [measure('m', 'm', aggregate('sum', column('i', 'ccy')))], show: [shown('x', ref('m'))] })).toThrow('Only numbers can be added up, not text.')
    expect(asked({ measures: [measure('m', 'm', aggregate('count'))] })).toThrow('neither grouped nor added up')
    expect(asked({ where: compare(column('i', 'total'), '=', literal('abc', 'text')) })).toThrow('a number cannot be compared with text.')
    expect(asked({ show: [] })).toThrow('Nothing is asked for.')
    expect(asked({ tables: [...invoices, { id: 'c', table: 'customers' }] })).toThrow('Nothing joins "invoices" and "customers".')
    expect(asked({ joins: [joined('i', 'id', 'z', 'id')] })).toThrow('"i" is joined to "z"')
    expect(asked({ limit: { count: 1.5, ties: 'cut' } })).toThrow('whole number')
    expect(asked({ currency: { to: 'USD', rate: 'average', amount: column('i', 'total'), currency: column('i', 'ccy'), rateTable: 'rates' } })).toThrow('Converting currencies')
  })
  test('amounts of several currencies are not added up', () => {
    const total = measure('m', 'Total', aggregate('sum', column('i', 'total')), { currencyColumn: column('i', 'ccy') })
    const mixed = { measures: [total], show: [shown('Total', ref('m'))] }
    expect(asked(mixed)).toThrow('"Total" would add up amounts in several currencies.')
    expect(asked({ ...mixed, where: compare(column('i', 'ccy'), '=', literal('USD', 'text')) })).not.toThrow()
    expect(asked({ ...mixed, by: [{ id: 'g', label: 'ccy', value: column('i', 'ccy') }] })).not.toThrow()
  })
})

test('the same plan and catalog give the same bytes', () => {
  const asked = plan({ ...customersWithFacts, by: byCustomer, measures: both, show: showBoth })
  const once = compile(asked, books, 'mysql')
  expect(compile(structuredClone(asked), structuredClone(books), 'mysql')).toEqual(once)
  expect(once.tables).toEqual(['customers', 'invoices', 'payments'])
  expect(once.columns.map((each) => [each.id, each.type?.kind])).toEqual([['s Customer', 'text'], ['s Invoices', 'integer'], ['s Paid', 'decimal']])
})

test('values are written into SQLite text as literals that cannot break out', () => {
  const hostile = `x' OR 1=1; -- ?" \\ \0 \n`
  const asked = plan({ tables: [{ id: 'c', table: 'customers' }], show: [shown('a ? "b"', column('c', 'name'))], where: compare(column('c', 'name'), '=', literal(hostile, 'text')) })
  expect(rows(asked)).toEqual([])
  database.exec('INSERT INTO customers VALUES (9, NULL, NULL)')
  database.prepare('UPDATE customers SET name = ? WHERE id = 9').run(hostile)
  expect(rows(asked)).toEqual([[hostile]])
  database.exec('DELETE FROM customers WHERE id = 9')
  expect(() => inlineParameters(compile(asked, books, 'mysql'))).toThrow('not written into statements for a server')
})
