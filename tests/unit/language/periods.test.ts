import { describe, expect, it } from 'vitest'
import { addMonths, isoDate, shift, startOf } from '../../../electron/language/periods/days.ts'
import { readPeriod, type Clock } from '../../../electron/language/periods/read-period.ts'

const clock: Clock = { asOf: '2026-06-30', fiscalYearStart: 4, calendar: 'calendar' }
const read = (text: string, given: Clock = clock) => {
  const found = readPeriod(text.toLowerCase().split(' '), given)
  return found === null ? null : [found.period.from, found.period.until, found.words]
}

describe('calendar arithmetic', () => {
  it('keeps the last day of a month a last day', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2025-03-31', -1)).toBe('2025-02-28')
  })
  it('knows years before 100', () => expect(isoDate(99, 1, 1)).toBe('0099-01-01'))
  it('finds the start of each grain', () => {
    expect(startOf('quarter', '2026-05-17')).toBe('2026-04-01')
    expect(startOf('half', '2026-12-31')).toBe('2026-07-01')
    expect(startOf('week', '2026-06-28')).toBe('2026-06-22')
    expect(startOf('year', '2026-03-31', 4)).toBe('2025-04-01')
  })
  it('shifts by grains', () => {
    expect(shift('week', '2026-06-22', -2)).toBe('2026-06-08')
    expect(shift('quarter', '2026-01-01', 1)).toBe('2026-04-01')
  })
})

describe('periods in words', () => {
  it.each([
    ['2025', '2025-01-01', '2026-01-01', 1],
    ['the year 2025', '2025-01-01', '2026-01-01', 3],
    ['1990s', '1990-01-01', '2000-01-01', 1],
    ['q1 2026', '2026-01-01', '2026-04-01', 2],
    ['2026 q1', '2026-01-01', '2026-04-01', 2],
    ['first quarter of 2025', '2025-01-01', '2025-04-01', 4],
    ['q3', '2025-07-01', '2025-10-01', 1],
    ['h2 2024', '2024-07-01', '2025-01-01', 2],
    ['may 2025', '2025-05-01', '2025-06-01', 2],
    ['may', '2026-05-01', '2026-06-01', 1],
    ['november', '2025-11-01', '2025-12-01', 1],
    ['2025-05', '2025-05-01', '2025-06-01', 1],
    ['12 may 2025', '2025-05-12', '2025-05-13', 3],
    ['may 12th , 2025', '2025-05-12', '2025-05-13', 4],
    ['2018-03-17', '2018-03-17', '2018-03-18', 1],
    ['3/17/2018', '2018-03-17', '2018-03-18', 1],
    ['17/3/2018', '2018-03-17', '2018-03-18', 1],
    ['last year', '2025-01-01', '2026-01-01', 2],
    ['this quarter', '2026-04-01', '2026-07-01', 2],
    ['last month', '2026-05-01', '2026-06-01', 2],
    ['last 3 months', '2026-04-01', '2026-07-01', 3],
    ['last 7 days', '2026-06-24', '2026-07-01', 3],
    ['yesterday', '2026-06-29', '2026-06-30', 1],
    ['ytd', '2026-01-01', '2026-07-01', 1],
    ['year to date', '2026-01-01', '2026-07-01', 3],
    ['fy2026', '2025-04-01', '2026-04-01', 1],
    ['fiscal year 2025', '2024-04-01', '2025-04-01', 3],
    ['q1 fy2026', '2025-04-01', '2025-07-01', 2],
    ['last fiscal year', '2025-04-01', '2026-04-01', 3],
    ['end of june 2026', '2026-06-30', '2026-07-01', 4],
    ['end of last year', '2025-12-31', '2026-01-01', 4],
  ])('%s', (text, from, until, words) => expect(read(text)).toEqual([from, until, words]))

  it('counts whole months back from the middle of one', () => expect(read('last 3 months', { ...clock, asOf: '2026-06-15' })).toEqual(['2026-03-01', '2026-06-01', 3]))
  it('follows the fiscal calendar when the source does', () => expect(read('2026', { ...clock, calendar: 'fiscal' })).toEqual(['2025-04-01', '2026-04-01', 1]))
  it.each(['31 february 2025', 'marching', '12', '3000 2', 'h3 2024'])('%s is no period', (text) => expect(read(text)).toBeNull())
  it('marks the end of a period as an instant', () => expect(readPeriod(['end', 'of', '2025'], clock)?.period.instant).toBe(true))
})
