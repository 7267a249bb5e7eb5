import { binary, whole, type Sql } from './tree.ts'

/**
 * dividend / divisor of whole numbers, rounded half away from zero, from an operator that drops the rest: the quotient, and one more
 * (away from zero) where twice the rest is the divisor or beyond.
 */
export function roundedQuotient(dividend: Sql, divide: '/' | '//', divisor: Sql): Sql {
  const rest = binary(dividend, '%', divisor)
  return binary(binary(dividend, divide, divisor), '+', binary(binary(whole(2), '*', rest), divide, divisor))
}
