import { describe, expect, it } from 'vitest'
import { notDrawn } from '../../../electron/agents/charts-of.ts'
import { chooseCharts } from '../../../electron/charts/choose.ts'
import type { Display } from '../../../shared/model/plan.ts'
import { byRegion } from '../charts/inputs.ts'

const told = (display: Display, rows = [['North', '3'], ['East', '1']], truncated = false): string[] => {
  const input = { ...byRegion(rows, display), truncated }
  return notDrawn(chooseCharts(input)[0]?.chart, input.plan)
}

describe('what the receipt says of a chart that was asked for', () => {
  it('is nothing when it was drawn, or when none was asked for', () => {
    expect(told({ chart: 'pie' })).toEqual([])
    expect(told({})).toEqual([])
    expect(told({ chart: 'table' })).toEqual([])
    expect(told({ chart: 'bar' }, undefined, false)).toEqual([])
  })

  it('is why another was drawn', () => {
    expect(told({ chart: 'scatter' })).toEqual(['This cannot be drawn as a scatter: it needs two columns of numbers.'])
    expect(told({ chart: 'pie' }, [['North', '3'], ['East', '-1']])).toEqual(['This cannot be drawn as a pie: parts of a whole cannot be negative.'])
  })

  it('is why there is none', () => {
    expect(told({ chart: 'bar' }, undefined, true)).toEqual(['No chart was drawn. Only the first 2 rows are here, and a chart of a part would mislead.'])
  })
})
