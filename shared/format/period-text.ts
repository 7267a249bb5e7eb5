import type { ColumnFormat } from '../model/column-format.ts'
import type { Cell } from '../model/value.ts'

type Time = Pick<Extract<ColumnFormat, { kind: 'time' }>, 'grain' | 'calendar'>
type Part = Extract<ColumnFormat, { kind: 'cycle' }>['part']

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The moment of a date or timestamp cell in UTC milliseconds, whatever the machine's time zone; null when it is none. */
export function momentOf(cell: Cell | undefined): number | null {
  const match = typeof cell === 'string' ? /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d*)?)?)?/.exec(cell) : null
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part || 0))
  const moment = Date.UTC(year, month - 1, day, hour, minute, second)
  const made = new Date(moment)
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? moment : null
}

/** A period or date in words that cannot be misread: "Jan 2025", "Q1 2025", "30 Jun 2026"; null for what is no date. Fiscal periods are named by the day they start. */
export function periodText(cell: Cell, { grain, calendar }: Time): string | null {
  const moment = momentOf(cell)
  if (moment === null) return null
  const date = new Date(moment)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const full = `${day} ${months[month]} ${year}`
  if (grain === 'month') return `${months[month]} ${year}`
  if (grain === null || grain === 'day') return typeof cell === 'string' && cell.length > 10 ? `${full} ${cell.slice(11, 16)}` : full
  if (grain === 'week') return `week of ${full}`
  if (calendar === 'fiscal') return grain === 'year' ? fiscalYear(year, month) : `from ${months[month]} ${year}`
  return grain === 'year' ? String(year) : grain === 'half' ? `H${month < 6 ? 1 : 2} ${year}` : `Q${Math.floor(month / 3) + 1} ${year}`
}

/** A fiscal year is named by the calendar year it ends in. */
const fiscalYear = (year: number, startMonth: number): string => `FY${startMonth === 0 ? year : year + 1}`

/** A calendar part in words: month 3 is "Mar", weekday 1 "Mon", quarter 2 "Q2"; null for what is none. */
export function partText(cell: Cell, part: Part): string | null {
  const number = Number(cell)
  if (cell === null || !Number.isInteger(number)) return null
  switch (part) {
    case 'month': return months[number - 1] ?? null
    case 'weekday': return weekdays[number - 1] ?? null
    case 'quarter': return `Q${number}`
    case 'week': return `Week ${number}`
    case 'year': case 'day': return String(number)
  }
}
