import { expect, it } from 'vitest'
import { chooseCharts } from '../../../electron/charts/choose.ts'
import type { ChartInput } from '../../../electron/charts/choose.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { bucket, byTwo, column, measure, months, percent, planOf, usd, category } from './inputs.ts'

type Spec = { title: { text: string }; data: { values: Record<string, Cell>[] }; encoding: Record<string, { scale?: { domain: string[] }; axis?: { title: string | null } }> }
const best = (input: ChartInput): { kind: string; spec: Spec } => {
  const chart = chooseCharts(input)[0]?.chart
  return { kind: chart?.kind ?? 'none', spec: chart?.spec as unknown as Spec }
}

it('puts the largest stack first, unless another order was asked for', () => {
  const input = byTwo([['Small', 'a', '5'], ['Large', 'a', '4'], ['Large', 'b', '4'], ['Small', 'b', '1']])
  expect(best(input).spec.encoding.x?.scale?.domain).toEqual(['Large', 'Small'])
  const asked = { ...input, plan: { ...planOf([category('g1', 'Region'), category('g2', 'Line')], [measure('m1', 'Orders')]), order: [{ by: { kind: 'ref' as const, id: 'g1' }, direction: 'desc' as const }] } }
  expect(best(asked).spec.encoding.x?.scale?.domain).toEqual(['Small', 'Large'])
})

it('lets years run from left to right, whichever is the largest', () => {
  const input: ChartInput = { columns: [column('g1', 'Fiscal year', 'integer'), column('m1', 'Income', 'decimal', usd)], plan: planOf([category('g1', 'Fiscal year')], [measure('m1', 'Income')]), rows: [['2026', '9.00'], ['2024', '5.00'], ['2025', '4.00']], truncated: false }
  expect(best(input).spec.encoding.x?.scale?.domain).toEqual(['2024', '2025', '2026'])
})

it('draws a running total alone, as an area named after it', () => {
  const plan = planOf([bucket('g1', 'Month', 'month')], [measure('m1', 'Revenue')], { compare: [{ id: 'c1', label: 'Running total', kind: 'running', of: 'm1', reset: null }] })
  const chart = best({ columns: [column('g1', 'Month', 'date'), column('c1', 'Running total', 'decimal', usd), column('m1', 'Revenue', 'decimal', usd)], plan, rows: months(6).map((month, at) => [month, `${at + 1}0.00`, '10.00']), truncated: false })
  expect([chart.kind, chart.spec.title.text]).toEqual(['area', 'Running total by month'])
})

it('names a pie after what its slices are', () => {
  const plan = planOf([category('g1', 'Segment')], [measure('m1', 'Revenue')], { compare: [{ id: 'c1', label: 'Share of revenue', kind: 'share', of: 'm1', within: [] }] })
  const chart = best({ columns: [column('g1', 'Segment', 'text'), column('m1', 'Revenue', 'decimal', usd), column('c1', 'Share of revenue', 'decimal', percent)], plan, rows: [['A', '6.00', '0.6'], ['B', '4.00', '0.4']], truncated: false })
  expect([chart.kind, chart.spec.title.text]).toEqual(['pie', 'Share of revenue by segment'])
})

it('takes a given and a family name as one person', () => {
  const plan = { ...planOf([], []), order: [{ by: { kind: 'column' as const, table: 't1', column: 'salary' }, direction: 'desc' as const }] }
  const chart = best({ columns: [column('s1', 'First name', 'text'), column('s2', 'Last name', 'text'), column('s3', 'Salary', 'decimal', usd)], plan, rows: ['Ann', 'Bob', 'Cem', 'Dee', 'Eve'].map((name, at) => [name, at < 3 ? 'Fraser' : null, `${9 - at}.00`]), truncated: false })
  expect([chart.kind, chart.spec.title.text, chart.spec.data.values.map((mark) => mark.f0)]).toEqual(['bar', 'Salary by name', ['Ann Fraser', 'Bob Fraser', 'Cem Fraser', 'Dee', 'Eve']])
})

it('says a unit once', () => {
  const input: ChartInput = { columns: [column('g1', 'Category with a long name', 'text'), column('m1', 'Margin %', 'decimal', percent)], plan: planOf([category('g1', 'Category with a long name')], [measure('m1', 'Margin %', 'avg')]), rows: Array.from({ length: 14 }, (_, at) => [`Category number ${at}`, `0.${at + 10}`]), truncated: false }
  expect(best(input).spec.encoding.x?.axis?.title).toBe('Margin %')
})
