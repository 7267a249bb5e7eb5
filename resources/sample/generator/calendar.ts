import { table } from './table.ts'

/** Days since 1970-01-01. */
export type Day = number
export type Month = { index: number; year: number; month: number; first: Day; last: Day }

const milliseconds = 86_400_000
export const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month - 1, date) / milliseconds
const isoOf = (day: Day): string => new Date(day * milliseconds).toISOString().slice(0, 10)
export const yearOf = (day: Day): number => new Date(day * milliseconds).getUTCFullYear()

export const asOf = dayOf(2026, 6, 30)
const planEnd = dayOf(2027, 3, 31)

const monthsUntil = (end: Day): Month[] => {
  const months: Month[] = []
  for (let index = 0; ; index++) {
    const year = 2023 + Math.floor(index / 12)
    const month = (index % 12) + 1
    const first = dayOf(year, month, 1)
    if (first > end) return months
    months.push({ index, year, month, first, last: dayOf(year, month + 1, 1) - 1 })
  }
}

/** January 2023 to March 2027: the months that are planned. */
export const planMonths = monthsUntil(planEnd)
/** January 2023 to June 2026: the months that are booked. */
export const months = monthsUntil(asOf)

export const monthAt = (index: number): Month => {
  const month = planMonths[index]
  if (month === undefined) throw new RangeError(`no month ${index}`)
  return month
}
export const monthOf = (day: Day): Month => {
  const date = new Date(day * milliseconds)
  return monthAt((date.getUTCFullYear() - 2023) * 12 + date.getUTCMonth())
}

const isFree = (day: Day) => {
  const weekday = (day + 4) % 7
  return weekday === 0 || weekday === 6 || ['01-01', '12-25', '12-26'].includes(isoOf(day).slice(5))
}
/** The day itself, or the next one that is neither a weekend nor a holiday everywhere. */
export const businessDay = (day: Day): Day => {
  let at = day
  while (isFree(at)) at++
  return at
}
/** The Thursday on or after a day: when payment runs leave. */
export const payRunDay = (day: Day): Day => day + ((11 - ((day + 4) % 7)) % 7)
export const businessDaysOf = (month: Month): Day[] =>
  Array.from({ length: month.last - month.first + 1 }, (_, at) => month.first + at).filter((day) => !isFree(day))

/** FY2026 is the year that ends in March 2026. */
export const fiscalYearOf = (month: Month): number => (month.month >= 4 ? month.year + 1 : month.year)
export const periodNoOf = (month: Month): number => ((month.month + 8) % 12) + 1
export const periodIdOf = (fiscalYear: number, periodNo: number): string => `FY${fiscalYear}-${String(periodNo).padStart(2, '0')}`

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const periods = planMonths.flatMap((month) => {
  const year = fiscalYearOf(month)
  const period = {
    period_id: periodIdOf(year, periodNoOf(month)), fiscal_year: year, fiscal_qtr: Math.ceil(periodNoOf(month) / 3), period_no: periodNoOf(month),
    period_name: `${monthNames[month.month - 1] ?? ''} ${month.year}`, start_date: month.first, end_date: month.last,
    closed_flag: month.last < asOf, adj_flag: false,
  }
  if (month.month !== 3) return [period]
  return [period, { ...period, period_id: periodIdOf(year, 13), period_no: 13, period_name: `Adjustments FY${year}`, start_date: month.last, adj_flag: true }]
})

export const fiscalPeriodsTable = table('fiscal_periods', {
  period_id: 'text', fiscal_year: 'integer', fiscal_qtr: 'integer', period_no: 'integer', period_name: 'text', start_date: 'date', end_date: 'date',
  closed_flag: 'boolean', adj_flag: 'boolean',
}, periods)
