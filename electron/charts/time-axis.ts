import type { Grain } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { cleanText } from './exact-text.ts'
import type { Role } from './fields.ts'

type Time = Extract<Role, { kind: 'time' }>
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const dayMs = 86_400_000
/** Labels that fit side by side. */
const labelRoom = 10

/** The moment of a date or timestamp cell in UTC milliseconds, whatever the machine's time zone; null when it is none. */
export function momentOf(cell: Cell | undefined): number | null {
  const match = typeof cell === 'string' ? /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d*)?)?)?/.exec(cell) : null
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part || 0))
  const moment = Date.UTC(year, month - 1, day, hour, minute, second)
  const made = new Date(moment)
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? moment : null
}

/** A period or date in words that cannot be misread: "Jan 2025", "Q1 2025", "30 Jun 2026". Fiscal periods are named by the day they start. */
export function timeText(cell: Cell, { grain, calendar }: Time): string {
  const moment = momentOf(cell)
  if (moment === null) return cell === null ? '(no date)' : cleanText(String(cell))
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

/** A calendar part in words: month 3 → "Mar", weekday 1 → "Mon", quarter 2 → "Q2". */
export function cycleText(cell: Cell, part: Extract<Role, { kind: 'cycle' }>['part']): string {
  if (cell === null) return '(none)'
  const number = Number(cell)
  const word = part === 'month' ? months[number - 1] : part === 'weekday' ? weekdays[number - 1] : part === 'quarter' ? `Q${number}` : part === 'week' ? `Week ${number}` : undefined
  return word ?? cleanText(String(cell))
}

/** The Vega-Lite axis of a time field: ticks stand on periods of the data, few enough to be read. */
export function timeAxis(title: string | null, role: Time, moments: readonly number[]): Record<string, unknown> {
  const grain = role.grain ?? 'day'
  const ticks = ticksOf([...new Set(moments)].sort((a, b) => a - b), grain)
  const labels = labelsOf(grain, role, moments)
  return { title, values: ticks.map(dateTime), labelOverlap: 'greedy', labelFlush: false, ...labels }
}

/** Ticks are spelled out, because Vega's interpreter misreads a moment given in milliseconds. */
function dateTime(moment: number): Record<string, unknown> {
  const date = new Date(moment)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate(), hours: date.getUTCHours(), minutes: date.getUTCMinutes(), seconds: date.getUTCSeconds(), utc: true }
}

function labelsOf(grain: Grain, role: Time, moments: readonly number[]): Record<string, unknown> {
  const fiscal = role.calendar === 'fiscal'
  if (grain === 'month') return { format: '%b %Y' }
  if (grain === 'week') return { format: '%d %b %Y' }
  if (grain === 'day') return { format: spansHours(moments) ? '%d %b %H:%M' : '%d %b %Y' }
  if (grain === 'year') return fiscal && startsLate(moments) ? { labelExpr: "'FY' + (utcyear(datum.value) + 1)" } : { format: fiscal ? 'FY%Y' : '%Y' }
  if (fiscal) return { format: 'from %b %Y' }
  return grain === 'quarter' ? { format: 'Q%q %Y' } : { labelExpr: "(utcmonth(datum.value) < 6 ? 'H1 ' : 'H2 ') + utcyear(datum.value)" }
}

const startsLate = (moments: readonly number[]): boolean => moments.some((moment) => new Date(moment).getUTCMonth() !== 0)
const spansHours = (moments: readonly number[]): boolean => Math.max(...moments) - Math.min(...moments) < 3 * dayMs && moments.some((moment) => moment % dayMs !== 0)

/** Months are thinned to halves or years that begin in January, so that labels fall where a reader looks for them. */
function ticksOf(moments: readonly number[], grain: Grain): number[] {
  if (moments.length <= labelRoom) return [...moments]
  if (grain === 'month') {
    const month = (moment: number): number => new Date(moment).getUTCFullYear() * 12 + new Date(moment).getUTCMonth()
    const step = [2, 3, 6, 12, 24, 60, 120].find((size) => moments.length / size <= labelRoom) ?? 240
    return moments.filter((moment) => month(moment) % step === 0)
  }
  const step = Math.ceil(moments.length / labelRoom)
  return moments.filter((_, at) => at % step === 0)
}

/** Periods between the first and the last that have no row, as UTC milliseconds. At most 1,000. */
export function missingPeriods(moments: readonly number[], grain: Grain): number[] {
  const present = new Set(moments)
  const last = Math.max(...moments)
  const missing: number[] = []
  for (let moment = Math.min(...moments); moment < last && missing.length < 1_000; moment = next(moment, grain)) {
    if (!present.has(moment)) missing.push(moment)
  }
  return missing
}

function next(moment: number, grain: Grain): number {
  if (grain === 'day') return moment + dayMs
  if (grain === 'week') return moment + 7 * dayMs
  const date = new Date(moment)
  const step = { month: 1, quarter: 3, half: 6, year: 12 }[grain]
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + step, date.getUTCDate())
}
