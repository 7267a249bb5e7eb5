import { expect, test } from 'vitest'
import { decodeDate, decodeTime, decodeTimestamp } from '../../../../electron/sources/mysql/temporal.ts'

const bytes = (...numbers: number[]): string => String.fromCharCode(...numbers)

test('dates and times are read from their bytes', () => {
  expect(decodeDate()(bytes(0xea, 7, 6, 30))).toBe('2026-06-30')
  expect(decodeDate()('')).toBe('0000-00-00')
  expect(decodeTimestamp()(bytes(0xea, 7, 6, 30))).toBe('2026-06-30 00:00:00')
  expect(decodeTimestamp()(bytes(0xea, 7, 6, 30, 14, 5, 0, 1, 0, 0, 0))).toBe('2026-06-30 14:05:00.000001')
  expect(decodeTime()(bytes(1, 34, 0, 0, 0, 22, 59, 59))).toBe('-838:59:59')
  expect(decodeTime()('')).toBe('00:00:00')
})

test('a value seen before is the same value, also after many others', () => {
  const decode = decodeDate()
  for (let round = 0; round < 2; round++) {
    for (let year = 1; year <= 9_000; year++) expect(decode(bytes(year & 255, year >> 8, 1, 2))).toBe(`${String(year).padStart(4, '0')}-01-02`)
  }
})

test('bytes of any other length are no date', () => {
  for (const decode of [decodeDate(), decodeTimestamp(), decodeTime()]) {
    for (const length of [1, 2, 3, 5, 6, 9, 10, 13, 250]) expect(() => decode('\x01'.repeat(length))).toThrow()
  }
})
