import { describe, expect, test } from 'vitest'
import { progressText, roughly } from '../../../../renderer/ask/progress-text.ts'

describe('progress in words', () => {
  test('estimates say two digits', () => {
    expect([7, 99.6, 239_412, 84_020, 1_000_000].map(roughly)).toEqual(['about 7', 'about 100', 'about 240,000', 'about 84,000', 'about 1,000,000'])
  })

  test('rows so far, of how many, how long, how much longer', () => {
    expect(progressText('Reading rows', { rows: 149_200, part: 0.62, expected: 239_412, result: null }, 3_120, 1_900, 1_000_000)).toBe('149,200 of about 240,000 rows · 3.1 s · about 2 s left')
  })

  test('a limit is no estimate', () => {
    expect(progressText('', { rows: 400, part: 0.4, expected: 1_000, result: null }, 500, null, 1_000)).toBe('400 of at most 1,000 rows · 500 ms')
  })

  test('before the first row it says what is done', () => {
    expect(progressText('Waiting for the first rows', null, 61_000, null, 1_000)).toBe('Waiting for the first rows · 1 min 1 s')
  })
})
