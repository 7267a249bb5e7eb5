import type { Grain } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'

const dayLength = 86_400_000

/** The date so many days later. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}

/** The date so many months later; the last day of a month stays inside its month. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return addDays(first.toISOString().slice(0, 10), Math.min(day, last) - 1)
}

/** How many months or days a grain is. */
export function grainLength(grain: Grain): { count: number; unit: 'month' | 'day' } {
  const lengths = { year: 12, half: 6, quarter: 3, month: 1 }
  return grain === 'week' ? { count: 7, unit: 'day' } : grain === 'day' ? { count: 1, unit: 'day' } : { count: lengths[grain], unit: 'month' }
}

/** The date so many grains later. */
export function addGrains(date: IsoDate, grain: Grain, grains: number): IsoDate {
  const { count, unit } = grainLength(grain)
  return (unit === 'month' ? addMonths : addDays)(date, count * grains)
}
