import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText } from '../../../shared/model/decimal-text.ts'

test('rounds half away from zero from the shortest decimal form', () => {
  expect(decimalText(1.005, 2)).toBe('1.01')
  expect(decimalText(-1.005, 2)).toBe('-1.01')
  expect(decimalText(2.675, 2)).toBe('2.68')
  expect(decimalText(0.1 + 0.2, 2)).toBe('0.30')
  expect(decimalText(-0.001, 2)).toBe('0.00')
  expect(decimalText(999.995, 2)).toBe('1000.00')
})

test('writes exactly as many digits as the scale says, for exponents too', () => {
  expect(decimalText(12.5, 4)).toBe('12.5000')
  expect(decimalText(1e21, 2)).toBe('1000000000000000000000.00')
  expect(decimalText(1.5e-7, 8)).toBe('0.00000015')
  expect(decimalText(1.5e-7, 2)).toBe('0.00')
  expect(decimalText(9007199254740993n, 2)).toBe('9007199254740993.00')
  expect(decimalText(-7n, 0)).toBe('-7')
  expect(decimalText(12.5, 0)).toBe('13')
})

test('amounts in cents survive the way through a double', () => {
  fc.assert(fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (cents) => {
    const text = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
    expect(decimalText(Number(text), 2)).toBe(text)
  }))
})
