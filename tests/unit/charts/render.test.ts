import { describe, expect, it } from 'vitest'
import { chooseCharts } from '../../../electron/charts/choose.ts'
import type { ChartInput } from '../../../electron/charts/choose.ts'
import { renderChart } from '../../../electron/charts/render.ts'
import { validateSpec } from '../../../electron/charts/validate.ts'
import type { Display } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { bucket, byMonth, byRegion, byTwo, category, column, measure, months, people, planOf, usd } from './inputs.ts'

const options = { width: 640, height: 320, theme: 'light', scale: 1 } as const
const hostile = ['<script>alert(1)</script>', '"><image href="http://evil.example/x.png"/>', "'; drop --", 'a.b[0]', '__proto__', '${1}', '&amp;&#0;', '\u0000\u202Ex', '{{x}}', 'http://evil.example/', 'normal']

const specOf = (input: ChartInput): Record<string, unknown> => {
  const spec = chooseCharts(input)[0]?.chart.spec
  if (spec == null) throw new Error('nothing to draw')
  return spec
}
/** The texts of an SVG that can be seen. */
const texts = (svg: string): string[] => [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].filter((match) => !(match[1] ?? '').includes('opacity="0"')).map((match) => match[2] ?? '')

const drawn = new Set(['svg', 'g', 'path', 'line', 'rect', 'text', 'defs', 'linearGradient', 'stop', 'clipPath'])
/** Elements that draw nothing, handlers, links, and references out of the picture. */
const unexpected = (svg: string): string[] => [...svg.matchAll(/<([^\s/>]+)([^>]*)>/g)].filter(([, element = '', attributes = '']) =>
  !drawn.has(element) || [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].some(([, key = '', value = '']) => /^on|href/i.test(key) || (key !== 'aria-label' && /url\((?!#)|(?<!^)https?:|javascript:/i.test(value)) || (/^https?:/.test(value) && !key.startsWith('xmlns')))).map(([tag]) => tag)

const name = (at: number): string => hostile[at % hostile.length] ?? ''
const grid = (value: (row: number, column: number) => Cell): Cell[][] => hostile.slice(0, 5).flatMap((one, row) => hostile.slice(5, 8).map((other, at) => [one, other, value(row, at)]))
const ask = (chart: NonNullable<Display['chart']>): Display => ({ chart, title: hostile[0] })
const overTime = (display: Display): ChartInput => ({
  columns: [column('g1', name(1), 'date'), column('g2', name(2), 'text'), column('m1', name(3), 'decimal', { ...usd, word: name(0) })],
  plan: planOf([bucket('g1', name(1), 'month'), category('g2', name(2))], [measure('m1', name(3))], { display }),
  rows: months(14).flatMap((month, at) => [0, 1, 2].map((series) => [month, name(series), at === 4 ? null : `${at * series}.50`])), truncated: false,
})
const all: [string, ChartInput][] = [
  ['bar', byRegion(hostile.map((label, at) => [label, `${at - 3}.00`]), ask('bar'))],
  ['bar', byRegion([['only', '1.00']], ask('bar'))],
  ['bar', byRegion([['nothing', null], ['zero', '0.00']], ask('bar'))],
  ['grouped bar', byTwo(grid((row, at) => String(row - at)), 'sum', ask('grouped bar'))],
  ['stacked bar', byTwo(grid((row, at) => String(row + at)), 'sum', ask('stacked bar'))],
  ['line', byMonth(months(42).map((month, at) => [month, `${at}.00`]), ask('line'))],
  ['line', byRegion(hostile.map((label, at) => [label, `${at}.00`]), ask('line'))],
  ['grouped line', overTime(ask('grouped line'))],
  ['area', byMonth(months(9).map((month, at) => [month, `${at}.00`]), ask('area'))],
  ['pie', byRegion(hostile.map((label, at) => [label, `${at}.00`]), ask('pie'))],
  ['scatter', people(Array.from({ length: 20 }, (_, at) => [name(at), String(at), `${at * 7}.00`]), ask('scatter'))],
  ['grouped scatter', people(Array.from({ length: 20 }, (_, at) => [name(at % 3), String(at), `${at * 7}.00`]), ask('grouped scatter'))],
  ['heatmap', byTwo(grid((row, at) => String(row - at)), 'sum', ask('heatmap'))],
  ['histogram', people(Array.from({ length: 50 }, (_, at) => [name(at), '1', `${at * at}.00`]), ask('histogram'))],
]

describe('every kind, with hostile labels', () => {
  it.each(all)('%s', async (kind, input) => {
    expect(chooseCharts(input)[0]?.chart.kind).toBe(kind)
    for (const theme of ['light', 'dark'] as const) {
      const { svg, png } = await renderChart(specOf(input), { ...options, theme })
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      expect(unexpected(svg)).toEqual([])
      expect(Buffer.from(png.subarray(0, 8)).toString('hex')).toBe('89504e470d0a1a0a')
    }
  })

  it.each(all)('%s is within the list that specs from outside must keep to', (_, input) => {
    for (const { chart } of chooseCharts(input)) if (chart.spec !== null) expect(validateSpec(chart.spec)).toEqual(chart.spec)
  })
})

describe('a reader sees', () => {
  it('months in full and years where they begin, whatever the time zone', async () => {
    const zone = process.env.TZ
    try {
      for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
        process.env.TZ = TZ
        const { svg } = await renderChart(specOf(byMonth(months(42, 2023).map((month, at) => [month, `${at}.00`]))), options)
        expect(texts(svg).filter((text) => /20\d\d/.test(text))).toEqual(['Jan 2023', 'Jul 2023', 'Jan 2024', 'Jul 2024', 'Jan 2025', 'Jul 2025', 'Jan 2026'])
      }
    } finally {
      process.env.TZ = zone
      if (zone === undefined) delete process.env.TZ
    }
  })

  it.each([
    ['quarter', ['2024-10-01', '2025-01-01', '2025-04-01'], ['Q4 2024', 'Q1 2025', 'Q2 2025']],
    ['half', ['2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01'], ['H2 2024', 'H1 2025', 'H2 2025', 'H1 2026']],
    ['year', ['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'], ['2023', '2024', '2025', '2026']],
  ] as const)('each %s by its name', async (grain, days, expected) => {
    const input = { ...byMonth(days.map((day, at) => [day, `${at}.00`]), { chart: 'line' }), plan: planOf([bucket('g1', 'When', grain)], [measure('m1', 'Revenue')], { display: { chart: 'line' } }) }
    const { svg } = await renderChart(specOf(input), options)
    expect(texts(svg).filter((text) => /20\d\d/.test(text))).toEqual(expected)
  })

  it('fiscal years by the year they end in', async () => {
    const days = ['2023-07-01', '2024-07-01', '2025-07-01', '2026-07-01']
    const plan = planOf([bucket('g1', 'Year', 'year', 'fiscal')], [measure('m1', 'Revenue')], { display: { chart: 'line' } })
    const { svg } = await renderChart(specOf({ ...byMonth(days.map((day, at) => [day, `${at}.00`])), plan }), options)
    expect(texts(svg).filter((text) => text.startsWith('FY'))).toEqual(['FY2024', 'FY2025', 'FY2026', 'FY2027'])
  })

  it('millions as millions, from zero, with the unit said', async () => {
    const { svg } = await renderChart(specOf(byRegion([['Americas', '48210334.12'], ['EMEA', '31771902.55']])), options)
    expect(texts(svg)).toEqual(expect.arrayContaining(['Revenue by region', 'USD million', '0', '50', 'Americas', 'EMEA']) as string[])
  })

  it('whole names where there is room for them, since widths are those of the font', async () => {
    const long = ['Professional services and consulting', 'Hardware maintenance, extended warranty', 'a', 'b', 'c', 'd']
    const { svg } = await renderChart(specOf(byRegion(long.map((label) => [label, '1.00']))), options)
    expect(texts(svg)).toEqual(expect.arrayContaining(long) as string[])
  })

  it('bars that are missing or below zero, and a line at zero', async () => {
    const { svg } = await renderChart(specOf(byRegion([['Sales', '120.00'], ['IT', '-98.00'], ['Legal', null]])), options)
    expect(texts(svg)).toEqual(expect.arrayContaining(['Sales', 'IT', 'Legal']) as string[])
    expect(svg).toContain('mark-rule')
  })
})

it('keeps a value named __proto__, which Vega would lose', async () => {
  const spec = { data: { values: [{ a: '__proto__', b: 1 }, { a: 'x', b: 2 }] }, mark: 'bar', encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } } }
  const { svg } = await renderChart(spec, options)
  expect(texts(svg).map((text) => text.trim())).toEqual(expect.arrayContaining(['__proto__', 'x']) as string[])
  expect([...svg.matchAll(/aria-roledescription="bar"/g)]).toHaveLength(2)
})

it('draws the same picture every time, at the scale asked for', async () => {
  const spec = specOf(byRegion([['a', '1.00'], ['b', '2.00']]))
  const [first, second, large] = await Promise.all([renderChart(spec, options), renderChart(spec, options), renderChart(spec, { ...options, scale: 2 })])
  expect(first.svg).toBe(second.svg)
  expect(Buffer.from(first.png).equals(Buffer.from(second.png))).toBe(true)
  const widthOf = (png: Uint8Array): number => Buffer.from(png).readUInt32BE(16)
  expect([widthOf(first.png), widthOf(large.png)]).toEqual([640, 1280])
})
