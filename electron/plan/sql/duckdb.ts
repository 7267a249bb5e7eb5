import type { DialectTable } from './dialect.ts'
import { binary, call, raw, sql, whole, type Sql } from './tree.ts'

const truncate = (unit: string, of: Sql) => call('date_trunc', raw(`'${unit}'`), of)
const date = (of: Sql) => sql`CAST(${of} AS DATE)`
const back = (of: Sql, startMonth: number, size: number) =>
  date(binary(truncate('month', of), '-', sql`to_months(CAST(${binary(binary(call('month', of), '+', whole(12 - startMonth)), '%', whole(size))} AS INTEGER))`))

export const duckdb: DialectTable = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  nullsLast: 'clause',
  nullSafeEqual: 'IS NOT DISTINCT FROM',
  decimals: 'native',
  date: (of, kind) => (kind === 'date' ? date(of) : sql`CAST(${of} AS TIMESTAMP)`),
  day: date,
  days: (from, to) => call('date_diff', raw("'day'"), date(from), date(to)),
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
  part: (part, of) => call(part === 'weekday' ? 'isodow' : part, of),
  shift: (of, count, unit) => date(binary(of, count < 0 ? '-' : '+', sql`${raw(unit === 'month' ? 'to_months' : 'to_days')}(${whole(Math.abs(count))})`)),
  like: (of, pattern) => sql`${of} ILIKE ${pattern} ESCAPE '!'`,
  text: (of) => sql`CAST(${of} AS VARCHAR)`,
  length: (of) => call('length', of),
  float: (of) => sql`CAST(${of} AS DOUBLE)`,
  // Division and average pass through DOUBLE; whole numbers do not: round(n / d) = (2n + sign(n)·|d|) // 2d.
  quotient(numerator, denominator, scale) {
    const power = 10n ** BigInt(scale + denominator.scale)
    const twice = sql`CAST(${numerator.sql} * ${whole(2n * power)} AS HUGEINT)`
    const divisor = denominator.scale === 0 ? denominator.sql : sql`CAST(${denominator.sql} * ${whole(10n ** BigInt(denominator.scale))} AS HUGEINT)`
    const half = binary(call('sign', numerator.sql), '*', denominator.positive ? divisor : call('abs', divisor))
    const double = denominator.positive ? binary(whole(2), '*', divisor) : call('nullif', binary(whole(2), '*', divisor), whole(0))
    return binary(binary(binary(twice, '+', half), '//', double), '*', raw(`0.${'0'.repeat(scale - 1)}1`))
  },
  wholeQuotient: (of, by) => binary(of, '//', whole(by)),
  round: (of, digits) => call('round', of, whole(digits)),
  signed: (of) => of,
}
