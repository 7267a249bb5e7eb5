import type { DialectTable } from './dialect.ts'
import { roundedQuotient } from './rounded-quotient.ts'
import { binary, call, raw, sql, whole, type Sql } from './tree.ts'

const number = (format: string, of: Sql) => sql`CAST(STRFTIME(${raw(`'${format}'`)}, ${of}) AS INTEGER)`
const back = (of: Sql, startMonth: number, size: number) =>
  call('DATE', of, raw("'start of month'"), binary(binary(raw("'-'"), '||', binary(binary(number('%m', of), '+', whole(12 - startMonth)), '%', whole(size))), '||', raw("' months'")))

/** Dates are ISO text; decimals are whole numbers of their smallest unit while they are computed (`scaled`). */
export const sqlite: DialectTable = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  nullsLast: 'clause',
  nullSafeEqual: 'IS',
  decimals: 'scaled',
  date: (of) => of,
  day: (of) => call('DATE', of),
  days: (from, to) => sql`CAST(JULIANDAY(${to}) - JULIANDAY(${from}) AS INTEGER)`,
  bucket(grain, startMonth, of) {
    switch (grain) {
      case 'day': return call('DATE', of)
      case 'week': return call('DATE', of, raw("'-6 days'"), raw("'weekday 1'"))
      case 'month': return call('DATE', of, raw("'start of month'"))
      case 'quarter': return back(of, startMonth, 3)
      case 'half': return back(of, startMonth, 6)
      case 'year': return startMonth === 1 ? call('DATE', of, raw("'start of year'")) : back(of, startMonth, 12)
    }
  },
  part(part, of) {
    switch (part) {
      case 'year': return number('%Y', of)
      case 'quarter': return binary(binary(number('%m', of), '+', whole(2)), '/', whole(3))
      case 'month': return number('%m', of)
      // The ISO week is that of its Thursday; %V is younger than many SQLite libraries.
      case 'week': return binary(binary(sql`CAST(STRFTIME('%j', ${of}, '-3 days', 'weekday 4') AS INTEGER)`, '+', whole(6)), '/', whole(7))
      case 'day': return number('%d', of)
      case 'weekday': return binary(binary(binary(number('%w', of), '+', whole(6)), '%', whole(7)), '+', whole(1))
    }
  },
  // Adding a month to 31 January overflows into March; the start of a period never does, and nothing else is shifted by months.
  shift: (of, count, unit) => call('DATE', of, raw(`'${count < 0 ? '-' : '+'}${Math.abs(count)} ${unit}s'`)),
  like: (of, pattern) => sql`${of} LIKE ${pattern} ESCAPE '!'`,
  text: (of) => sql`CAST(${of} AS TEXT)`,
  length: (of) => call('LENGTH', of),
  float: (of) => sql`CAST(${of} AS REAL)`,
  // Both are whole numbers of their smallest units already. / drops the rest, and is null for a divisor of zero. 64 bits are soon too few for
  // a dividend with all its zeros, so digits are brought down a few at a time, all at once where the divisor is a count.
  division: {
    by: 'whole numbers',
    dividend: (of) => of.sql,
    divisor: (of) => of.sql,
    quotient(dividend, divisor, [top, below], scale) {
      const digits = scale + below.scale - top.scale
      return roundedQuotient(dividend, '/', divisor, below.positive ? [digits] : [...Array<number>(Math.floor(digits / 3)).fill(3), ...(digits % 3 === 0 ? [] : [digits % 3])])
    },
  },
  wholeQuotient: (of, by) => binary(of, '/', whole(by)),
  round: (of, digits) => call('ROUND', of, whole(digits)),
  signed: (of) => of,
}
