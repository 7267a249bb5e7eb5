import { describe, expect, it } from 'vitest'
import { chooseCharts } from '../../../electron/charts/choose.ts'
import type { ChartInput } from '../../../electron/charts/choose.ts'
import type { ChartSpec } from '../../../shared/model/chart.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { bucket, byMonth, byRegion, byTwo, category, column, measure, months, people, percent, planOf, usd } from './inputs.ts'

const best = (input: ChartInput): ChartSpec => {
  const [first] = chooseCharts(input)
  if (first === undefined) throw new Error('no chart')
  return first.chart
}
const kinds = (input: ChartInput): string[] => chooseCharts(input).map(({ chart }) => chart.kind)
type Marks = Record<string, Cell>[]
const marks = (chart: ChartSpec): Marks => (chart.spec as { data: { values: Marks } }).data.values
const titles = (chart: ChartSpec): { text: string; subtitle?: string } => (chart.spec as { title: { text: string; subtitle?: string } }).title
const text = (chart: ChartSpec): string => JSON.stringify(chart.spec)
const regions: Cell[][] = [['Americas', '48210334.12'], ['EMEA', '31771902.55'], ['APAC', '9639590.03']]
const grid = (value: (row: number, column: number) => Cell): Cell[][] => ['Americas', 'EMEA', 'APAC'].flatMap((region, row) => ['Cloud', 'Services'].map((line, at) => [region, line, value(row, at)]))

