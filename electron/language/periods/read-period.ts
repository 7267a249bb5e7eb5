import type { Grain } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { addDays, isDay, isoDate, partsOf, shift, startOf } from './days.ts'
import type { PeriodWords } from './period.ts'

/** Where "last year" counts from, the first month of a fiscal year, and which calendar bare years and quarters follow. */
export type Clock = { asOf: IsoDate; fiscalYearStart: number; calendar: 'calendar' | 'fiscal' }
export type PeriodRead = { words: number; period: PeriodWords }

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const shortMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const grains: Record<string, Grain> = { year: 'year', years: 'year', half: 'half', quarter: 'quarter', quarters: 'quarter', month: 'month', months: 'month', week: 'week', weeks: 'week', day: 'day', days: 'day' }
const counts: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12 }
const ordinals: Record<string, number> = { first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, last: 4 }
const own = <T>(table: Record<string, T>, key: string | undefined): T | undefined => (key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined)

/**
 * Reads a period at the head of a list of lower-case words, the longest reading: "2025", "q1 2026", "may 2025", "12 may 2025", "2018-03-17", "last year",
 * "last 3 months", "ytd", "fy2026", "h1 2025", "end of june 2026", "1990s", "yesterday". Null when there is none.
 */
export function readPeriod(words: readonly string[], clock: Clock): PeriodRead | null {
  return endOf(words, clock) ?? relative(words, clock) ?? toDate(words, clock) ?? fiscalYear(words, clock) ?? part(words, clock) ?? day(words) ?? month(words, clock) ?? year(words, clock)
}

const named = (from: IsoDate | null, until: IsoDate | null, label: string, grain: Grain | null, more: Partial<PeriodWords> = {}): PeriodWords =>
  ({ from, until, label, grain, year: null, month: null, instant: false, fiscal: false, ...more })

function stretch(grain: Grain, start: IsoDate, count: number, label: string, more: Partial<PeriodWords> = {}): PeriodWords {
  return named(start, shift(grain, start, count), label, grain, more)
}

const yearOf = (word: string | undefined): number | null => (word !== undefined && /^(?:1[0-9]|20|21)\d\d$/.test(word) ? Number(word) : null)
const monthOf = (word: string | undefined): number | null => {
  const plain = word?.replace(/\.$/, '') ?? ''
  const at = months.includes(plain) ? months.indexOf(plain) : plain === 'sept' ? 8 : shortMonths.indexOf(plain)
  return at < 0 ? null : at + 1
}
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** "end of june 2026", "end of last year", "year end 2025": the last day of the period. */
function endOf(words: readonly string[], clock: Clock): PeriodRead | null {
  const at = words[0] === 'end' && words[1] === 'of' ? 2 : words[0] === 'the' && words[1] === 'end' && words[2] === 'of' ? 3 : 0
  const inner = at === 0 ? null : readPeriod(words.slice(at), clock)
  if (inner?.period.until == null) return null
  const { period } = inner
  return { words: at + inner.words, period: { ...period, from: addDays(period.until!, -1), instant: true, label: `end of ${period.label}` } }
}

function relative(words: readonly string[], clock: Clock): PeriodRead | null {
  const { asOf } = clock
  const [first, second, third] = words
  if (first === 'today') return { words: 1, period: stretch('day', asOf, 1, 'today') }
  if (first === 'yesterday') return { words: 1, period: stretch('day', addDays(asOf, -1), 1, 'yesterday') }
  const direction = own({ last: -1, previous: -1, past: -1, prior: -1, this: 0, current: 0, next: 1, coming: 1 }, first)
  const count = second === undefined ? undefined : (own(counts, second) ?? (/^\d{1,3}$/.test(second) ? Number(second) : undefined))
  const manyGrain = own(grains, third)
  if (direction !== undefined && count !== undefined && manyGrain !== undefined) {
    const label = `${first!} ${count} ${third!}`
    if (direction < 0) return { words: 3, period: lastMany(manyGrain, count, clock, label) }
    if (direction > 0) return { words: 3, period: named(addDays(asOf, 1), shift(manyGrain, addDays(asOf, 1), count), label, manyGrain) }
  }
  const fiscal = second === 'fiscal' || second === 'financial'
  const grain = own(grains, fiscal ? third : second)
  if (direction !== undefined && grain !== undefined && !(fiscal && grain !== 'year' && grain !== 'quarter')) {
    const usesFiscal = fiscal || (clock.calendar === 'fiscal' && (grain === 'year' || grain === 'quarter'))
    const start = shift(grain, startOf(grain, asOf, usesFiscal ? clock.fiscalYearStart : 1), direction)
    const label = words.slice(0, fiscal ? 3 : 2).join(' ')
    return { words: fiscal ? 3 : 2, period: stretch(grain, start, 1, label, { year: grain === 'year' && !usesFiscal ? partsOf(start).year : null, fiscal: usesFiscal }) }
  }
  const ago = own(counts, first) ?? (first !== undefined && /^\d{1,3}$/.test(first) ? Number(first) : undefined)
  const agoGrain = own(grains, second)
  if (ago !== undefined && agoGrain !== undefined && third === 'ago') return { words: 3, period: stretch('day', shift(agoGrain, asOf, -ago), 1, words.slice(0, 3).join(' ')) }
  return null
}

