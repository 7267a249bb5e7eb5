import { expect, test } from 'vitest'
import { lastDay, readPeriod } from '../../../../renderer/ask/period-form.ts'

test('the last day is included: what is sent ends the day after', () => {
  expect(readPeriod('2025-01-01', '2025-12-31').edit).toEqual({ kind: 'period', from: '2025-01-01', until: '2026-01-01', label: '' })
  expect(readPeriod('2024-02-29', '2024-02-29').edit).toMatchObject({ until: '2024-03-01' })
  expect(lastDay('2026-01-01')).toBe('2025-12-31')
})

test('either end may be open, not both', () => {
  expect(readPeriod('', '2025-06-30').edit).toMatchObject({ from: null, until: '2025-07-01' })
  expect(readPeriod('2025-06-30', '').edit).toMatchObject({ from: '2025-06-30', until: null })
  expect(readPeriod('', '').problem).toBe('Give at least one date.')
  expect(lastDay(null)).toBeNull()
})

test('days that do not exist, and periods that run backwards, are said', () => {
  expect(readPeriod('2025-02-29', '').problem).toBe('“2025-02-29” is not a date.')
  expect(readPeriod('2025-02-02', '2025-02-01').problem).toBe('The first day must not be after the last.')
})