describe('the kind follows the shape of the result', () => {
  const rows60: Cell[][] = Array.from({ length: 60 }, (_, at) => [`Person ${at}`, String(20 + (at % 40)), `${30_000 + at}.00`])
  const cases: [string, ChartInput, string][] = [
    ['one value', { columns: [column('m1', 'Revenue', 'decimal', usd)], plan: planOf([], [measure('m1', 'Revenue')]), rows: [['12.50']], truncated: false }, 'number'],
    ['a category', byRegion(regions), 'bar'],
    ['months', byMonth(months(12).map((month, at) => [month, `${at}.00`])), 'line'],
    ['two points in time', byMonth(months(2).map((month, at) => [month, `${at}.00`])), 'bar'],
    ['two categories and a sum', byTwo(grid((row, at) => String(row + at))), 'stacked bar'],
    ['two categories and an average', byTwo(grid((row, at) => String(row + at)), 'avg'), 'grouped bar'],
    ['two categories and a negative sum', byTwo(grid((row, at) => String(row - at))), 'grouped bar'],
    ['names and two numbers, many', people(rows60), 'scatter'],
    ['two numbers', { ...people([]), columns: people([]).columns.slice(1), rows: rows60.map((row) => row.slice(1)) }, 'scatter'],
    ['one number, many rows', { ...people([]), columns: people([]).columns.slice(2), rows: rows60.map((row) => row.slice(2)) }, 'histogram'],
    ['one category', byRegion(regions.slice(0, 1)), 'table'],
    ['a short list', people(rows60.slice(0, 4)), 'table'],
    ['text only', { columns: [column('c1', 'Name', 'text')], plan: null, rows: [['a'], ['b']], truncated: false }, 'table'],
    ['a category of more values than can be told apart', byRegion(Array.from({ length: 31 }, (_, at) => [`Region ${at}`, '1.00'])), 'table'],
  ]
  it.each(cases)('%s', (_, input, kind) => { expect(best(input).kind).toBe(kind) })

  it('several measures of one unit stand side by side, of different units apart', () => {
    const columns = [column('g1', 'Region', 'text'), column('m1', 'Actual', 'decimal', usd), column('m2', 'Budget', 'decimal', usd)]
    const plan = planOf([category('g1', 'Region')], [measure('m1', 'Actual'), measure('m2', 'Budget')])
    const rows: Cell[][] = [['EMEA', '1.00', '2.00'], ['APAC', '3.00', '4.00']]
    const chart = best({ columns, plan, rows, truncated: false })
    expect(chart.kind).toBe('grouped bar')
    expect(marks(chart).map((mark) => [mark.f0, mark.f2, mark.f1])).toEqual([['EMEA', 'Actual', 1], ['EMEA', 'Budget', 2], ['APAC', 'Actual', 3], ['APAC', 'Budget', 4]])
    const mixed = columns.map((one, at) => (at === 2 ? { ...one, unit: { kind: 'count' as const } } : one))
    expect(best({ columns: mixed, plan, rows, truncated: false }).kind).toBe('bar')
  })

  it('a line per region over months, or a grid when they are many', () => {
    const input = (regionCount: number): ChartInput => ({
      columns: [column('g1', 'Month', 'date'), column('g2', 'Region', 'text'), column('m1', 'Revenue', 'decimal', usd)],
      plan: planOf([bucket('g1', 'Month', 'month'), category('g2', 'Region')], [measure('m1', 'Revenue')]),
      rows: months(12).flatMap((month) => Array.from({ length: regionCount }, (_, at) => [month, `Region ${at}`, `${at}.00`])), truncated: false,
    })
    expect([4, 12].map((count) => best(input(count)).kind)).toEqual(['grouped line', 'heatmap'])
  })

  it('a grid over months runs forward in time, although its first region lacks some', () => {
    const chart = best({
      columns: [column('g1', 'Month', 'date'), column('g2', 'Region', 'text'), column('m1', 'Revenue', 'decimal', usd)],
      plan: planOf([bucket('g1', 'Month', 'month'), category('g2', 'Region')], [measure('m1', 'Revenue')], { display: { chart: 'heatmap', x: 'g1', color: 'g2' } }),
      rows: [['2025-03-01', 'a', '1.00'], ['2025-01-01', 'b', '2.00'], ['2025-02-01', 'b', '3.00']], truncated: false,
    })
    expect(marks(chart).map((mark) => mark.f0)).toEqual(['Jan 2025', 'Feb 2025', 'Mar 2025'])
  })

  it('a running total is an area, a share of few parts a pie', () => {
    const running = planOf([bucket('g1', 'Month', 'month')], [measure('m1', 'Revenue')], { compare: [{ id: 'c1', label: 'To date', kind: 'running', of: 'm1', reset: null }], hide: ['m1'] })
    expect(best({ columns: [column('g1', 'Month', 'date'), column('c1', 'To date', 'decimal', usd)], plan: running, rows: months(6).map((month, at) => [month, `${at}.00`]), truncated: false }).kind).toBe('area')
    const share = planOf([category('g1', 'Region')], [measure('m1', 'Revenue')], { compare: [{ id: 'c1', label: 'Share', kind: 'share', of: 'm1', within: [] }], hide: ['m1'] })
    const columns = [column('g1', 'Region', 'text'), column('c1', 'Share', 'decimal', percent)]
    expect(best({ columns, plan: share, rows: [['a', '0.25'], ['b', '0.75']], truncated: false }).kind).toBe('pie')
    expect(best({ columns, plan: share, rows: Array.from({ length: 7 }, (_, at) => [`r${at}`, '0.10']), truncated: false }).kind).toBe('bar')
  })

  it('no rows and a part of the rows are never drawn, whatever was asked', () => {
    expect(chooseCharts(byRegion([], { chart: 'bar' }))).toEqual([{ chart: { kind: 'table', reason: 'There are no rows to draw.', spec: null }, score: 0.1 }])
    const part = chooseCharts({ ...byRegion(regions, { chart: 'bar' }), truncated: true })
    expect(part.map(({ chart }) => chart.kind)).toEqual(['table'])
    expect(part[0]?.chart.reason).toBe('Only the first 3 rows are here, and a chart of a part would mislead.')
  })

  it('always offers the table last, and ranks by score', () => {
    const ranked = chooseCharts(byTwo(grid((row, at) => String(row + at))))
    expect(ranked.at(-1)?.chart.kind).toBe('table')
    expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).toSorted((a, b) => b - a))
    expect(new Set(ranked.map(({ chart }) => chart.kind)).size).toBe(ranked.length)
  })
})

