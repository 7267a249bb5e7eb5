import { describe, expect, test } from 'vitest'
import { moreRows, widerLimits } from '../../../../renderer/ask/wider-limits.ts'

describe('wider limits', () => {
  const limits = { rows: 1_000, seconds: 30, megabytes: 256 }

  test('four times the time, ten times the rows, never beyond what can be set', () => {
    expect(widerLimits('TIMEOUT', limits)).toEqual([{ label: 'Allow 2 min', limits: { seconds: 120 } }])
    expect(widerLimits('TIMEOUT', { ...limits, seconds: 3_600 })).toEqual([])
    expect(moreRows(limits)).toEqual({ label: 'Load 10,000', limits: { rows: 10_000, seconds: 120 } })
    expect(moreRows({ ...limits, rows: 900_000 })?.limits.rows).toBe(5_000_000)
    expect(moreRows({ ...limits, rows: 5_000_000 })).toBeNull()
  })

  test('nothing is offered where a limit was not the cause', () => {
    expect(widerLimits('CONNECTION_LOST', limits)).toEqual([])
  })
})
