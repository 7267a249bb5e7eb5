import { describe, expect, test } from 'vitest'
import { widerLimits } from '../../../../renderer/ask/wider-limits.ts'

describe('wider limits', () => {
  const limits = { rows: 1_000, seconds: 30, megabytes: 256 }

  test('four times the time or space, never beyond what can be set', () => {
    expect(widerLimits('TIMEOUT', limits)).toEqual([{ label: 'Allow 2 min', limits: { seconds: 120 } }])
    expect(widerLimits('TIMEOUT', { ...limits, seconds: 3_600 })).toEqual([])
    expect(widerLimits('TOO_LARGE', { ...limits, megabytes: 2_000 })).toEqual([{ label: 'Allow 4,096 MB', limits: { megabytes: 4_096 } }])
  })

  test('nothing is offered where a limit was not the cause', () => {
    expect(widerLimits('CONNECTION_LOST', limits)).toEqual([])
  })
})