describe('what is asked for comes first', () => {
  it.each([
    ['pie', byRegion(regions, { chart: 'pie' })],
    ['line', byRegion(regions, { chart: 'line' })],
    ['bar', byMonth(months(24).map((month) => [month, '1.00']), { chart: 'bar' })],
    ['bar', byRegion(Array.from({ length: 200 }, (_, at) => [`Region ${at}`, '1.00']), { chart: 'bar' })],
    ['area', byMonth(months(5).map((month) => [month, '1.00']), { chart: 'area' })],
    ['scatter', people([['a', '1', '2.00'], ['b', '3', '4.00']], { chart: 'scatter' })],
    ['grouped scatter', people([['a', '1', '2.00'], ['b', '3', '4.00']], { chart: 'grouped scatter' })],
    ['stacked bar', byTwo(grid(() => '1'), 'avg', { chart: 'stacked bar' })],
    ['grouped bar', byTwo(grid(() => '1'), 'sum', { chart: 'grouped bar' })],
    ['heatmap', byTwo(grid(() => '1'), 'sum', { chart: 'heatmap' })],
    ['histogram', people([['a', '1', '2.00'], ['b', '3', '4.00']], { chart: 'histogram' })],
    ['table', byRegion(regions, { chart: 'table' })],
  ])('%s', (kind, input) => {
    const ranked = chooseCharts(input)
    expect(ranked[0]).toMatchObject({ score: 1, chart: { kind } })
    expect(kinds(input).filter((one) => one === kind)).toHaveLength(1)
  })

  it('with the columns it names', () => {
    const chart = best(people([['a', '30', '2.00'], ['b', '40', '4.00']], { chart: 'scatter', x: 'c3', y: 'Age', title: 'Pay and age' }))
    expect(marks(chart).map((mark) => [mark.f0, mark.f1, mark.f3])).toEqual([[2, 30, 'a'], [4, 40, 'b']])
    expect(titles(chart).text).toBe('Pay and age')
  })

  it.each([
    ['grouped by a number', planOf([category('c1', 'Age')], [measure('m1', 'People', 'count')], { display: { chart: 'bar' } })],
    ['grouped by a number, nothing asked', planOf([category('c1', 'Age')], [measure('m1', 'People', 'count')])],
    ['two plain numbers', planOf([], [], { display: { chart: 'bar' } })],
  ])('with the grouping along the bottom and the measure upward: %s', (_, plan) => {
    const chart = best({ columns: [column('c1', 'Age', 'integer'), column('m1', 'People', 'integer')], plan, rows: [['30', '5'], ['20', '5'], ['40', '9']], truncated: false })
    expect(chart.kind).toBe('bar')
    expect(marks(chart).map((mark) => [mark.f0, mark.f1])).toEqual([['30', 5], ['20', 5], ['40', 9]])
  })

  it.each([
    ['pie', byRegion([['a', '-1.00'], ['b', '2.00']], { chart: 'pie' }), 'bar', 'This cannot be drawn as a pie: parts of a whole cannot be negative.'],
    ['stacked bar', byTwo(grid((row, at) => String(row - at)), 'sum', { chart: 'stacked bar' }), 'grouped bar', 'This cannot be drawn as a stacked bar: parts of a whole cannot be negative.'],
    ['scatter', byRegion(regions, { chart: 'scatter' }), 'bar', 'This cannot be drawn as a scatter: it needs two columns of numbers.'],
    ['grouped bar', byRegion(regions, { chart: 'grouped bar' }), 'bar', 'This cannot be drawn as a grouped bar: it needs a second category.'],
    ['line', byRegion(regions.slice(0, 1), { chart: 'line' }), 'table', 'This cannot be drawn as a line: a line needs at least two points.'],
    ['bar', byRegion(Array.from({ length: 1_001 }, (_, at) => [`r${at}`, '1.00']), { chart: 'bar' }), 'table', 'This cannot be drawn as a bar: 1,001 bars are too many to read.'],
    ['number', byRegion(regions, { chart: 'number' }), 'bar', 'This cannot be drawn as a number: it needs a single value.'],
  ])('or the reason says why %s cannot be drawn', (_, input, instead, reason) => {
    const chart = best(input)
    expect(chart.kind).toBe(instead)
    expect(chart.reason.startsWith(reason)).toBe(true)
  })
})

