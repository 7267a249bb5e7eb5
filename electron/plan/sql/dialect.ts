import type { Expression, Grain } from '../../../shared/model/plan.ts'
import type { Spelling } from './print.ts'
import type { Sql } from './tree.ts'

export type Part = (Expression & { kind: 'part' })['part']
/** Steps in time that every dialect can add to a date. */
export type TimeUnit = 'month' | 'day'

/** A number to divide or divide by: digits after the point, whether it is of an integer type, whether it is never zero unless null. */
export type Operand = { sql: Sql; scale: number; integer: boolean; positive: boolean }

/**
 * Exact division, rounded half up to `scale` digits; null when the divisor is zero. An engine that divides decimals does it itself.
 * Elsewhere both are made whole numbers first, whose quotient is then worked out from quotients and rests.
 */
export type Division =
  | { by: 'engine'; quotient(dividend: Operand, divisor: Operand, scale: number): Sql; average(of: Sql, scale: number): Sql }
  | { by: 'whole numbers'; dividend(of: Operand, divisor: Operand, scale: number): Sql; divisor(of: Operand): Sql; quotient(dividend: Sql, divisor: Sql, of: [Operand, Operand], scale: number): Sql }

/**
 * Where the engines differ; docs/dialects.md is this table in words, and tests/unit/plan/dialects.test.ts has a test per row.
 * Dates are ISO text in SQLite and dates elsewhere.
 */
export type DialectTable = Spelling & {
  /** How decimals are computed: as they are, or as whole numbers of their smallest unit. */
  decimals: 'native' | 'scaled'
  /** A date or timestamp from a placeholder. */
  date(of: Sql, kind: 'date' | 'timestamp'): Sql
  /** The date without its time. */
  day(of: Sql): Sql
  /** Whole days from one to the other. */
  days(from: Sql, to: Sql): Sql
  /** First day of the period; `startMonth` is the first month of the year, 1 for the calendar. */
  bucket(grain: Grain, startMonth: number, of: Sql): Sql
  part(part: Part, of: Sql): Sql
  /** A date so many units later; `count` may be negative. A month's end stays inside its month. */
  shift(of: Sql, count: number, unit: TimeUnit): Sql
  /** `of` matches the pattern, in which ! takes the meaning from % and _; upper and lower case are equal. */
  like(of: Sql, pattern: Sql): Sql
  text(of: Sql): Sql
  /** Characters, not bytes. */
  length(of: Sql): Sql
  float(of: Sql): Sql
  division: Division
  /** Whole number divided by another, the rest dropped. Neither is negative. */
  wholeQuotient(of: Sql, by: number): Sql
  /** A number rounded half up to `digits`. */
  round(of: Sql, digits: number): Sql
  /** A whole number that may be negative, from an unsigned column. */
  signed(of: Sql): Sql
}
