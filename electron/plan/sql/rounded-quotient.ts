import { binary, whole, type Sql } from './tree.ts'

/**
 * dividend × 10^(sum of steps) / divisor of whole numbers, rounded half away from zero, from an operator that drops the rest: long division
 * that brings down `steps` digits at a time, and one more where twice the last rest is the divisor or beyond.
 */
export function roundedQuotient(dividend: Sql, divide: '/' | '//', divisor: Sql, steps: number[]): Sql {
  const power = (digits: number) => whole(10n ** BigInt(digits))
  let left = steps.reduce((sum, step) => sum + step, 0)
  let rest = dividend
  let quotient: Sql | null = null
  for (const step of [0, ...steps]) {
    const grown = step === 0 ? rest : binary(rest, '*', power(step))
    left -= step
    const part = binary(grown, divide, divisor)
    const term = left === 0 ? part : binary(part, '*', power(left))
    quotient = quotient === null ? term : binary(quotient, '+', term)
    rest = binary(grown, '%', divisor)
  }
  return binary(quotient!, '+', binary(binary(whole(2), '*', rest), divide, divisor))
}
