import { expect, it } from 'vitest'
import { totalRow } from '../../../electron/answers/total-row.ts'
import type { QueryPlan } from '../../../shared/model/plan.ts'
import type { ResultFacts } from '../../../shared/model/result.ts'
import { category, measure, planOf, usd } from '../charts/inputs.ts'

const facts: ResultFacts = {
  id: 'r', rows: 2, truncated: false, growing: false, bytes: 1,
  columns: [{ id: 'g1', label: 'Region', type: { kind: 'text' } }, { id: 'm1', label: 'Revenue', type: { kind: 'decimal', precision: 15, scale: 2 }, unit: usd }, { id: 'm2', label: 'Average', type: { kind: 'decimal' } }],
}
const total = (sum: string) => ({ sum, min: sum, max: sum, nulls: 0 })
const totals = { g1: null, m1: total('3.30'), m2: total('9.99') }
const plan = planOf([category('g1', 'Region')], [measure('m1', 'Revenue'), measure('m2', 'Average', 'avg')])

it('adds up what may be added up', () => {
  expect(totalRow(plan, facts, totals)).toEqual([null, '3.30', null])
})

it('adds up the negative of a sum, and no ratio of sums and no balance', () => {
  const sum = measure('m1', 'Revenue').value
  const income: QueryPlan = { ...plan, measures: [{ id: 'm1', label: 'Income', value: { kind: 'arithmetic', operator: '-', left: { kind: 'literal', value: '0', type: 'integer' }, right: sum } }] }
  expect(totalRow(income, facts, totals)?.[1]).toBe('3.30')
  expect(totalRow({ ...plan, measures: [{ id: 'm1', label: 'Price', value: { kind: 'arithmetic', operator: '/', left: sum, right: sum } }] }, facts, totals)).toBeNull()
  expect(totalRow({ ...plan, measures: [{ ...measure('m1', 'Cash'), balance: { date: { kind: 'column', table: 't1', column: 'day' }, from: 'flow' } }] }, facts, totals)).toBeNull()
})

it.each<[string, QueryPlan, ResultFacts]>([
  ['a limit leaves groups out', { ...plan, limit: { count: 2, ties: 'include' } }, facts],
  ['the result is truncated', plan, { ...facts, truncated: true }],
  ['there is one group', plan, { ...facts, rows: 1 }],
  ['a row may stand in several groups', { ...plan, joins: [{ right: 't1', on: [], keep: 'inner', many: true, via: 'declared' }] }, facts],
])('has no total when %s', (_, query, result) => {
  expect(totalRow(query, result, totals)).toBeNull()
})
