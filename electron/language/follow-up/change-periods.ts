import type { Grain, Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { addDays, addMonths } from '../../plan/calendar.ts'
import { span } from '../../plan/phrase.ts'
import type { PeriodWords } from '../periods/period.ts'
import type { ChangeOf } from './change.ts'
import { asQuery, attempts, columnName, edit, filtersOf, nearest, unknown, type Draft, type Scene } from './scene.ts'

type Stretch = { from: IsoDate | null; until: IsoDate | null }
/** The time that a plan speaks of: a period, a test of a date, or a test of a column of years. */
type Current = Stretch & ({ kind: 'period' } | { kind: 'date'; at: number; column: ColumnName } | { kind: 'year'; at: number; column: ColumnName })

const monthsIn: Partial<Record<Grain, number>> = { year: 12, half: 6, quarter: 3, month: 1 }

/** "in 2024", "and last year?". Where words such as "last year" would give the same time again, the one before it is meant. */
export function withPeriod(plan: Plan, { mood, period, said }: ChangeOf<'period'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  if (mood === 'exclude') throw unknown(said, 'a stretch of time cannot be left out yet')
  if (query.measures.some((measure) => hasOwnPeriod(measure.where))) throw unknown(said, 'its numbers each have a period of their own')
  const current = currentOf(query, scene)
  const relative = /^(?:(?:in|for) )?(?:the )?(last|previous|next|this) (year|quarter|month|week)$/.exec(said)
  const [, way, grain] = relative ?? []
  if (current?.from != null && current.until !== null && way !== undefined && way !== 'this' && period.from !== null) {
    const same = current.from === period.from && current.until === period.until
    const back = way === 'next' ? 1 : -1
    if (same) {
      const moved = shifted(current, grain as Grain, back)
      return [{ plan: placed(query, moved, labelOf(moved, scene), scene), notes: [`“${said}” is the ${grain!} ${back < 0 ? 'before' : 'after'} the one asked about: ${labelOf(moved, scene)}`], cost: 0 }]
    }
    if (grain === 'year' && addMonths(current.from, 12) > current.until) {
      const years = Number(period.from.slice(0, 4)) - Number(current.from.slice(0, 4))
      const moved = shifted(current, 'year', years === 0 ? back : years)
      return attempts([
        () => ({ plan: placed(query, moved, labelOf(moved, scene), scene), notes: [`“${said}” is the same part of that year: ${labelOf(moved, scene)}`], cost: 0 }),
        () => ({ plan: placed(query, period, period.label, scene, period), notes: [], cost: 1 }),
      ], undated(said))
    }
  }
  return [{ plan: placed(query, period, capital(period.label), scene, period), notes: [], cost: 0 }]
}

/** "the year before": the same stretch so many grains away. */
export function withShift(plan: Plan, { grain, count }: ChangeOf<'shift'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const current = currentOf(query, scene)
  const words = `the ${grain} ${count < 0 ? 'before' : 'after'}`
  if (current?.from == null || current.until === null) throw new Failure('NOT_SUPPORTED', `“${words}” needs a time to count from, and the answer before has none.`, { hint: 'Name the time, such as “in 2024”.' })
  if (addMonths(current.from, monthsIn[grain] ?? 0) < current.until) throw unknown(words, `it is about more than one ${grain}`)
  const moved = shifted(current, grain, count)
  return [{ plan: placed(query, moved, labelOf(moved, scene), scene), notes: [], cost: 0 }]
}

const undated = (said: string) => unknown(said, 'these rows have no date of their own')
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function hasOwnPeriod(where: QueryPlan['where']): boolean {
  return where !== undefined && JSON.stringify(where).includes('"kind":"within"')
}

function shifted({ from, until }: Stretch, grain: Grain, count: number): Stretch {
  const months = monthsIn[grain]
  const move = (date: IsoDate | null) => (date === null ? null : months === undefined ? addDays(date, count * (grain === 'week' ? 7 : 1)) : addMonths(date, months * count))
  return { from: move(from), until: move(until) }
}

function labelOf({ from, until }: Stretch, { setting }: Scene): string {
  if (from === null || until === null) return capital(span(from, until))
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  const start = setting.catalog.fiscalYearStart
  if (day === 1 && until === addMonths(from, 12) && month === 1) return String(year)
  if (day === 1 && until === addMonths(from, 12) && month === start) return `FY${year + 1}`
  if (day === 1 && until === addMonths(from, 3) && month % 3 === 1) return `Q${Math.ceil(month / 3)} ${year}`
  if (day === 1 && until === addMonths(from, 1)) return `${new Date(`${from}T00:00:00Z`).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })} ${year}`
  return capital(span(from, until))
}

/** The time a plan speaks of now; null when it speaks of none, or of several. */
function currentOf(query: QueryPlan, { index }: Scene): Current | null {
  if (query.period !== undefined) {
    const { from, until } = query.period
    return { kind: 'period', from, until }
  }
  const tests = filtersOf(query).flatMap(({ at, filter }): Current[] => {
    if (filter.kind !== 'column') return []
    const found = index.columns.find((column) => column.name === filter.column.column && index.tables[column.table]!.name === filter.column.table)
    const { operator, column } = filter
    if (found?.kind === 'date' || found?.kind === 'timestamp') {
      const [first, second] = filter.values.map(String)
      const ends: Partial<Record<typeof operator, Stretch>> = { between: { from: first ?? null, until: second === undefined ? null : addDays(second, 1) }, is: { from: first ?? null, until: first === undefined ? null : addDays(first, 1) }, atLeast: { from: first ?? null, until: null }, less: { from: null, until: first ?? null } }
      return ends[operator] === undefined ? [] : [{ kind: 'date', at, column, ...ends[operator] }]
    }
    if (found?.role === 'year' && operator === 'is' && filter.values.length === 1 && /^\d{4}$/.test(String(filter.values[0]))) return [{ kind: 'year', at, column, from: `${String(filter.values[0])}-01-01`, until: `${Number(filter.values[0]) + 1}-01-01` }]
    return []
  })
  return tests.length === 1 ? tests[0]! : null
}

/** The plan about another stretch of time, put where it spoke of time before. */
function placed(query: QueryPlan, { from, until }: Stretch, label: string, scene: Scene, words?: PeriodWords): Plan {
  const current = currentOf(query, scene)
  const calendar = words?.fiscal === true ? 'fiscal' as const : 'calendar' as const
  if (current?.kind === 'date') return edit(query, { kind: 'filter', at: `where:${current.at}`, to: dateFilter(current.column, from, until) }, scene)
  if (current?.kind === 'year') return edit(query, { kind: 'filter', at: `where:${current.at}`, to: yearFilter(current.column, from, until, label) }, scene)
  const years = scene.index.columns.flatMap((column) => (column.role === 'year' && column.kind !== 'date' ? [{ column: column.at, score: 1 }] : []))
  return attempts([
    () => ({ plan: edit(query, { kind: 'period', from, until, label, calendar }, scene), notes: [], cost: 0 }),
    ...nearest(years, query, scene).slice(0, 2).map(({ hit }, order) => () => ({ plan: edit(query, { kind: 'filter', at: null, to: yearFilter(columnName(hit.column, scene.index), from, until, label) }, scene), notes: [], cost: 1 + order })),
  ], undated(label))[0]!.plan
}

function dateFilter(column: ColumnName, from: IsoDate | null, until: IsoDate | null) {
  if (from === null) return { kind: 'column' as const, column, operator: 'less' as const, values: [until] }
  return until === null ? { kind: 'column' as const, column, operator: 'atLeast' as const, values: [from] } : { kind: 'column' as const, column, operator: 'between' as const, values: [from, addDays(until, -1)] }
}

/** Fails with NOT_SUPPORTED for a time that is not made of whole years. */
function yearFilter(column: ColumnName, from: IsoDate | null, until: IsoDate | null, label: string) {
  if ([from, until].some((date) => date !== null && !date.endsWith('-01-01'))) throw unknown(label, 'only whole years are stored')
  const [first, last] = [from?.slice(0, 4) ?? null, until === null ? null : String(Number(until.slice(0, 4)) - 1)]
  if (first === null) return { kind: 'column' as const, column, operator: 'atMost' as const, values: [last] }
  if (last === null) return { kind: 'column' as const, column, operator: 'atLeast' as const, values: [first] }
  return first === last ? { kind: 'column' as const, column, operator: 'is' as const, values: [first] } : { kind: 'column' as const, column, operator: 'between' as const, values: [first, last] }
}
