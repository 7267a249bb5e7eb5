import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import type { Condition, Expression, Measure, Plan, QueryPlan } from '../../../shared/model/plan.ts'
import { ask, failureOf, withSample } from '../../unit/workbench/served.ts'

let client: Client
withSample((_, window) => { client = window })

const total: Expression = { kind: 'column', table: 't1', column: 'id' }
const count: Expression = { kind: 'aggregate', name: 'count', of: null }
const measure = (id: string, value: Expression): Measure => ({ id, label: id, value })
const base: QueryPlan = {
  kind: 'query', tables: [{ id: 't1', table: 'customers' }], joins: [], entity: 't1', show: [{ id: 's1', label: 'Customers', value: { kind: 'ref', id: 'm1' } }], context: [],
  measures: [measure('m1', count)], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
}
const list: QueryPlan = { ...base, measures: [], show: [{ id: 's1', label: 'Id', value: total }] }
const times = <T>(many: number, make: (at: number) => T): T[] => Array.from({ length: many }, (_, at) => make(at))
const nested = (depth: number, inner: Condition): Condition => times(depth, (at) => at).reduce<Condition>((of) => ({ kind: 'not', of }), inner)
const sums = (depth: number): Expression => times(depth, (at) => at).reduce<Expression>((left) => ({ kind: 'arithmetic', operator: '+', left, right: count }), count)
const isNull: Condition = { kind: 'isNull', of: total }
const inOrder = (depth: number, inner: unknown): unknown => times(depth, (at) => at).reduce<unknown>((plan) => ({ ...list, kind: 'set', operator: 'union', left: list, right: list, order: [{ by: { kind: 'scalar', plan }, direction: 'asc' }] }), inner)

