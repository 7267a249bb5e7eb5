import type { IsoDate } from '../../../shared/model/value.ts'
import type { PeriodWords } from '../../language/periods/period.ts'
import { addDays, addMonths } from '../../plan/calendar.ts'
import { span } from '../../plan/phrase.ts'
import type { Draft } from '../draft-schema.ts'
import { Misfit } from './names.ts'
import { dayOf } from './tests.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** The time that a draft speaks of; null when it speaks of none. What it is called follows from its dates. Fails with Misfit. */
export function periodOf({ period }: Draft): PeriodWords | null {
  if (period === null || (period.from === null && period.until === null)) return null
  const day = (value: string | null): IsoDate | null => (value === null ? null : dayOf(value, { name: 'period' }))
  const [from, until] = [day(period.from), day(period.until)]
  if (from !== null && until !== null && from >= until) throw new Misfit('The period ends before it begins; "until" is the day after its last.')
  const whole = from === null || until === null ? null : wholeOf(from, until)
  return { from, until, label: whole?.label ?? span(from, until), grain: whole?.grain ?? null, year: whole?.grain === 'year' ? Number(from?.slice(0, 4)) : null, month: null, instant: from !== null && until === addDays(from, 1), fiscal: false }
}

/** A year, quarter or month of the calendar. */
function wholeOf(from: IsoDate, until: IsoDate): { label: string; grain: 'year' | 'quarter' | 'month' } | null {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  if (day !== 1) return null
  if (month === 1 && until === addMonths(from, 12)) return { label: String(year), grain: 'year' }
  if (month % 3 === 1 && until === addMonths(from, 3)) return { label: `Q${(month + 2) / 3} ${year}`, grain: 'quarter' }
  return until === addMonths(from, 1) ? { label: `${months[month - 1]} ${year}`, grain: 'month' } : null
}
