import type { DialectTable } from './dialect.ts'
import { binary, call, sql, whole, type Sql } from './tree.ts'

const monthStart = (of: Sql) => sql`CAST(DATE_FORMAT(${of}, '%Y-%m-01') AS DATE)`
const yearStart = (of: Sql) => call('MAKEDATE', call('YEAR', of), whole(1))
const monthsBack = (of: Sql, startMonth: number, size: number) => binary(binary(call('MONTH', of), '+', whole(12 - startMonth)), '%', whole(size))
const later = (of: Sql, count: Sql, unit: 'MONTH' | 'DAY') => sql`DATE_ADD(${of}, INTERVAL ${count} ${{ node: 'raw', text: unit }})`
const earlier = (of: Sql, count: Sql, unit: 'MONTH' | 'DAY') => sql`DATE_SUB(${of}, INTERVAL ${count} ${{ node: 'raw', text: unit }})`

/** MySQL 8 and 5.7, MariaDB and TiDB. */
export const mysql: DialectTable = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  nullsLast: 'expression',
  nullSafeEqual: '<=>',
  decimals: 'native',
  date: (of, kind) => (kind === 'date' ? sql`CAST(${of} AS DATE)` : sql`CAST(${of} AS DATETIME(6))`),
  day: (of) => call('DATE', of),
  days: (from, to) => call('DATEDIFF', to, from),
  bucket(grain, startMonth, of) {
    switch (grain) {
      case 'day': return call('DATE', of)
      case 'week': return earlier(call('DATE', of), call('WEEKDAY', of), 'DAY')
      case 'month': return monthStart(of)
      case 'quarter': return earlier(monthStart(of), monthsBack(of, startMonth, 3), 'MONTH')
      case 'half': return earlier(monthStart(of), monthsBack(of, startMonth, 6), 'MONTH')
      case 'year': return startMonth === 1 ? yearStart(of) : earlier(monthStart(of), monthsBack(of, startMonth, 12), 'MONTH')
    }
  },
  part(part, of) {
    switch (part) {
      case 'year': return call('YEAR', of)
      case 'quarter': return call('QUARTER', of)
      case 'month': return call('MONTH', of)
      // Mode 3 is the ISO week.
      case 'week': return call('WEEK', of, whole(3))
      case 'day': return call('DAYOFMONTH', of)
      case 'weekday': return binary(call('WEEKDAY', of), '+', whole(1))
    }
  },
  shift: (of, count, unit) => (count < 0 ? earlier : later)(of, whole(Math.abs(count)), unit === 'month' ? 'MONTH' : 'DAY'),
  // LOWER on both sides: a column may have a case-sensitive collation.
  like: (of, pattern) => sql`LOWER(${of}) LIKE LOWER(${pattern}) ESCAPE '!'`,
  text: (of) => sql`CAST(${of} AS CHAR)`,
  length: (of) => call('CHAR_LENGTH', of),
  float: (of) => sql`(${of} + 0E0)`,
  // Division keeps four digits more than its dividend has (div_precision_increment), rounded half up. Where fewer are wanted it is given
  // many more, or what was rounded once would be rounded again.
  division: {
    by: 'engine',
    quotient(dividend, divisor, scale) {
      const digits = dividend.scale + 4 === scale ? dividend.scale : dividend.scale + 4 < scale ? scale - 4 : scale + 8
      const wide = digits === dividend.scale ? dividend.sql : sql`CAST(${dividend.sql} AS DECIMAL(60, ${whole(digits)}))`
      return call('ROUND', binary(wide, '/', divisor.positive ? divisor.sql : call('NULLIF', divisor.sql, whole(0))), whole(scale))
    },
    average: (of, scale) => call('ROUND', call('AVG', of), whole(scale)),
  },
  wholeQuotient: (of, by) => binary(of, 'DIV', whole(by)),
  round: (of, digits) => call('ROUND', of, whole(digits)),
  signed: (of) => sql`CAST(${of} AS SIGNED)`,
}