describe('what a chart says', () => {
  it('its title, its unit and its period', () => {
    const input = byRegion(regions)
    const plan = input.plan?.kind === 'query' ? { ...input.plan, period: { from: null, until: null, columns: [], label: 'January to December 2025', calendar: 'calendar' as const } } : null
    expect(titles(best({ ...input, plan }))).toEqual({ text: 'Revenue by region', subtitle: 'USD million · January to December 2025' })
  })

  it.each([[['999.00'], 'USD'], [['25000.00'], 'USD thousand'], [['2500000.00'], 'USD million'], [['25000000000.00'], 'USD billion']])('money of %s in %s', (values, unit) => {
    expect(titles(best(byRegion(values.map((value) => ['a', value]), { chart: 'bar' }))).subtitle).toBe(unit)
  })

  it('exact values in tooltips, beyond what a double holds', () => {
    const chart = best(byRegion([['Americas', '90071992547409931234567.10'], ['EMEA', '-0.01']]))
    expect(marks(chart).map((mark) => mark.t1)).toEqual(['90,071,992,547,409,931,234,567.10 USD', '-0.01 USD'])
    expect(text(chart)).toContain('"tooltip":[{"field":"f0","type":"nominal","title":"Region"},{"field":"t1","type":"nominal","title":"Revenue"}]')
  })

  it('what is missing: nulls, whole periods, rows without a date', () => {
    expect(titles(best(byRegion([['a', '1.00'], ['b', null]]))).subtitle).toBe('USD · 1 value is missing')
    const rows: Cell[][] = months(12).filter((_, at) => at !== 3 && at !== 4).map((month): Cell[] => [month, month === '2025-08-01' ? null : '5.00'])
    const chart = best(byMonth([...rows, [null, '1.00']]))
    expect(titles(chart).subtitle).toBe('USD · Axis does not start at zero · 1 value is missing · 2 periods have no rows · 1 without Month left out')
    expect(marks(chart).filter((mark) => mark.f1 === null).map((mark) => [mark.t0, mark.t1])).toEqual([['Apr 2025', 'no rows'], ['May 2025', 'no rows'], ['Aug 2025', 'no value']])
  })

  it('bars in the order of the result, equal names apart, on their side when names are long', () => {
    const chart = best(byRegion([['Zürich', '1.00'], ['Aarau', '3.00'], ['Zürich', '2.00']]))
    expect(marks(chart).map((mark) => mark.f0)).toEqual(['Zürich', 'Aarau', 'Zürich (2)'])
    expect(Object.keys((chart.spec as { encoding: { x: { type: string } } }).encoding.x)).toContain('field')
    const long = best(byRegion(Array.from({ length: 8 }, (_, at) => [`A department with a long name ${at}`, '1.00'])))
    expect((long.spec as { encoding: { y: { type: string } } }).encoding.y.type).toBe('nominal')
  })

  it('lines run forward in time whatever the order of the rows', () => {
    const chart = best(byMonth(months(6).toReversed().map((month, at) => [month, `${at}.00`])))
    expect(marks(chart).map((mark) => mark.t0)).toEqual(['Jan 2025', 'Feb 2025', 'Mar 2025', 'Apr 2025', 'May 2025', 'Jun 2025'])
  })
})

describe('labels from outside', () => {
  const hostile = ['a.b', 'a[0]', '__proto__', 'constructor', '"quoted"', "it's", '\\u0000\\n', '${alert(1)}', '<script>alert(1)</script>', 'datum.x', '\u202Egnp.exe', 'x'.repeat(5_000)]

  it('are never names of fields', () => {
    for (const label of hostile) {
      const input = byRegion([[label, '1.00'], ['b', '2.00']])
      const named = { ...input, columns: [column('g1', label, 'text'), column('m1', label, 'decimal', usd)] }
      for (const { chart } of chooseCharts(named)) {
        if (chart.spec === null) continue
        const fields = [...text(chart).matchAll(/"field":"([^"]*)"/g)].map((match) => match[1] ?? '')
        expect(fields.every((field) => /^[ft]\d$/.test(field))).toBe(true)
        expect(marks(chart).every((mark) => Object.keys(mark).every((key) => /^([ft]\d|[rc])$/.test(key)))).toBe(true)
        expect(text(chart).length).toBeLessThan(4_000)
      }
    }
  })
})

it('gives the same charts for the same input, and leaves it as it was', () => {
  const input = byTwo(grid((row, at) => String(row + at)))
  const before = JSON.stringify(input)
  expect(JSON.stringify(chooseCharts(input))).toBe(JSON.stringify(chooseCharts(structuredClone(input))))
  expect(JSON.stringify(input)).toBe(before)
})
