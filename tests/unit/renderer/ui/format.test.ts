import { expect, test } from 'vitest'
import { formatAgo, formatBytes, formatCount, formatDuration, formatShortCount } from '../../../../renderer/ui/format.ts'

test('counts in full and at a glance', () => {
  expect(formatCount(251_034)).toBe('251,034')
  expect([0, 182, 999, 1_000, 1_240, 9_949, 9_950, 41_200, 251_034, 999_499, 999_500, 3_400_000, 1_999_000_000].map(formatShortCount))
    .toEqual(['0', '182', '999', '1k', '1.2k', '9.9k', '10k', '41k', '251k', '999k', '1M', '3.4M', '2bn'])
})

test('stretches of time never say 1,000 ms or 60 s', () => {
  expect([0, 0.4, 62, 999, 999.6, 3_100, 9_949, 9_960, 59_499, 59_500, 60_000, 125_000, 3_599_400, 3_600_000, 3_840_000, 90_000_000].map(formatDuration))
    .toEqual(['0 ms', '0 ms', '62 ms', '999 ms', '1.0 s', '3.1 s', '9.9 s', '10 s', '59 s', '1 min', '1 min', '2 min 5 s', '59 min 59 s', '1 h', '1 h 4 min', '25 h'])
})

test('how long ago', () => {
  const now = Date.parse('2026-06-30T12:00:00Z')
  const ago = (minutes: number): string => formatAgo(new Date(now - minutes * 60_000).toISOString(), now)
  expect([0.5, 1, 59, 60, 23 * 60, 24 * 60, 47 * 60, 48 * 60, 13 * 24 * 60].map(ago)).toEqual(['just now', '1 minute ago', '59 minutes ago', '1 hour ago', '23 hours ago', 'yesterday', 'yesterday', '2 days ago', '13 days ago'])
  expect(ago(60 * 24 * 60)).toBe('1 May 2026')
  expect(formatAgo('no time', now)).toBe('')
  expect(formatAgo(new Date(now + 5_000).toISOString(), now)).toBe('just now')
})

test('bytes', () => {
  expect([0, 812, 999, 1_000, 14_200, 3_200_000, 999_600, 2_000_000_000].map(formatBytes)).toEqual(['0 B', '812 B', '999 B', '1 kB', '14 kB', '3.2 MB', '1 MB', '2 GB'])
})
