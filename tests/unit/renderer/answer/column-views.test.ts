import { describe, expect, it } from 'vitest'
import { columnViews, fullText, groupsOf, isList, plainColumnViews, toneOf, widthOf, type ColumnView } from '../../../../renderer/answer/table/column-views.ts'
import type { QueryPlan } from '../../../../shared/model/plan.ts'
import type { ResultColumn } from '../../../../shared/model/result.ts'

const region: ResultColumn = { id: 'g1', label: 'Region', type: { kind: 'text' } }
const revenue: ResultColumn = { id: 'm1', label: 'Revenue', type: { kind: 'decimal', precision: 15, scale: 4 }, unit: { kind: 'money', currency: 'USD' } }
const change: ResultColumn = { id: 'c1', label: 'Change', type: { kind: 'decimal' } }
const plan: QueryPlan = {
  kind: 'query', tables: [{ id: 't1', table: 't' }], joins: [], show: [{ id: 's1', label: 'Change', value: { kind: 'ref', id: 'c1' } }], context: [],
  measures: [{ id: 'm1', label: 'Cost', value: { kind: 'aggregate', name: 'sum', of: null }, goodDirection: 'down' }], by: [{ id: 'g1', label: 'Region', value: { kind: 'column', table: 't1', column: 'region' } }],
  order: [], distinct: false, compare: [{ id: 'c1', label: 'Change', kind: 'change', of: 'm1', against: 'm1', percent: false }], calendar: 'calendar',
}
const result = { id: 'r', columns: [region, revenue, change], rows: 2, truncated: false, growing: false, bytes: 0 }
const views = columnViews({ result, plan, formats: { m1: { kind: 'number', places: 2, grouped: true, percent: false } }, opens: { measures: { m1: 'm1' }, groups: { g1: 'g1' } } })
const [regions, revenues, changes] = views as [ColumnView, ColumnView, ColumnView]

describe('how columns are shown', () => {
  it('puts numbers to the right, units into headings and marks what opens', () => {
    expect(views.map(({ heading, right, measure }) => [heading, right, measure])).toEqual([['Region', false, null], ['Revenue (USD)', true, 'm1'], ['Change', true, null]])
  })
  it('does not take a column named like an inherited property for one that opens', () => {
    const hostile = { ...result, columns: [{ ...region, id: 'constructor' }, { ...region, id: '__proto__' }] }
    const shown = columnViews({ result: hostile, plan: null, formats: {}, opens: { measures: {}, groups: {} } })
    expect(shown.map(({ measure }) => measure)).toEqual([null, null])
    expect(groupsOf(['x', 'y'], hostile.columns, {})).toEqual({})
  })
  it('names a column that has no name', () => {
    expect(plainColumnViews([{ id: 'c1', label: '', type: { kind: 'text' } }])[0]?.heading).toBe('Column 1')
  })
  it('colours a change by what is good for its measure', () => {
    expect([toneOf('5', changes), toneOf('-5', changes), toneOf('0', changes), toneOf(null, changes), toneOf('5', revenues)]).toEqual(['bad', 'good', null, null, null])
  })
  it('says in full what rounding or the width leaves out, and only then', () => {
    expect(fullText('1234.5678', revenues, 'minus', 40)).toBe('1,234.5678')
    expect(fullText('1234.5', revenues, 'minus', 40)).toBeNull()
    expect(fullText('a long name', regions, 'minus', 5)).toBe('a long name')
    expect(fullText('-1234.5678', revenues, 'parentheses', 40)).toBe('(1,234.5678)')
    expect(fullText('x'.repeat(1_000_000), regions, 'minus', 5)?.length).toBe(2_000)
  })
  it('gives a column the room its rows need, within bounds', () => {
    expect(widthOf(regions, [['x'.repeat(5_000)]], 'minus')).toBe(340)
    expect(widthOf(regions, [[null]], 'minus')).toBe(80)
    expect(widthOf(revenues, [['', '123456789012345.00']], 'minus')).toBeGreaterThan(widthOf(revenues, [['', '1.00']], 'minus'))
  })
  it('names a row by its groups', () => {
    expect(groupsOf(['EMEA', '1.00', null], result.columns, { g1: 'g1' })).toEqual({ g1: 'EMEA' })
  })
  it('numbers the rows of lists', () => {
    expect([isList(plan, 5), isList({ ...plan, by: [] }, 5), isList(null, 5), isList(null, 1)]).toEqual([false, true, true, false])
  })
})
