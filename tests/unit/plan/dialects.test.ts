import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Condition, Expression, Grain, QueryPlan } from '../../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'
import { duckdbEngine, mariaEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from './engines.ts'
import { catalog, table } from './schema.ts'

const facts = catalog([table('facts', 'id integer!, name text?, day date?, moment timestamp?, amount decimal(12,2)?, rate decimal(9,6)?, number integer?, weight float?')], [])
const values = [
  `1, 'Ünit', '2024-12-30', '2024-12-30 23:59:59', 10.05, 1.234567, 7, 0.5`, `2, '100%_!', '2021-01-03', '2021-01-04 00:00:00', -10.05, 0.000001, -7, 1.5`, `3, NULL, NULL, NULL, NULL, NULL, NULL, NULL`,
  `4, 'x''y"z', '2024-02-29', '2024-02-29 12:00:00', 0.01, 2.5, 2, 2.5`, `5, 'abc', '2025-03-31', '2025-03-31 08:00:00', 99999999.99, 1, 0, 4`,
]
const folder = temporaryFolder()
let maria: Maria
let engines: Engine[] = []

beforeAll(async () => {
  const columns = 'id BIGINT PRIMARY KEY, name VARCHAR(20), day DATE, moment DATETIME, amount DECIMAL(12,2), rate DECIMAL(9,6), number BIGINT, weight DOUBLE'
  const statements = [`CREATE TABLE facts (${columns})`, ...values.map((row) => `INSERT INTO facts VALUES (${row})`)]
  const file = new DatabaseSync(join(folder.path, 'facts.sqlite'))
  for (const statement of statements) file.exec(statement)
  file.close()
  const instance = await DuckDBInstance.create(join(folder.path, 'facts.duckdb'))
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
  maria = await startMaria()
  await maria.run(`CREATE DATABASE facts CHARACTER SET utf8mb4; USE facts; ${statements.join(';')};`)
  engines = [await duckdbEngine(folder.path, '', join(folder.path, 'facts.duckdb')), await sqliteEngine(join(folder.path, 'facts.sqlite')), await mariaEngine(maria, 'facts')]
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.source.close()))
  await maria.stop()
  folder.remove()
})