/** "last 3 months" are the three whole months that ended by the as-of date; days count back from it. */
function lastMany(grain: Grain, count: number, clock: Clock, label: string): PeriodWords {
  const tomorrow = addDays(clock.asOf, 1)
  if (grain === 'day' || grain === 'week') return named(shift(grain, tomorrow, -count), tomorrow, label, grain)
  const whole = startOf(grain, tomorrow) === tomorrow ? tomorrow : startOf(grain, clock.asOf)
  return named(shift(grain, whole, -count), whole, label, grain)
}

function toDate(words: readonly string[], clock: Clock): PeriodRead | null {
  const { asOf } = clock
  const short = own<Grain>({ ytd: 'year', qtd: 'quarter', mtd: 'month', wtd: 'week' }, words[0])
  if (short !== undefined) return { words: 1, period: named(startOf(short, asOf, clock.calendar === 'fiscal' ? clock.fiscalYearStart : 1), addDays(asOf, 1), words[0]!.toUpperCase(), short) }
  const grain = own(grains, words[0])
  if (grain !== undefined && words[1] === 'to' && words[2] === 'date') return { words: 3, period: named(startOf(grain, asOf), addDays(asOf, 1), `${words[0]!} to date`, grain) }
  return null
}

function fiscalYear(words: readonly string[], clock: Clock): PeriodRead | null {
  const glued = /^fy['’]?(\d{2}|\d{4})$/.exec(words[0] ?? '')
  const spaced = words[0] === 'fy' ? 1 : (words[0] === 'fiscal' || words[0] === 'financial') ? (words[1] === 'year' ? 2 : 1) : 0
  const digits = glued?.[1] ?? (spaced > 0 ? /^(\d{2}|\d{4})$/.exec(words[spaced] ?? '')?.[1] : undefined)
  if (digits === undefined) return null
  const ends = digits.length === 2 ? 2000 + Number(digits) : Number(digits)
  return { words: glued === null ? spaced + 1 : 1, period: stretch('year', fiscalStart(ends, clock), 1, `FY${ends}`, { fiscal: true }) }
}

/** FY2026 is the fiscal year that ends in 2026. */
const fiscalStart = (ends: number, clock: Clock): IsoDate => isoDate(clock.fiscalYearStart === 1 ? ends : ends - 1, clock.fiscalYearStart, 1)

/** Quarters and halves: "q1 2026", "2026 q1", "first quarter of 2025", "h2 fy2026", "q3". */
function part(words: readonly string[], clock: Clock): PeriodRead | null {
  const leading = yearOf(words[0])
  const rest = leading === null ? words : words.slice(1)
  const glued = /^([qh])([1-4])$/.exec(rest[0] ?? '')
  const spoken = own(ordinals, rest[0]) !== undefined && (rest[1] === 'quarter' || rest[1] === 'half') ? { grain: rest[1] as Grain, number: own(ordinals, rest[0])! } : null
  if (glued === null && (spoken === null || rest[0] === 'last')) return null
  const grain: Grain = glued === null ? spoken!.grain : glued[1] === 'q' ? 'quarter' : 'half'
  const number = glued === null ? spoken!.number : Number(glued[2])
  if (grain === 'half' && number > 2) return null
  let used = (glued === null ? 2 : 1) + (leading === null ? 0 : 1)
  let start: IsoDate | null = leading === null ? null : yearStart(leading, clock)
  let fiscal = clock.calendar === 'fiscal'
  if (start === null) {
    const skip = /^(?:of|in|for)$/.test(words[used] ?? '') ? 1 : 0
    const year = yearOf(words[used + skip])
    const fy = fiscalYear(words.slice(used + skip), clock)
    if (fy !== null) {
      start = fy.period.from!
      used += skip + fy.words
      fiscal = true
    } else if (year !== null) {
      start = yearStart(year, clock)
      used += skip + 1
    }
  }
  const size = grain === 'quarter' ? 3 : 6
  const label = `${glued === null ? (grain === 'quarter' ? 'Q' : 'H') : glued[1]!.toUpperCase()}${number}`
  const recent = start === null
  let from = shift('month', start ?? startOf('year', clock.asOf, fiscal ? clock.fiscalYearStart : 1), (number - 1) * size)
  if (recent && from > clock.asOf) from = shift('year', from, -1)
  return { words: used, period: stretch(grain, from, 1, `${label} ${partsOf(from).year}`, { fiscal }) }
}

const yearStart = (year: number, clock: Clock): IsoDate => (clock.calendar === 'fiscal' ? fiscalStart(year, clock) : isoDate(year, 1, 1))

/** "2018-03-17", "3/17/2018", "march 17, 2018", "17 march 2018", "17th of march 2018". */
function day(words: readonly string[]): PeriodRead | null {
  const one = (year: number, monthNumber: number, dayNumber: number, used: number): PeriodRead | null =>
    isDay(year, monthNumber, dayNumber) ? { words: used, period: stretch('day', isoDate(year, monthNumber, dayNumber), 1, isoDate(year, monthNumber, dayNumber), { month: monthNumber }) } : null
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(words[0] ?? '')
  if (iso !== null) return one(Number(iso[1]), Number(iso[2]), Number(iso[3]), 1)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(words[0] ?? '')
  if (slashed !== null) {
    const [left, right, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])]
    return one(year, left, right, 1) ?? one(year, right, left, 1)
  }
  const dayOf = (word: string | undefined): number | null => {
    const found = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word ?? '')
    return found === null ? null : Number(found[1])
  }
  const first = monthOf(words[0])
  if (first !== null && dayOf(words[1]) !== null) {
    const comma = words[2] === ',' ? 1 : 0
    const year = yearOf(words[2 + comma])
    return year === null ? null : one(year, first, dayOf(words[1])!, 3 + comma)
  }
  if (dayOf(words[0]) === null) return null
  const of = words[1] === 'of' ? 1 : 0
  const second = monthOf(words[1 + of])
  const comma = words[2 + of] === ',' ? 1 : 0
  const year = yearOf(words[2 + of + comma])
  return second === null || year === null ? null : one(year, second, dayOf(words[0])!, 3 + of + comma)
}

