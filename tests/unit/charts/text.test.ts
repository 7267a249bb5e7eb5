import { describe, expect, it } from 'vitest'
import { cleanText, exactText } from '../../../electron/charts/exact-text.ts'
import { cycleText, missingPeriods, timeText } from '../../../electron/charts/time-axis.ts'
import { momentOf } from '../../../shared/format/period-text.ts'
import type { Grain } from '../../../shared/model/plan.ts'
import type { Cell, Unit } from '../../../shared/model/value.ts'

it.each([
  ['48210334.12', { kind: 'money', currency: 'USD' }, '48,210,334.12 USD'],
  ['-1234567890123456789012.50', { kind: 'money' }, '-1,234,567,890,123,456,789,012.50'],
  ['999', { kind: 'count' }, '999'],
  ['1000.1234567', { kind: 'quantity', word: 'kg' }, '1,000.1234567 kg'],
  ['0.1234', { kind: 'percent' }, '12.34 %'],
  ['-0.005', { kind: 'percent' }, '-0.5 %'],
  ['12', { kind: 'percent' }, '1,200 %'],
  ['30', { kind: 'days' }, '30 days'],
  [1234.5, { kind: 'none' }, '1,234.5'],
  [1e21, { kind: 'none' }, '1e+21'],
  [null, { kind: 'money', currency: 'USD' }, 'no value'],
  [true, { kind: 'none' }, 'yes'],
  ['plain words', { kind: 'none' }, 'plain words'],
] as [Cell, Unit, string][])('%s of %o reads "%s"', (cell, unit, expected) => { expect(exactText(cell, unit)).toBe(expected) })

it('text from outside becomes one plain line', () => {
  expect(cleanText('a\u0000b\n\tc\u202Ed\u2028e')).toBe('a b c d e')
  expect(cleanText('\ud800x')).toBe('\ufffdx')
  expect(cleanText('y'.repeat(5_000))).toHaveLength(200)
})

describe('periods', () => {
  it.each([
    ['2025-01-01', 'month', 'calendar', 'Jan 2025'], ['2025-04-01', 'quarter', 'calendar', 'Q2 2025'], ['2025-07-01', 'half', 'calendar', 'H2 2025'],
    ['2025-01-01', 'year', 'calendar', '2025'], ['2025-06-30', 'week', 'calendar', 'week of 30 Jun 2025'], ['2025-06-30', 'day', 'calendar', '30 Jun 2025'],
    ['2025-07-01', 'year', 'fiscal', 'FY2026'], ['2025-01-01', 'year', 'fiscal', 'FY2025'], ['2025-07-01', 'quarter', 'fiscal', 'from Jul 2025'],
    ['2025-06-30 14:05:00', 'day', 'calendar', '30 Jun 2025 14:05'], ['0000-00-00', 'day', 'calendar', '0000-00-00'],
  ] as [string, Grain, 'calendar' | 'fiscal', string][])('%s by %s (%s) reads "%s"', (cell, grain, calendar, expected) => {
    expect(timeText(cell, { kind: 'time', grain, calendar })).toBe(expected)
  })

  it('parts of the calendar are words', () => {
    expect([cycleText('3', 'month'), cycleText('1', 'weekday'), cycleText('2', 'quarter'), cycleText('2025', 'year'), cycleText('13', 'month'), cycleText(null, 'month')])
      .toEqual(['Mar', 'Mon', 'Q2', '2025', '13', '(none)'])
  })

  it('moments are in UTC, and dates that do not exist are none', () => {
    expect(momentOf('2025-03-30')).toBe(Date.UTC(2025, 2, 30))
    expect(['2025-02-30', '0000-00-00', 'soon', '2025-00-01'].map(momentOf)).toEqual([null, null, null, null])
  })

  it('between the first and the last that have no rows are found', () => {
    const at = (date: string): number => Date.parse(date)
    expect(missingPeriods([at('2024-12-01'), at('2025-03-01')], 'month')).toEqual([at('2025-01-01'), at('2025-02-01')])
    expect(missingPeriods([at('2024-01-01'), at('2024-07-01')], 'quarter')).toEqual([at('2024-04-01')])
    expect(missingPeriods([at('1000-01-01'), at('2024-01-01')], 'day')).toHaveLength(1_000)
  })
})
