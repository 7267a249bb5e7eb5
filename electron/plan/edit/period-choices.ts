import type { CalendarName, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice } from '../../../shared/model/plan-edit.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { addDays, addMonths } from '../calendar.ts'
import { span } from '../phrase.ts'
import type { Offer } from './offer.ts'
import { periodColumns } from './periods.ts'
import { workOn, type EditSetting } from './setting.ts'

export type Stretch = { label: string; from: IsoDate; until: IsoDate; group: string; calendar: CalendarName }

/** Years, quarters and months around the as-of date and back to the first row, as far as there are rows. */
export function periodChoices(plan: QueryPlan, setting: EditSetting): Offer {
  const period = plan.period
  const data = extent(plan, setting)
  const choices = stretches(setting, data).map(({ label, from, until, group, calendar }): Choice => ({
    label, detail: span(from, until), group, chosen: period?.from === from && period.until === until, edit: { kind: 'period', from, until, label, calendar },
  }))
  return { title: 'Period', choices, form: { kind: 'period', from: period?.from ?? null, until: period?.until ?? null } }
}

/** The first and last day that the plan's dates hold, where the profile tells. */
function extent(plan: QueryPlan, setting: EditSetting): { first: IsoDate | null; last: IsoDate | null } {
  try {
    const { plan: placed, columns } = periodColumns(plan, workOn(plan, setting))
    return extentOf(placed, columns, setting)
  } catch (error) {
    if (error instanceof Failure) return { first: null, last: null }
    throw error
  }
}

export function extentOf(plan: QueryPlan, columns: readonly Expression[], { catalog }: EditSetting): { first: IsoDate | null; last: IsoDate | null } {
  const profiles = columns.flatMap((column) => {
    if (column.kind !== 'column') return []
    const table = plan.tables.find((use) => use.id === column.table)?.table
    return catalog.tables.find((each) => each.name === table)?.columns.find((each) => each.name === column.column)?.profile ?? []
  })
  const days = (bound: 'min' | 'max') => profiles.flatMap((profile) => (typeof profile[bound] === 'string' && /^\d{4}-\d\d-\d\d/.test(profile[bound]) ? [profile[bound].slice(0, 10)] : [])).sort()
  return { first: days('min')[0] ?? null, last: days('max').at(-1) ?? null }
}

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Stretches of time that people ask for, each of which meets the rows there are. */
export function stretches({ asOf, catalog }: EditSetting, { first, last }: { first: IsoDate | null; last: IsoDate | null }): Stretch[] {
  const [year, month] = asOf.split('-').map(Number) as [number, number]
  const day = (ofYear: number, ofMonth: number): IsoDate => addMonths(`${String(ofYear).padStart(4, '0')}-01-01`, ofMonth - 1)
  const start = catalog.fiscalYearStart
  const fiscal = start === 1 ? year : month >= start ? year + 1 : year
  const calendarYear = (of: number): Stretch => ({ label: String(of), from: day(of, 1), until: day(of + 1, 1), group: 'Years', calendar: 'calendar' })
  const fiscalYear = (of: number): Stretch => ({ label: `FY${of}`, from: day(of - 1, start), until: day(of, start), group: 'Fiscal years', calendar: 'fiscal' })
  const quarters = [0, 1, 2, 3, 4, 5].map((back): Stretch => {
    const from = addMonths(day(year, Math.floor((month - 1) / 3) * 3 + 1), -3 * back)
    const [ofYear, ofMonth] = from.split('-').map(Number) as [number, number]
    return { label: `Q${Math.ceil(ofMonth / 3)} ${ofYear}`, from, until: addMonths(from, 3), group: 'Quarters', calendar: 'calendar' }
  })
  const fiscalQuarters = start === 1 ? [] : [0, 1, 2, 3].map((back): Stretch => {
    const into = Math.floor((((month - start) % 12) + 12) % 12 / 3)
    const from = addMonths(day(fiscal - 1, start), 3 * (into - back))
    const [ofYear, ofMonth] = from.split('-').map(Number) as [number, number]
    const number = Math.floor((((ofMonth - start) % 12) + 12) % 12 / 3) + 1
    return { label: `Q${number} FY${ofMonth >= start ? ofYear + 1 : ofYear}`, from, until: addMonths(from, 3), group: 'Fiscal quarters', calendar: 'fiscal' }
  })
  const months = Array.from({ length: 12 }, (_, back): Stretch => {
    const from = addMonths(day(year, month), -back)
    const [ofYear, ofMonth] = from.split('-').map(Number) as [number, number]
    return { label: `${monthNames[ofMonth - 1]} ${ofYear}`, from, until: addMonths(from, 1), group: 'Months', calendar: 'calendar' }
  })
  const firstYear = Math.max(Number(first?.slice(0, 4) ?? year - 2), year - 9)
  const lastYear = Math.max(year, Math.min(Number(last?.slice(0, 4) ?? year), year + 2))
  const years = Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, back) => lastYear - back)
  const tomorrow = addDays(asOf, 1)
  const recent: Stretch[] = [
    { label: 'This year', from: day(year, 1), until: day(year + 1, 1), group: 'Now', calendar: 'calendar' },
    { label: 'Last year', from: day(year - 1, 1), until: day(year, 1), group: 'Now', calendar: 'calendar' },
    { label: 'Year to date', from: day(year, 1), until: tomorrow, group: 'Now', calendar: 'calendar' },
    { label: 'This quarter', from: quarters[0]!.from, until: quarters[0]!.until, group: 'Now', calendar: 'calendar' },
    { label: 'Last quarter', from: quarters[1]!.from, until: quarters[1]!.until, group: 'Now', calendar: 'calendar' },
    { label: 'This month', from: months[0]!.from, until: months[0]!.until, group: 'Now', calendar: 'calendar' },
    { label: 'Last month', from: months[1]!.from, until: months[1]!.until, group: 'Now', calendar: 'calendar' },
    { label: 'Last 12 months', from: addMonths(day(year, month), -11), until: addMonths(day(year, month), 1), group: 'Now', calendar: 'calendar' },
    ...(start === 1 ? [] : [
      { label: 'This fiscal year', from: day(fiscal - 1, start), until: day(fiscal, start), group: 'Now', calendar: 'fiscal' as const },
      { label: 'Last fiscal year', from: day(fiscal - 2, start), until: day(fiscal - 1, start), group: 'Now', calendar: 'fiscal' as const },
    ]),
  ]
  const fiscalYears = start === 1 ? [] : years.map((of) => fiscalYear(of + 1)).filter(({ from }) => from <= asOf)
  const meets = ({ from, until }: Stretch) => (first === null || until > first) && (last === null || from <= last)
  return [...recent, ...years.map(calendarYear), ...fiscalYears, ...quarters, ...fiscalQuarters, ...months].filter(meets)
}