const column = (name: string): Expression => ({ kind: 'column', table: 'f', column: name })
const literal = (value: Cell, type: ValueKind): Expression => ({ kind: 'literal', value, type })
const arithmetic = (left: Expression, operator: '+' | '-' | '*' | '/', right: Expression): Expression => ({ kind: 'arithmetic', left, operator, right })
const shape = { kind: 'query', tables: [{ id: 'f', table: 'facts' }], joins: [], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' } as const
const plan = (more: Partial<QueryPlan>): QueryPlan => ({ ...structuredClone(shape), show: [], ...more } as QueryPlan)

/** The rows of a plan, which all engines agree on. */
async function agreed(asked: QueryPlan): Promise<Cell[][]> {
  const results = await Promise.all(engines.map((engine) => rowsOf(engine, compile(asked, facts, engine.dialect))))
  expect(results[1], `sqlite\n${compile(asked, facts, 'sqlite').sql}`).toEqual(results[0])
  expect(results[2], `mariadb\n${compile(asked, facts, 'mysql').sql}`).toEqual(results[0])
  return results[0]!
}
/** An expression for the five rows, in their order. */
const each = async (value: Expression) => (await agreed(plan({ show: [{ id: 's', label: 'x', value }], order: [{ by: column('id'), direction: 'asc' }] }))).map(([cell]) => cell)
/** The ids of the rows that a condition leaves. */
const ids = async (where: Condition) => (await agreed(plan({ show: [{ id: 's', label: 'id', value: column('id') }], where, order: [{ by: column('id'), direction: 'asc' }] }))).map(([id]) => Number(id))
const total = async (name: 'sum' | 'avg' | 'min' | 'max' | 'count', of: Expression) => {
  const asked = plan({ measures: [{ id: 'm', label: 'm', value: { kind: 'aggregate', name, of } }], show: [{ id: 's', label: 'x', value: { kind: 'ref', id: 'm' } }] })
  return (await agreed(asked))[0]![0]
}

describe('names and values', () => {
  test('quotes in text are text', async () => {
    expect(await ids({ kind: 'compare', operator: '=', left: column('name'), right: literal(`x'y"z`, 'text') })).toEqual([4])
  })
  test('numbers are compared as exact numbers', async () => {
    expect(await ids({ kind: 'compare', operator: '=', left: column('amount'), right: literal('99999999.99', 'decimal') })).toEqual([5])
    expect(await ids({ kind: 'compare', operator: '>', left: column('amount'), right: literal('99999999.98', 'decimal') })).toEqual([5])
    expect(await ids({ kind: 'in', of: column('amount'), values: ['0.01', '-10.05'], type: 'decimal' })).toEqual([2, 4])
  })
})

describe('order', () => {
  test('nulls come last in both directions', async () => {
    const ordered = async (direction: 'asc' | 'desc') => (await agreed(plan({ show: [{ id: 's', label: 'n', value: column('number') }], order: [{ by: column('number'), direction }] }))).map(([cell]) => cell)
    expect(await ordered('asc')).toEqual(['-7', '0', '2', '7', null])
    expect(await ordered('desc')).toEqual(['7', '2', '0', '-7', null])
  })
})

describe('exact numbers', () => {
  test('sums, differences and products keep every digit', async () => {
    expect(await total('sum', column('amount'))).toBe('100000000.00')
    expect(await total('sum', arithmetic(column('amount'), '*', column('rate')))).toBe('100000012.42238830')
    expect(await each(arithmetic(column('amount'), '-', column('rate')))).toEqual(['8.815433', '-10.050001', null, '-2.490000', '99999998.990000'])
    expect(await total('min', column('amount'))).toBe('-10.05')
  })
  test('averages are rounded half up to four digits more', async () => {
    expect(await total('avg', column('amount'))).toBe('25000000.000000')
    expect(await total('avg', column('number'))).toBe('0.5000')
    expect(await total('avg', column('rate'))).toBe('1.18364200')
  })
  test('ratios are rounded once, half away from zero', async () => {
    expect(await each(arithmetic(column('amount'), '/', literal('32000', 'integer')))).toEqual(['0.000314', '-0.000314', null, '0.000000', '3125.000000'])
    expect(await each(arithmetic(literal('1', 'integer'), '/', literal('32', 'integer')))).toEqual(Array(5).fill('0.0313'))
    expect(await each(arithmetic(literal('-1', 'integer'), '/', literal('32', 'integer')))).toEqual(Array(5).fill('-0.0313'))
    const thirds = arithmetic(arithmetic(column('number'), '/', literal('3', 'integer')), '*', literal('3', 'integer'))
    expect(await each(thirds)).toEqual(['7.0000', '-7.0000', null, '2.0000', '0.0000'])
  })
  test('whole numbers are never cut', async () => {
    expect(await each(arithmetic(column('number'), '/', literal('2', 'integer')))).toEqual(['3.5000', '-3.5000', null, '1.0000', '0.0000'])
  })
  test('nothing can be divided by zero', async () => {
    expect(await each(arithmetic(column('amount'), '/', column('number')))).toEqual(['1.435714', '1.435714', null, '0.005000', null])
  })
  test('rounding goes away from zero', async () => {
    expect(await each({ kind: 'call', name: 'round', args: [column('amount'), literal('1', 'integer')] })).toEqual(['10.1', '-10.1', null, '0.0', '100000000.0'])
  })
  test('floats stay floats', async () => {
    expect(await total('sum', column('weight'))).toBe(8.5)
    expect(await total('avg', column('weight'))).toBe(2.125)
  })
})

describe('text', () => {
  const match = (kind: 'contains' | 'starts' | 'ends' | 'like', pattern: string) => ids({ kind: 'text', match: kind, of: column('name'), pattern })
  test('case does not matter, wildcards are letters', async () => {
    expect(await match('contains', 'BC')).toEqual([5])
    expect(await match('contains', '%_!')).toEqual([2])
    expect(await match('starts', '1')).toEqual([2])
    expect(await match('ends', '_')).toEqual([])
    expect(await match('like', 'A_c')).toEqual([5])
    expect(await match('like', '%!')).toEqual([2])
  })
  test('a key that is a number here and text there is compared as text', async () => {
    const digits: Expression = { kind: 'case', branches: [{ when: { kind: 'compare', operator: '<', left: column('id'), right: literal('3', 'integer') }, then: literal('2', 'text') }], otherwise: null }
    expect(await ids({ kind: 'compare', operator: '=', left: column('id'), right: digits })).toEqual([2])
  })
  test('length counts characters', async () => {
    expect(await each({ kind: 'call', name: 'length', args: [column('name')] })).toEqual(['4', '6', null, '5', '3'])
  })
})

describe('time', () => {
  test('a stretch of time has an open end, also for moments', async () => {
    expect(await ids({ kind: 'within', of: column('moment'), from: '2021-01-04', until: '2024-12-31' })).toEqual([1, 2, 4])
    expect(await ids({ kind: 'within', of: column('day'), from: null, until: '2024-12-30' })).toEqual([2, 4])
  })
  test('a moment compared with a day means the whole day', async () => {
    const compare = (operator: '=' | '!=' | '<' | '<=' | '>' | '>=') => ids({ kind: 'compare', operator, left: column('moment'), right: literal('2024-12-30', 'date') })
    expect(await compare('=')).toEqual([1])
    expect(await compare('<=')).toEqual([1, 2, 4])
    expect(await compare('>')).toEqual([5])
    expect(await compare('!=')).toEqual([2, 4, 5])
    expect(await ids({ kind: 'between', of: column('moment'), low: literal('2024-02-29', 'date'), high: literal('2024-12-30', 'date') })).toEqual([1, 4])
  })
  test('days between dates leave times out', async () => {
    expect(await each({ kind: 'days', from: column('day'), to: column('moment') })).toEqual(['0', '1', null, '0', '0'])
    expect(await each({ kind: 'days', from: column('moment'), to: literal('2025-01-01', 'date') })).toEqual(['2', '1458', null, '307', '-89'])
  })
  test('buckets start on their first day', async () => {
    const bucket = (grain: Grain, calendar: 'calendar' | 'fiscal' = 'calendar', of = 'moment') => each({ kind: 'bucket', grain, calendar, of: column(of) })
    expect(await bucket('year')).toEqual(['2024-01-01', '2021-01-01', null, '2024-01-01', '2025-01-01'])
    expect(await bucket('half')).toEqual(['2024-07-01', '2021-01-01', null, '2024-01-01', '2025-01-01'])
    expect(await bucket('quarter')).toEqual(['2024-10-01', '2021-01-01', null, '2024-01-01', '2025-01-01'])
    expect(await bucket('month')).toEqual(['2024-12-01', '2021-01-01', null, '2024-02-01', '2025-03-01'])
    expect(await bucket('week')).toEqual(['2024-12-30', '2021-01-04', null, '2024-02-26', '2025-03-31'])
    expect(await bucket('week', 'calendar', 'day')).toEqual(['2024-12-30', '2020-12-28', null, '2024-02-26', '2025-03-31'])
    expect(await bucket('day')).toEqual(['2024-12-30', '2021-01-04', null, '2024-02-29', '2025-03-31'])
    expect(await bucket('year', 'fiscal')).toEqual(['2024-04-01', '2020-04-01', null, '2023-04-01', '2024-04-01'])
    expect(await bucket('half', 'fiscal')).toEqual(['2024-10-01', '2020-10-01', null, '2023-10-01', '2024-10-01'])
    expect(await bucket('quarter', 'fiscal')).toEqual(['2024-10-01', '2021-01-01', null, '2024-01-01', '2025-01-01'])
  })
  test('weeks are ISO weeks and Monday is 1', async () => {
    const part = (name: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'weekday') => each({ kind: 'part', part: name, of: column('day') })
    expect(await part('week')).toEqual(['1', '53', null, '9', '14'])
    expect(await part('weekday')).toEqual(['1', '7', null, '4', '1'])
    expect(await part('year')).toEqual(['2024', '2021', null, '2024', '2025'])
    expect(await part('quarter')).toEqual(['4', '1', null, '1', '1'])
    expect(await part('month')).toEqual(['12', '1', null, '2', '3'])
    expect(await part('day')).toEqual(['30', '3', null, '29', '31'])
  })
})

describe('nulls', () => {
  const small: Condition = { kind: 'compare', operator: '<', left: column('number'), right: literal('2', 'integer') }
  const numbers: QueryPlan = { ...plan({ show: [{ id: 's', label: 'n', value: { kind: 'column', table: 'g', column: 'number' } }] }), tables: [{ id: 'g', table: 'facts' }] }
  test('a test on null is false, its negation true', async () => {
    expect(await ids(small)).toEqual([2, 5])
    expect(await ids({ kind: 'not', of: small })).toEqual([1, 3, 4])
  })
  test('nulls of a sub-plan neither match nor hide; a limit in it holds', async () => {
    const some = { ...numbers, order: [{ by: { kind: 'column', table: 'g', column: 'number' } as const, direction: 'asc' as const }], limit: { count: 2, ties: 'cut' as const } }
    expect(await ids({ kind: 'inPlan', of: column('number'), plan: numbers })).toEqual([1, 2, 4, 5])
    expect(await ids({ kind: 'not', of: { kind: 'inPlan', of: column('number'), plan: some } })).toEqual([1, 3, 4])
  })
  test('sets take two nulls for equal', async () => {
    const combined = async (operator: 'intersection' | 'difference') => {
      const set = { kind: 'set' as const, operator, left: plan({ show: [{ id: 's', label: 'n', value: column('number') }] }), right: { ...numbers, where: { kind: 'isNull' as const, of: { kind: 'column' as const, table: 'g', column: 'number' } } }, order: [] }
      const results = await Promise.all(engines.map(async (engine) => (await rowsOf(engine, compile(set, facts, engine.dialect))).map(String).sort()))
      expect(results[1]).toEqual(results[0])
      expect(results[2]).toEqual(results[0])
      return results[0]
    }
    expect(await combined('intersection')).toEqual([''])
    expect(await combined('difference')).toEqual(['-7', '0', '2', '7'])
  })
})

describe('groups', () => {
  test('a grouping with a placeholder is one value', async () => {
    const kind: Expression = { kind: 'case', branches: [{ when: { kind: 'compare', operator: '=', left: column('name'), right: literal('abc', 'text') }, then: literal('known', 'text') }], otherwise: literal('other', 'text') }
    const asked = plan({ by: [{ id: 'g', label: 'name', value: kind }], measures: [{ id: 'm', label: 'n', value: { kind: 'aggregate', name: 'count', of: null } }], show: [{ id: 's1', label: 'name', value: { kind: 'ref', id: 'g' } }, { id: 's2', label: 'n', value: { kind: 'ref', id: 'm' } }], order: [{ by: { kind: 'ref', id: 'g' }, direction: 'asc' }] })
    expect(await agreed(asked)).toEqual([['known', '1'], ['other', '4']])
  })
  test('a rolling window does not skip missing buckets', async () => {
    const month: Expression = { kind: 'bucket', grain: 'month', calendar: 'calendar', of: column('day') }
    const asked = plan({
      by: [{ id: 'g', label: 'Month', value: month }], measures: [{ id: 'm', label: 'n', value: { kind: 'aggregate', name: 'count', of: column('day') } }], compare: [{ id: 'c', label: 'Rolling', kind: 'rolling', of: 'm', buckets: 4, name: 'sum' }],
      where: { kind: 'not', of: { kind: 'isNull', of: column('day') } }, show: [{ id: 's1', label: 'Month', value: { kind: 'ref', id: 'g' } }, { id: 's2', label: 'Rolling', value: { kind: 'ref', id: 'c' } }], order: [{ by: { kind: 'ref', id: 'g' }, direction: 'asc' }],
    })
    expect(await agreed(asked)).toEqual([['2021-01-01', '1'], ['2024-02-01', '1'], ['2024-12-01', '1'], ['2025-03-01', '2']])
  })
})

test('MySQL: an unsigned column may be subtracted from', async () => {
  await maria.run('CREATE TABLE facts.counters (id INT PRIMARY KEY, used INT UNSIGNED NOT NULL, free INT UNSIGNED NOT NULL); INSERT INTO facts.counters VALUES (1, 3, 5);')
  const counters = catalog([table('counters', 'id integer!, used integer, free integer')], [], { dialect: 'mariadb' })
  for (const each of counters.tables[0]!.columns) if (each.name !== 'id') each.declared = 'int(10) unsigned'
  const asked = { ...plan({ show: [{ id: 's', label: 'x', value: arithmetic({ kind: 'column', table: 'c', column: 'used' }, '-', { kind: 'column', table: 'c', column: 'free' }) }] }), tables: [{ id: 'c', table: 'counters' }] }
  expect(await rowsOf(engines[2]!, compile(asked, counters, 'mariadb'))).toEqual([['-2']])
})
