import type { Grain } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { addDays, shift, startOf } from './days.ts'
import type { PeriodWords } from './period.ts'

/** The time that a figure is about when it is compared with earlier and no time was said: the year so far, or the last whole quarter, month or week. */
export function recentPeriod(grain: Grain, asOf: IsoDate): PeriodWords {
  const plain = { grain, year: null, month: null, instant: false, fiscal: false }
  const tomorrow = addDays(asOf, 1)
  if (grain === 'year' || grain === 'half') return { ...plain, from: startOf('year', asOf), until: tomorrow, label: `${asOf.slice(0, 4)} to date` }
  const whole = startOf(grain, tomorrow)
  return { ...plain, from: shift(grain, whole, -1), until: whole, label: `Last whole ${grain}` }
}

/** A stretch of time that is not over on the as-of date, up to that date: this year is compared with as much of last year. */
export function begun(period: PeriodWords, asOf: IsoDate): PeriodWords {
  const tomorrow = addDays(asOf, 1)
  return period.until === null || period.until <= tomorrow || (period.from ?? '') > asOf ? period : { ...period, until: tomorrow, label: `${period.label} to date` }
}
