import { partText, periodText } from '../../shared/format/period-text.ts'
import type { Grain } from '../../shared/model/plan.ts'
import type { Cell } from '../../shared/model/value.ts'
import { cleanText } from './exact-text.ts'
import type { Role } from './fields.ts'

type Time = Extract<Role, { kind: 'time' }>
const dayMs = 86_400_000
/** Labels that fit side by side. */
const labelRoom = 10

/** A period or date in words (`periodText`), or what stands where there is none. */
export function timeText(cell: Cell, role: Time): string {
  return periodText(cell, role) ?? (cell === null ? '(no date)' : cleanText(String(cell)))
}

/** A calendar part in words (`partText`), or what stands where there is none. */
export function cycleText(cell: Cell, part: Extract<Role, { kind: 'cycle' }>['part']): string {
  return cell === null ? '(none)' : partText(cell, part) ?? cleanText(String(cell))
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
