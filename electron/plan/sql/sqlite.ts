import type { DialectTable } from './dialect.ts'
import { binary, call, raw, sql, whole, type Sql } from './tree.ts'

const number = (format: string, of: Sql) => sql`CAST(strftime(${raw(`'${format}'`)}, ${of}) AS INTEGER)`
const back = (of: Sql, startMonth: number, size: number) =>
  call('date', of, raw("'start of month'"), binary(binary(raw("'-'"), '||', binary(binary(number('%m', of), '+', whole(12 - startMonth)), '%', whole(size))), '||', raw("' months'")))

/** Dates are ISO text; decimals are whole numbers of their smallest unit while they are computed (`scaled`). */
export const sqlite: DialectTable = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  nullsLast: 'clause',
  nullSafeEqual: 'IS',
  decimals: 'scaled',
  date: (of) => of,
  day: (of) => call('date', of),
  days: (from, to) => sql`CAST(julianday(date(${to})) - julianday(date(${from})) AS INTEGER)`,
  bucket(grain, startMonth, of) {
    switch (grain) {
      case 'day': return call('date', of)
      case 'week': return call('date', of, raw("'-6 days'"), raw("'weekday 1'"))
      case 'month': return call('date', of, raw("'start of month'"))
      case 'quarter': return back(of, startMonth, 3)
      case 'half': return back(of, startMonth, 6)
      case 'year': return startMonth === 1 ? call('date', of, raw("'start of year'")) : back(of, startMonth, 12)
    }
  },
  part(part, of) {
    switch (part) {
      case 'year': return number('%Y', of)
      case 'quarter': return binary(binary(number('%m', of), '+', whole(2)), '/', whole(3))
      case 'month': return number('%m', of)
      // The ISO week is that of its Thursday; %V is younger than many SQLite libraries.
      case 'week': return binary(binary(sql`CAST(strftime('%j', ${of}, '-3 days', 'weekday 4') AS INTEGER)`, '+', whole(6)), '/', whole(7))
      case 'day': return number('%d', of)
      case 'weekday': return binary(binary(binary(number('%w', of), '+', whole(6)), '%', whole(7)), '+', whole(1))
    }
  },
  // Adding a month to 31 January overflows into March; the start of a period never does, and nothing else is shifted by months.
  shift: (of, count, unit) => call('date', of, raw(`'${count < 0 ? '-' : '+'}${Math.abs(count)} ${unit}s'`)),
  like: (of, pattern) => sql`${of} LIKE ${pattern} ESCAPE '!'`,
  text: (of) => sql`CAST(${of} AS TEXT)`,
  length: (of) => call('length', of),
  float: (of) => sql`CAST(${of} AS REAL)`,
  // Both are whole numbers of their smallest units, and so is the result: round(n / d) = (2n + sign(n)·|d|) / 2d, where / drops the rest.
  quotient(numerator, denominator, scale) {
    const power = 10n ** BigInt(scale + denominator.scale - numerator.scale)
    const half = binary(call('sign', numerator.sql), '*', denominator.positive ? denominator.sql : call('abs', denominator.sql))
    return binary(binary(binary(numerator.sql, '*', whole(2n * power)), '+', half), '/', binary(whole(2), '*', denominator.sql))
  },
  wholeQuotient: (of, by) => binary(of, '/', whole(by)),
  round: (of, digits) => call('round', of, whole(digits)),
  signed: (of) => of,
}
