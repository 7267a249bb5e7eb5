import type { DialectTable } from './dialect.ts'
import { roundedQuotient } from './rounded-quotient.ts'
import { binary, call, raw, sql, whole, type Sql } from './tree.ts'

const truncate = (unit: string, of: Sql) => call('DATE_TRUNC', raw(`'${unit}'`), of)
const date = (of: Sql) => sql`CAST(${of} AS DATE)`
const back = (of: Sql, startMonth: number, size: number) =>
  date(binary(truncate('month', of), '-', sql`TO_MONTHS(CAST(${binary(binary(call('MONTH', of), '+', whole(12 - startMonth)), '%', whole(size))} AS INTEGER))`))

export const duckdb: DialectTable = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  nullsLast: 'clause',
  nullSafeEqual: 'IS NOT DISTINCT FROM',
  decimals: 'native',
  date: (of, kind) => (kind === 'date' ? date(of) : sql`CAST(${of} AS TIMESTAMP)`),
  day: date,
  days: (from, to) => call('DATE_DIFF', raw("'day'"), from, to),
  // date_trunc gives a timestamp, even of a date.
  bucket(grain, startMonth, of) {
    switch (grain) {
      case 'day': return date(of)
      case 'week': case 'month': return date(truncate(grain, of))
      case 'quarter': return startMonth % 3 === 1 ? date(truncate('quarter', of)) : back(of, startMonth, 3)
      case 'half': return back(of, startMonth, 6)
      case 'year': return startMonth === 1 ? date(truncate('year', of)) : back(of, startMonth, 12)
    }
  },
  part: (part, of) => call(part === 'weekday' ? 'ISODOW' : part.toUpperCase(), of),
  shift: (of, count, unit) => date(binary(of, count < 0 ? '-' : '+', sql`${raw(unit === 'month' ? 'TO_MONTHS' : 'TO_DAYS')}(${whole(Math.abs(count))})`)),
  like: (of, pattern) => sql`${of} ILIKE ${pattern} ESCAPE '!'`,
  text: (of) => sql`CAST(${of} AS VARCHAR)`,
  length: (of) => call('LENGTH', of),
  float: (of) => sql`CAST(${of} AS DOUBLE)`,
  // Division and average pass through DOUBLE; whole numbers do not. // drops the rest, and is null for a divisor of zero.
  division: {
    by: 'whole numbers',
    dividend: (of, divisor, scale) => sql`CAST(${binary(of.sql, '*', whole(10n ** BigInt(scale + divisor.scale)))} AS HUGEINT)`,
    divisor: (of) => (of.integer ? of.sql : sql`CAST(${of.scale === 0 ? of.sql : binary(of.sql, '*', whole(10n ** BigInt(of.scale)))} AS HUGEINT)`),
    quotient: (dividend, divisor, _, scale) => binary(roundedQuotient(dividend, '//', divisor, []), '*', raw(`0.${'0'.repeat(scale - 1)}1`)),
  },
  wholeQuotient: (of, by) => binary(of, '//', whole(by)),
  round: (of, digits) => call('ROUND', of, whole(digits)),
  signed: (of) => of,
}