/** Plans that mean harm, whether they have a meaning or not. */
const plans: Record<string, unknown> = {
  'nothing': null,
  'no plan': { kind: 'query' },
  'an unknown table': { ...list, tables: [{ id: 't1', table: 'sqlite_master' }] },
  'a table of the engine': { ...list, tables: [{ id: 't1', table: 'information_schema.tables' }] },
  'a table with a quote': { ...list, tables: [{ id: 't1', table: 'customers" UNION SELECT 1 --' }] },
  'a function as a table': { ...list, tables: [{ id: 't1', table: "read_csv('/etc/passwd')" }] },
  'a column with a quote': { ...list, show: [{ id: 's1', label: 'x', value: { kind: 'column', table: 't1', column: 'id" FROM customers; DROP TABLE customers --' } }] },
  'a column of the prototype': { ...list, show: [{ id: '__proto__', label: '__proto__', value: { kind: 'column', table: 't1', column: 'constructor' } }] },
  'a table of the prototype': { ...list, tables: [{ id: '__proto__', table: 'constructor' }], entity: '__proto__', show: [{ id: 's1', label: 'x', value: { kind: 'column', table: '__proto__', column: 'toString' } }] },
  'an instance that is not there': { ...list, show: [{ id: 's1', label: 'x', value: { kind: 'column', table: 't9', column: 'id' } }] },
  'a reference to itself': { ...base, measures: [measure('m1', { kind: 'ref', id: 'm1' })] },
  'references in a circle': { ...base, measures: [measure('m1', { kind: 'ref', id: 'm2' }), measure('m2', { kind: 'ref', id: 'm1' })] },
  'comparisons in a circle': { ...base, compare: [{ kind: 'change', id: 'c1', label: 'a', of: 'c2', against: 'c2', percent: false }, { kind: 'change', id: 'c2', label: 'b', of: 'c1', against: 'c1', percent: false }], show: [{ id: 's1', label: 'x', value: { kind: 'ref', id: 'c1' } }] },
  'a comparison with itself': { ...base, compare: [{ kind: 'running', id: 'c1', label: 'a', of: 'c1', reset: null }], show: [{ id: 's1', label: 'x', value: { kind: 'ref', id: 'c1' } }] },
  'a grouping by itself': { ...base, by: [{ id: 'g1', label: 'x', value: { kind: 'ref', id: 'g1' } }] },
  'references that double 60 times': { ...base, measures: [...times(60, (at) => measure(`d${at}`, at === 0 ? count : { kind: 'arithmetic', operator: '+', left: { kind: 'ref', id: `d${at - 1}` }, right: { kind: 'ref', id: `d${at - 1}` } })), measure('m1', { kind: 'ref', id: 'd59' })] },
  'comparisons that double 60 times': { ...base, compare: times(60, (at) => ({ kind: 'change', id: `c${at}`, label: 'x', of: at === 0 ? 'm1' : `c${at - 1}`, against: at === 0 ? 'm1' : `c${at - 1}`, percent: true })), show: [{ id: 's1', label: 'x', value: { kind: 'ref', id: 'c59' } }] },
  'a quotient 150 deep': { ...base, measures: [measure('m1', times(150, (at) => at).reduce<Expression>((left) => ({ kind: 'arithmetic', operator: '/', left, right: count }), count))] },
  'weeks of weeks 60 deep': { ...base, by: [{ id: 'g1', label: 'x', value: times(60, (at) => at).reduce<Expression>((of) => ({ kind: 'bucket', grain: 'week', calendar: 'fiscal', of }), { kind: 'literal', value: '2025-01-01', type: 'date' }) }] },
  'sub-plans that double 30 deep': times(30, (at) => at).reduce<Plan>((plan) => ({ ...base, tables: [{ id: 't1', table: { plan } }, { id: 't2', table: { plan } }], joins: [{ right: 't2', on: [{ left: { table: 't1', column: 's1' }, right: { table: 't2', column: 's1' } }], keep: 'inner', many: true, via: 'chosen' }], entity: undefined, measures: ['t1', 't2'].map((table, each) => measure(`m${each + 1}`, { kind: 'aggregate', name: 'sum', of: { kind: 'column', table, column: 's1' } })) }), base),
  'a condition 150 deep': { ...list, where: nested(150, isNull) },
  'a condition 10,000 deep': { ...list, where: nested(10_000, isNull) },
  'a condition 300,000 deep': { ...list, where: nested(300_000, isNull) },
  'a sum 150 deep': { ...base, measures: [measure('m1', sums(150))] },
  'a sum 10,000 deep': { ...base, measures: [measure('m1', sums(10_000))] },
  'sub-plans 40 deep': times(40, (at) => at).reduce<Plan>((plan) => ({ ...list, tables: [{ id: 't1', table: { plan } }], entity: undefined, show: [{ id: 's1', label: 'x', value: { kind: 'column', table: 't1', column: 's1' } }] }), list),
  'sets 60 deep': times(60, (at) => at).reduce<Plan>((left) => ({ kind: 'set', operator: 'union', left, right: list, order: [] }), list),
  'a bad plan in orders 40 deep': inOrder(40, { kind: 'nothing' }),
  'a plan in orders 40 deep': inOrder(40, list),
  '3,000 measures': { ...base, measures: times(3_000, (at) => measure(`m${at + 1}`, count)) },
  '3,000 different measures, all shown': { ...base, measures: times(3_000, (at) => measure(`m${at + 1}`, { kind: 'aggregate', name: 'sum', of: { kind: 'literal', value: String(at), type: 'integer' } })), show: times(3_000, (at) => ({ id: `s${at}`, label: 'x', value: { kind: 'ref', id: `m${at + 1}` } })) },
  '3,000 columns': { ...list, show: times(3_000, (at) => ({ id: `s${at}`, label: 'x', value: total })) },
  '2,000 conditions': { ...list, where: { kind: 'all', of: times(2_000, () => isNull) } },
  '2,000 conditions on a measure of 500 sums': { ...base, where: { kind: 'all', of: times(2_000, () => isNull) }, measures: times(500, (at) => measure(`m${at + 1}`, { kind: 'aggregate', name: 'sum', of: { kind: 'literal', value: String(at), type: 'integer' } })) },
  '1,500 tables joined in a line': { ...base, tables: times(1_500, (at) => ({ id: `t${at + 1}`, table: 'customers' })), joins: times(1_499, (at) => ({ right: `t${at + 2}`, on: [{ left: { table: `t${at + 1}`, column: 'id' }, right: { table: `t${at + 2}`, column: 'id' } }], keep: 'inner', many: false, via: 'chosen' })) },
  '1,500 tables joined to one': { ...base, tables: times(1_500, (at) => ({ id: `t${at + 1}`, table: 'customers' })), joins: times(1_499, (at) => ({ right: `t${at + 2}`, on: [{ left: { table: 't1', column: 'id' }, right: { table: `t${at + 2}`, column: 'id' } }], keep: 'left', many: true, via: 'chosen' })) },
  'joins in a circle': { ...base, tables: [{ id: 't1', table: 'customers' }, { id: 't2', table: 'customers' }], joins: [{ right: 't2', on: [{ left: { table: 't1', column: 'id' }, right: { table: 't2', column: 'id' } }], keep: 'inner', many: false, via: 'chosen' }, { right: 't1', on: [{ left: { table: 't2', column: 'id' }, right: { table: 't1', column: 'id' } }], keep: 'inner', many: false, via: 'chosen' }] },
  '40,000 values': { ...list, where: { kind: 'in', of: total, values: times(40_000, (at) => at), type: 'integer' } },
  'a megabyte of text': { ...list, where: { kind: 'text', match: 'like', of: total, pattern: '%a'.repeat(500_000) } },
  'dates that are none': { ...list, where: { kind: 'within', of: total, from: '2025-99-99', until: '0000-00-00' } },
  'endless numbers': { ...list, limit: { count: 9e15, ties: 'include', offset: 9e15 } },
  'a million buckets': { ...base, compare: [{ kind: 'rolling', id: 'c1', label: 'x', of: 'm1', buckets: 1_000_000_000, name: 'sum' }], show: [{ id: 's1', label: 'x', value: { kind: 'ref', id: 'c1' } }] },
  'a billion years earlier': { ...base, compare: [{ kind: 'previous', id: 'c1', label: 'x', of: 'm1', grain: 'year', count: 9_000_000_000 }], show: [{ id: 's1', label: 'x', value: { kind: 'ref', id: 'c1' } }] },
  '10,000 bounds of a band': { ...base, by: [{ id: 'g1', label: 'x', value: { kind: 'band', bounds: times(10_000, (at) => at), of: total } }] },
  'bounds that are no numbers': { ...base, by: [{ id: 'g1', label: 'x', value: { kind: 'band', bounds: [1e308, -0, 5e-324], of: total } }] },
  'literals of the wrong kind': { ...list, where: { kind: 'compare', operator: '=', left: { kind: 'literal', value: 'x', type: 'integer' }, right: { kind: 'literal', value: { toString: 'x' }, type: 'date' } } },
  'a label that draws': { ...base, display: { chart: 'bar', title: '<script>alert(1)</script>', x: '__proto__', y: 'constructor' } },
}