/** "may 2025", "may of 2025", "2025-05"; a month alone is the latest one that has begun. */
function month(words: readonly string[], clock: Clock): PeriodRead | null {
  const dashed = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(words[0] ?? '')
  if (dashed !== null) return { words: 1, period: stretch('month', isoDate(Number(dashed[1]), Number(dashed[2]), 1), 1, words[0]!, { month: Number(dashed[2]) }) }
  const number = monthOf(words[0])
  if (number === null) return null
  const skip = words[1] === 'of' || words[1] === ',' ? 1 : 0
  const said = yearOf(words[1 + skip])
  const { year: thisYear, month: thisMonth } = partsOf(clock.asOf)
  const resolved = said ?? (number <= thisMonth ? thisYear : thisYear - 1)
  return { words: said === null ? 1 : 2 + skip, period: stretch('month', isoDate(resolved, number, 1), 1, `${capital(months[number - 1]!)} ${resolved}`, { month: number }) }
}

/** "2025", "the year 2025", "1990s". */
function year(words: readonly string[], clock: Clock): PeriodRead | null {
  const at = words[0] === 'year' ? 1 : words[0] === 'the' && words[1] === 'year' ? 2 : 0
  const decade = /^(\d{3}0)s$/.exec(words[at] ?? '')
  if (decade !== null) return { words: at + 1, period: named(isoDate(Number(decade[1]), 1, 1), isoDate(Number(decade[1]) + 10, 1, 1), words[at]!, null) }
  const number = yearOf(words[at])
  if (number === null) return null
  const fiscal = clock.calendar === 'fiscal'
  return { words: at + 1, period: stretch('year', yearStart(number, clock), 1, fiscal ? `FY${number}` : String(number), { year: fiscal ? null : number, fiscal }) }
}
