import type { Grain } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'

/** Calendar arithmetic on ISO dates, without time zones. Months count from 1. */
export const isoDate = (year: number, month: number, day: number): IsoDate => {
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  return date.toISOString().slice(0, 10)
}

export type Parts = { year: number; month: number; day: number }
export const partsOf = (date: IsoDate): Parts => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { year, month, day }
}

/** The date so many days later. */
export const addDays = (date: IsoDate, days: number): IsoDate => {
  const { year, month, day } = partsOf(date)
  return isoDate(year, month, day + days)
}

/** The same day so many months later; the last day of the month when there is no such day. */
export const addMonths = (date: IsoDate, months: number): IsoDate => {
  const { year, month, day } = partsOf(date)
  const total = year * 12 + month - 1 + months
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1]
  const last = partsOf(isoDate(newYear, newMonth + 1, 0)).day
  return isoDate(newYear, newMonth, Math.min(day, last))
}

/** True when a year, month and day name a day that exists. */
export const isDay = (year: number, month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= partsOf(isoDate(year, month + 1, 0)).day

/** The first day of the period of that grain that a date falls in. Weeks begin on Monday; `yearStart` is the first month of the year. */
export function startOf(grain: Grain, date: IsoDate, yearStart = 1): IsoDate {
  const { year, month } = partsOf(date)
  const offset = (month - yearStart + 12) % 12
  const firstYear = month >= yearStart ? year : year - 1
  switch (grain) {
    case 'year': return isoDate(firstYear, yearStart, 1)
    case 'half': return addMonths(isoDate(firstYear, yearStart, 1), Math.floor(offset / 6) * 6)
    case 'quarter': return addMonths(isoDate(firstYear, yearStart, 1), Math.floor(offset / 3) * 3)
    case 'month': return isoDate(year, month, 1)
    case 'week': return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
    case 'day': return date
  }
}

const monthsIn: Partial<Record<Grain, number>> = { year: 12, half: 6, quarter: 3, month: 1 }

/** The start of the period so many grains later. */
export function shift(grain: Grain, date: IsoDate, count: number): IsoDate {
  const months = monthsIn[grain]
  return months === undefined ? addDays(date, count * (grain === 'week' ? 7 : 1)) : addMonths(date, months * count)
}
