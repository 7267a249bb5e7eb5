import { expect, test } from 'vitest'
import { followUpsFrom } from '../../../../renderer/ask/follow-ups.ts'
import type { QueryPlan } from '../../../../shared/model/plan.ts'
import type { Choice, PlanEdit } from '../../../../shared/model/plan-edit.ts'

const choice = (edit: PlanEdit): Choice => ({ label: '', detail: '', group: '', chosen: false, edit })
const column = { table: 'invoices', column: 'issued_on' }
const offers = {
  'add:by': [choice({ kind: 'by', at: null, column: { table: 'customers', column: 'region' } }), choice({ kind: 'by', at: null, column, grain: 'year' }), choice({ kind: 'by', at: null, column, grain: 'month' })],
  'add:compare': [choice({ kind: 'compare', at: null, to: { kind: 'previous', of: 'm1', grain: 'year' } }), choice({ kind: 'compare', at: null, to: { kind: 'share', of: 'm1' } })],
  'add:limit': [choice({ kind: 'limit', count: 5, ties: 'include' }), choice({ kind: 'limit', count: 10, ties: 'include' })],
}
const plan: QueryPlan = {
  kind: 'query', tables: [], joins: [], show: [], context: [], measures: [{ id: 'm1', label: 'Revenue', value: { kind: 'literal', value: 1, type: 'integer' } }],
  by: [{ id: 'g1', label: 'Region', value: { kind: 'column', table: 't1', column: 'region' } }], order: [], distinct: false, compare: [], calendar: 'calendar',
}
const byMonth: QueryPlan = { ...plan, by: [{ id: 'g1', label: 'Month', value: { kind: 'bucket', grain: 'month', calendar: 'calendar', of: { kind: 'column', table: 't1', column: 'issued_on' } } }] }
const labels = (...given: Parameters<typeof followUpsFrom>) => followUpsFrom(...given).map(({ label }) => label)

test('the finest time first, then shares, the year before and the largest', () => {
  expect(labels(offers, plan, 40)).toEqual(['By month', 'As a share of the total', 'Against last year', 'Top 10'])
})

test('what makes no sense for these rows is left out', () => {
  expect(labels(offers, plan, 1)).toEqual(['By month', 'Against last year'])
  expect(labels(offers, byMonth, 40)).toEqual(['As a share of the total', 'Against last year'])
})

test('only what is known to be valid is offered', () => {
  expect(labels({}, plan, 40)).toEqual([])
  expect(labels({ 'add:by': offers['add:by'].slice(0, 1) }, plan, 40)).toEqual([])
})

test('a list without a measure has none', () => {
  expect(labels(offers, { ...plan, measures: [] }, 40)).toEqual([])
})
