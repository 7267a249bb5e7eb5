import { describe, expect, it } from 'vitest'
import { chooseCharts, type ChartInput } from '../../../electron/charts/choose.ts'
import { validateSpec } from '../../../electron/charts/validate.ts'
import type { Display } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { byMonth, byRegion, byTwo, column, months, people, planOf } from './inputs.ts'

type Spec = { encoding: Record<string, { field?: string; type?: string; sort?: unknown; scale?: { domain?: unknown[] } }>; data: { values: Record<string, Cell>[] } }
const first = (input: ChartInput) => {
  const [best] = chooseCharts(input)
  if (best === undefined) throw new Error('no chart')
  return best.chart
}
const specOf = (input: ChartInput): Spec => {
  const { spec } = first(input)
  expect(() => validateSpec(spec)).not.toThrow()
  return spec as Spec
}
const regions: Cell[][] = [['North', '3'], ['East', '1'], ['South', '2']]

describe('what the words ask of a chart', () => {
  it('keeps rows in the order of the values that was asked for, whatever order a limit left them in', () => {
    const names = (direction: 'asc' | 'desc') => specOf(byRegion(regions, { chart: 'bar', x: 'g1', y: 'm1', sort: { by: 'y', direction } })).data.values.map((mark) => mark.f0)
    expect(names('asc')).toEqual(['East', 'South', 'North'])
    expect(names('desc')).toEqual(['North', 'South', 'East'])
  })

  it('orders stacks by their sums', () => {
    const display: Display = { chart: 'stacked bar', x: 'g1', y: 'm1', color: 'g2', sort: { by: 'y', direction: 'asc' } }
    const spec = specOf({ ...byTwo([['A', 'one', '5'], ['A', 'two', '5'], ['B', 'one', '7'], ['C', 'two', '1']], 'sum', display), upright: true })
    expect(spec.encoding.x?.scale?.domain).toEqual(['C', 'B', 'A'])
  })

  it('runs a line backwards in time when that was asked for', () => {
    const rows = months(4).map((month) => [month, '1.00'])
    expect(specOf(byMonth(rows, { chart: 'line', x: 'g1', y: 'm1', sort: { by: 'x', direction: 'desc' } })).encoding.x).toMatchObject({ type: 'temporal', sort: 'descending' })
    expect(specOf(byMonth(rows, { chart: 'line', x: 'g1', y: 'm1', sort: { by: 'y', direction: 'asc' } })).encoding.x).toMatchObject({ type: 'ordinal', sort: null })
  })

  it('stands bars up where axes were named', () => {
    const long = Array.from({ length: 20 }, (_, at): Cell[] => [`A rather long name of a region ${at}`, String(at)])
    expect(specOf(byRegion(long, { chart: 'bar' })).encoding.x?.type).toBe('quantitative')
    expect(specOf(byRegion(long, { chart: 'bar', upright: true })).encoding.x?.type).toBe('nominal')
    expect(specOf({ ...byRegion(long, { chart: 'bar' }), upright: true }).encoding.x?.type).toBe('nominal')
  })

  it('draws a histogram of named figures as bars', () => {
    expect(first(byRegion(regions, { chart: 'histogram', x: 'g1', y: 'm1' })).kind).toBe('bar')
  })

  it('stacks what adds up, and sets averages beside each other', () => {
    const rows: Cell[][] = [['A', 'one', '5'], ['A', 'two', '4'], ['B', 'one', '7']]
    const display: Display = { chart: 'bar', x: 'g1', y: 'm1', color: 'g2' }
    expect(first(byTwo(rows, 'sum', display)).kind).toBe('stacked bar')
    expect(first(byTwo(rows, 'avg', display)).kind).toBe('grouped bar')
  })

  it('colours points by the column that was named', () => {
    expect(first(people([['a', '1', '2.00'], ['b', '3', '4.00']], { chart: 'scatter', x: 'c2', y: 'c3', color: 'c1' })).kind).toBe('grouped scatter')
  })

  it('draws text that holds nothing but numbers, when it is named, as numbers', () => {
    const input: ChartInput = { columns: [column('c1', 'Team', 'integer'), column('c2', 'Share', 'text')], plan: planOf([], [], { display: { chart: 'scatter', x: 'c1', y: 'c2' } }), rows: [['1', '.875'], ['2', '.5']], truncated: false }
    expect(specOf(input).data.values.map((mark) => mark.f1)).toEqual([0.875, 0.5])
    expect(first({ ...input, rows: [['1', '.875'], ['2', 'none']] }).kind).toBe('table')
  })

  it('draws any chart rather than a table where axes are known and no kind was named', () => {
    const few = people([['a', '1', '2.00'], ['b', '3', '4.00']], { x: 'c1', y: 'c2' })
    expect(first(few).kind).toBe('bar')
    expect(first({ ...few, plan: planOf([], [], { display: {} }) }).kind).toBe('table')
  })

  it('says why a kind could not be drawn, and draws another', () => {
    expect(first(byRegion(regions, { chart: 'scatter', x: 'g1', y: 'm1' }))).toMatchObject({ kind: 'bar', reason: expect.stringMatching(/^This cannot be drawn as a scatter: it needs two columns of numbers\. /) as unknown })
  })
})
