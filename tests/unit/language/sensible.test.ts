import { expect, it } from 'vitest'
import { isSensible } from '../../../electron/language/sensible.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Expression, Measure, QueryPlan } from '../../../shared/model/plan.ts'

const catalog: Catalog = {
  source: 's', database: 'd', dialect: 'duckdb', fiscalYearStart: 1, readAt: '', fingerprint: '', relationships: [],
  tables: [{
    name: 'sales', kind: 'table', primaryKey: ['id'], indexes: [], rowEstimate: 3, sample: [],
    columns: [['id', 'integer'], ['amount', 'decimal'], ['region', 'text']].map(([name, kind]) => ({ name: name ?? '', type: { kind: kind as 'integer' }, declared: '', nullable: true })),
  }],
}
const column = (name: string): Expression => ({ kind: 'column', table: 't1', column: name })
const sum = (id: string, of = 'amount'): Measure => ({ id, label: id, value: { kind: 'aggregate', name: 'sum', of: column(of) } })
const plan = (measures: Measure[]): QueryPlan => ({
  kind: 'query', tables: [{ id: 't1', table: 'sales' }], joins: [], show: measures.map(({ id }) => ({ id: `s${id}`, label: id, value: { kind: 'ref', id } })), context: [],
  measures, by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
})

it('keeps a plan that fits', () => {
  expect(isSensible(plan([sum('m1')]), catalog)).toBe(true)
})

it('drops a plan that the catalog cannot answer', () => {
  expect(isSensible(plan([sum('m1', 'gone')]), catalog)).toBe(false)
  expect(isSensible(plan([sum('m1', 'region')]), catalog)).toBe(false)
})

it('drops one figure under two names, unless something tells them apart', () => {
  expect(isSensible(plan([sum('m1'), sum('m2')]), catalog)).toBe(false)
  expect(isSensible(plan([sum('m1'), { ...sum('m2'), origin: { from: 'edit' } }]), catalog)).toBe(false)
  expect(isSensible({ ...plan([sum('m1')]), show: ['a', 'b'].map((id) => ({ id, label: id, value: { kind: 'ref', id: 'm1' } })) }, catalog)).toBe(false)
  expect(isSensible(plan([sum('m1'), { ...sum('m2'), where: { kind: 'isNull', of: column('region') } }]), catalog)).toBe(true)
})

it('drops totals that two lists would have to share', () => {
  const sides = { kind: 'set' as const, left: plan([sum('m1')]), right: plan([sum('m2')]), order: [] }
  expect(isSensible({ ...sides, operator: 'intersection' }, catalog)).toBe(false)
  expect(isSensible({ ...sides, operator: 'union' }, catalog)).toBe(true)
})

it('drops a list of rows of one kind beside every row of another', () => {
  const table = (name: string, ...columns: string[]): Catalog['tables'][number] => ({
    name, kind: 'table', primaryKey: ['id'], indexes: [], rowEstimate: 3, sample: [], columns: ['id', ...columns].map((each) => ({ name: each, type: { kind: 'integer' }, declared: '', nullable: true })),
  })
  const key = (from: string, column: string, to: string): Catalog['relationships'][number] => ({ from: { table: from, columns: [column] }, to: { table: to, columns: ['id'] }, origin: 'declared', confidence: 1, oneToOne: false })
  const books: Catalog = { ...catalog, tables: [table('entities'), table('invoices', 'entity'), table('budgets', 'entity')], relationships: [key('invoices', 'entity', 'entities'), key('budgets', 'entity', 'entities')] }
  const join = (right: string, left: string, columns: [string, string], many: boolean): QueryPlan['joins'][number] => ({ right, on: [{ left: { table: left, column: columns[0] }, right: { table: right, column: columns[1] } }], keep: 'inner', many, via: 'declared' })
  const list: QueryPlan = {
    ...plan([]), tables: [{ id: 't1', table: 'invoices' }, { id: 't2', table: 'entities' }, { id: 't3', table: 'budgets' }], joins: [join('t2', 't1', ['entity', 'id'], false), join('t3', 't2', ['id', 'entity'], true)],
    show: [{ id: 's1', label: 'Invoice', value: { kind: 'column', table: 't1', column: 'id' } }, { id: 's2', label: 'Budget', value: { kind: 'column', table: 't3', column: 'id' } }],
  }
  expect(isSensible(list, books)).toBe(false)
  expect(isSensible({ ...list, tables: list.tables.slice(0, 2), joins: list.joins.slice(0, 1), show: list.show.slice(0, 1) }, books)).toBe(true)
})