/** The longest that one plan may keep the engine from answering others, in milliseconds: so many times what plain choices take on this computer as it is now. */
const most = 500
let mostMs = 0
beforeAll(async () => {
  const began = performance.now()
  for (let turn = 0; turn < 20; turn++) await client.ask.choices({ plan: base, path: 'add:by' })
  mostMs = Math.max(2_500, most * (performance.now() - began) / 20)
})

/** What became of a call, how long it took, and that others were answered meanwhile. */
async function tried(call: () => Promise<unknown>): Promise<{ code: string; tookMs: number }> {
  const began = performance.now()
  const code = await call().then(() => 'done', async (error: unknown) => (await failureOf(Promise.reject(error as Error))).code)
  return { code, tookMs: performance.now() - began }
}

const harmless = ['done', 'BAD_REQUEST', 'PLAN_INVALID', 'NOT_SUPPORTED', 'NO_JOIN_PATH', 'TOO_LARGE', 'MIXED_CURRENCIES', 'REFUSED_BY_GUARD', 'QUERY_FAILED', 'TIMEOUT', 'OUT_OF_MEMORY']

describe.each(Object.entries(plans))('%s', (_name, hostile) => {
  const plan = hostile as Plan

  it.each([
    ['is edited', () => client.ask.edit({ plan, edit: { kind: 'limit', at: null, count: 10, ties: 'cut' } })],
    ['is edited by a column', () => client.ask.edit({ plan, edit: { kind: 'by', at: null, column: { table: 'customers', column: 'region' } } })],
    ['is offered choices', () => client.ask.choices({ plan, path: 'add:by' })],
    ['is opened', () => client.ask.rowsBehind({ plan, measure: 'm1', row: {} })],
  ])('%s in bounded time', async (_what, call) => {
    const { code, tookMs } = await tried(call)
    expect(harmless).toContain(code)
    expect(tookMs).toBeLessThan(mostMs)
  })

  it('is run in bounded time', async () => {
    let code = 'done'
    const { code: refused, tookMs } = await tried(async () => {
      const { outcome } = await ask(client, { kind: 'plan', text: 'x', plan }, { rows: 10, seconds: 1 })
      if (outcome.kind === 'failed') code = outcome.failure.code
    })
    expect(harmless).toContain(refused)
    expect(harmless).toContain(code)
    expect(tookMs).toBeLessThan(2 * mostMs)
  })
})
