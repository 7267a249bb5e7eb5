import { expect, test } from 'vitest'
import { recounted } from '../../../electron/agents/learned-periods.ts'
import type { Expression, QueryPlan } from '../../../shared/model/plan.ts'

const clock = (asOf: string, calendar: 'calendar' | 'fiscal' = 'calendar') => ({ asOf, calendar, fiscalYearStart: 4 })
const day: Expression = { kind: 'column', table: 't1', column: 'day' }
const base: QueryPlan = {
  kind: 'query', tables: [{ id: 't1', table: 'sales' }], joins: [], show: [{ id: 's1', label: 'Number of sales', value: { kind: 'ref', id: 'm1' } }], context: [],
  measures: [{ id: 'm1', label: 'Number of sales', value: { kind: 'aggregate', name: 'count', of: null } }], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
}
const over = (from: string | null, until: string | null, label: string): QueryPlan => ({ ...base, period: { from, until, columns: [day], label, calendar: 'calendar' } })
const text = (value: string): Expression => ({ kind: 'literal', value, type: 'date' })

test('words that count from today are counted from the new day', () => {
  const { plan, notes } = recounted(over('2026-10-01', '2026-11-01', 'October 2026'), 'sales last month', clock('2026-11-03'), clock('2027-01-20'))
  expect(plan).toMatchObject({ period: { from: '2026-12-01', until: '2027-01-01' } })
  expect(notes).toEqual(['Its dates are counted anew, from 20 Jan 2027'])
})

test('dates that a person put in stay, and it is said', () => {
  const { plan, notes } = recounted(over('2026-01-01', '2026-07-01', 'H1 2026'), 'sales last month', clock('2026-11-03'), clock('2027-01-20'))
  expect(plan).toEqual(over('2026-01-01', '2026-07-01', 'H1 2026'))
  expect(notes).toEqual(['Its dates are still those that you accepted on 3 Nov 2026'])
})

test('dates that are said in full stay without a word', () => {
  const plan = over('2025-01-01', '2026-01-01', '2025')
  expect(recounted(plan, 'sales in 2025', clock('2026-11-03'), clock('2028-01-20'))).toEqual({ plan, notes: [] })
  expect(recounted(plan, 'sales', clock('2026-11-03'), clock('2028-01-20'))).toEqual({ plan, notes: [] })
})

test('a bare year follows the calendar that is set', () => {
  const { plan } = recounted(over('2025-01-01', '2026-01-01', '2025'), 'sales in 2025', clock('2026-11-03'), clock('2026-11-03', 'fiscal'))
  expect(plan).toMatchObject({ period: { from: '2024-04-01', until: '2025-04-01' } })
})

test('this month beside last month, in filters of measures', () => {
  const within = (from: string, until: string) => ({ kind: 'within' as const, of: day, from, until })
  const plan: QueryPlan = { ...base, measures: [{ ...base.measures[0]!, where: within('2026-11-01', '2026-12-01') }, { ...base.measures[0]!, id: 'm2', where: within('2026-10-01', '2026-11-01') }] }
  const moved = recounted(plan, 'sales this month and last month', clock('2026-11-03'), clock('2026-12-03')).plan
  expect(moved).toMatchObject({ measures: [{ where: { from: '2026-12-01', until: '2027-01-01' } }, { where: { from: '2026-11-01', until: '2026-12-01' } }] })
})

test('a balance at the end of a relative period, a lone date, and today itself move too; other numbers do not', () => {
  expect(recounted(over(null, '2026-11-01', 'x'), 'balance at the end of last month', clock('2026-11-03'), clock('2026-12-03')).plan).toMatchObject({ period: { from: null, until: '2026-12-01' } })
  const where = (value: string): QueryPlan => ({ ...base, where: { kind: 'compare', operator: '>=', left: day, right: text(value) }, limit: { count: 2026, ties: 'cut' } })
  expect(recounted(where('2026-10-01'), 'sales since last month', clock('2026-11-03'), clock('2026-12-03')).plan).toEqual(where('2026-11-01'))
  expect(recounted(where('2026-11-03'), 'overdue sales', clock('2026-11-03'), clock('2026-12-03'))).toEqual({ plan: where('2026-12-03'), notes: [] })
})
