import { parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import { describe, expect, it } from 'vitest'
import { chooseCharts } from '../../../../electron/charts/choose.ts'
import { chartThemes } from '../../../../renderer/answer/chart/chart-themes.ts'
import { captionOf, fitChart } from '../../../../renderer/answer/chart/fit-chart.ts'
import type { ChartSpec } from '../../../../shared/model/chart.ts'
import { byMonth, byRegion, months } from '../../charts/inputs.ts'

const chartOf = (input: Parameters<typeof chooseCharts>[0], kind: ChartSpec['kind']): ChartSpec => {
  const found = chooseCharts(input).find(({ chart }) => chart.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found.chart
}
const bars = chartOf(byRegion([['Americas', '5.00'], ['EMEA', '3.00'], ['APAC', '1.00']]), 'bar')
const line = chartOf(byMonth(months(36).map((month, at) => [month, String(at)])), 'line')

async function svgOf(spec: Record<string, unknown>): Promise<string> {
  const view = new View(parse(compile(spec as unknown as TopLevelSpec, { config: chartThemes.light.config }).spec, undefined, { ast: true }), { renderer: 'none', expr: expressionInterpreter })
  const svg = await view.toSVG()
  view.finalize()
  return svg
}

describe('a chart in its place', () => {
  it('leaves the title to the page, and says there only what the document has not said', () => {
    expect(fitChart(bars, { width: 600, openable: false }).title).toBeUndefined()
    expect(captionOf(bars, 'Revenue by region, 2025')).toBe('USD')
    expect(captionOf(bars, 'Something else')).toBe('Revenue by region · USD')
  })
  it('does not change the spec that is saved and exported', () => {
    const before = JSON.stringify(line)
    fitChart(line, { width: 300, openable: true })
    expect(JSON.stringify(line)).toBe(before)
  })
  it('is as wide as its place, but few bars do not become blocks', () => {
    expect(fitChart(line, { width: 1_400, openable: false }).width).toBe(1_400)
    expect(fitChart(bars, { width: 1_400, openable: false }).width).toBe(72 + 3 * 170)
    expect(fitChart(bars, { width: 300, openable: false }).width).toBe(300)
  })
  it('gives names below bars the room there is', () => {
    const limit = (width: number): unknown => (fitChart(bars, { width, openable: false }).encoding as { x: { axis: { labelLimit: number } } }).x.axis.labelLimit
    expect([limit(300), limit(582)]).toEqual([68, 162])
  })
  it('lets every point of a long line be read, with its exact text', async () => {
    const fitted = fitChart(line, { width: 700, openable: true })
    const [path, points] = fitted.layer as Record<string, unknown>[]
    expect([JSON.stringify(path).includes('tooltip'), JSON.stringify(points).includes('"field":"t1"')]).toEqual([false, true])
    expect((await svgOf(fitted)).match(/aria-roledescription="point"/g)).toHaveLength(36)
  })
  it('is drawn by Vega in every kind', async () => {
    for (const chart of [bars, line]) expect(await svgOf(fitChart(chart, { width: 480, openable: true }))).toContain('<svg')
  })
  it('has marks that know their row and column in the result', () => {
    const marks = (bars.spec?.data as { values: { f0: string; r: number; c: number }[] }).values
    expect(marks.map(({ f0, r, c }) => [f0, r, c])).toEqual([['Americas', 0, 1], ['EMEA', 1, 1], ['APAC', 2, 1]])
  })
})
