import { expect, it } from 'vitest'
import { inReadableOrder } from '../../../electron/plan/defaults.ts'
import type { Expression, QueryPlan } from '../../../shared/model/plan.ts'

const column = (name: string): Expression => ({ kind: 'column', table: 't1', column: name })
const ref = (id: string) => ({ id, label: id, value: { kind: 'ref' as const, id } })
const region = { id: 'g1', label: 'Region', value: column('region') }
const month = { id: 'g2', label: 'Month', value: { kind: 'bucket' as const, grain: 'month' as const, calendar: 'calendar' as const, of: column('day') } }
const plan = (by: QueryPlan['by'], more: Partial<QueryPlan> = {}): QueryPlan => ({
  kind: 'query', tables: [{ id: 't1', table: 'sales' }], joins: [], show: [...by.map(({ id }) => ref(id)), ref('m1')], context: [],
  measures: [{ id: 'm1', label: 'Sales', value: { kind: 'aggregate', name: 'sum', of: column('amount') } }], by, order: [], distinct: false, compare: [], calendar: 'calendar', ...more,
})
const orders = (given: QueryPlan) => {
  const ordered = inReadableOrder(given)
  return ordered.order.map((order) => `${order.by.kind === 'ref' ? order.by.id : '?'} ${order.direction}`)
}

it('puts the largest group first, and groups of one size in order of their names', () => {
  expect(orders(plan([region]))).toEqual(['m1 desc', 'g1 asc'])
})

it('puts time first to last, before other groups', () => {
  expect(orders(plan([region, month]))).toEqual(['g2 asc', 'g1 asc'])
})

it('keeps an order that was asked for and only tells equal rows apart', () => {
  expect(orders(plan([region, month], { order: [{ by: { kind: 'ref', id: 'g1' }, direction: 'desc' }] }))).toEqual(['g1 desc', 'g2 asc'])
})

it('leaves a limit with its order, a single number, and groups that are not shown', () => {
  const top = plan([region], { order: [{ by: { kind: 'ref', id: 'm1' }, direction: 'desc' }], limit: { count: 3, ties: 'include' } })
  expect(inReadableOrder(top)).toBe(top)
  expect(orders(plan([]))).toEqual([])
  expect(orders(plan([region], { show: [ref('m1')] }))).toEqual([])
})
