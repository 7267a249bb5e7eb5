import type { Condition, Expression, Grain, Measure, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { isBeside } from './beside.ts'
import { addGrains, grainLength } from './calendar.ts'
import type { Context } from './context.ts'
import { invalid } from './expression.ts'
import { path, reach, tableName, type JoinGraph } from './join-graph.ts'
import { isSubset } from './rows.ts'
import { plain, type Typed } from './sql/number.ts'
import { binary, whole } from './sql/tree.ts'
import { sameNode, tablesOf } from './walk.ts'

/** When the rows of a measure are: in the plan's period, so many grains earlier, or all up to the period's end. */
export type Timing = { earlier: { grain: Grain; count: number } | null; balance: NonNullable<Measure['balance']> | null }

/** The period that rows must lie in at this timing; null when any time will do. */
export function bounds(plan: QueryPlan, timing: Timing): { from: string | null; until: string | null } {
  const { from, until } = plan.period ?? { from: null, until: null }
  const moved = (date: string | null) => (date === null || timing.earlier === null ? date : addGrains(date, timing.earlier.grain, -timing.earlier.count))
  return { from: moved(from), until: moved(until) }
}

/** The plan's period as a condition on the date that the rows of `tables` have, else on one of rows that belong to them. Fails with PLAN_INVALID without either. */
export function periodCondition(plan: QueryPlan, graph: JoinGraph, timing: Timing, tables: Iterable<string>): Condition[] {
  const { period } = plan
  const limits = bounds(plan, timing)
  if (period === undefined || (limits.from === null && limits.until === null)) return []
  const start = [...tables]
  const reached = reach(graph, start)
  const direct = period.columns.find((column) => isSubset(tablesOf(column), reached))
  const distant = period.columns.filter((column) => [...tablesOf(column)].every((id) => start.some((from) => path(graph, from, id) !== null)))
  const of = timing.balance?.date ?? direct ?? distant.find((column) => !start.some((from) => isBeside(graph, from, column))) ?? distant[0]
  if (of === undefined) {
    const name = tableName(graph, start[0] ?? '')
    throw new Failure('PLAN_INVALID', `"${name}" has no date for "${period.label}".`, { hint: 'Choose a date column, or leave the period out.', detail: { node: 'period' } })
  }
  return [{ kind: 'within', of, from: timing.balance === null ? limits.from : null, until: limits.until }]
}

/** A grouping value of earlier rows as the later period that it is compared with knows it. */
export function movedGroup(group: Expression, of: Typed, timing: Timing, context: Context): Typed {
  const { earlier } = timing
  if (earlier === null) return of
  const step = grainLength(earlier.grain)
  const count = step.count * earlier.count
  const years = step.unit === 'month' && count % 12 === 0 ? count / 12 : null
  const refuse = (what: string) => {
    throw new Failure('NOT_SUPPORTED', `${what} cannot be compared with ${earlier.count === 1 ? `the ${earlier.grain} before` : `${earlier.count} ${earlier.grain}s earlier`}.`, {
      hint: 'Compare periods of the same length.', detail: { node: group },
    })
  }
  if (group.kind === 'bucket') {
    if (!shifts(group.grain, earlier.grain)) refuse(`Single ${group.grain}s`)
    return plain(context.dialect.shift(of.sql, count, step.unit), of.type, of.nullable)
  }
  if (group.kind === 'part') {
    if (years === null || !['year', 'quarter', 'month'].includes(group.part)) refuse(`The ${group.part} of a date`)
    return group.part === 'year' ? plain(binary(of.sql, '+', whole(years!)), of.type, of.nullable) : of
  }
  if (of.type.kind === 'timestamp') refuse('Single moments')
  if (of.type.kind === 'date') {
    if (!shifts('day', earlier.grain)) refuse('Single days')
    return plain(context.dialect.shift(of.sql, count, step.unit), { kind: 'date' }, of.nullable)
  }
  return of
}

/** Whether a bucket so many grains earlier is a whole bucket again. Days of a month have no like in every other month. */
function shifts(bucket: Grain, by: Grain): boolean {
  if (bucket === 'week' || by === 'week') return by === 'week' && (bucket === 'week' || bucket === 'day')
  if (bucket === 'day') return by === 'day' || by === 'year'
  return by !== 'day' && grainLength(by).count % grainLength(bucket).count === 0
}

/** The groupings of a balance that are times of its own date; any other use of that date has no balance. */
export function balanceBucket(groups: Expression[], date: Expression): number {
  const own = groups.map((group) => sameNode(group, date) || (group.kind === 'bucket' && sameNode(group.of, date)))
  const other = groups.findIndex((group, at) => !own[at] && (group.kind === 'bucket' || group.kind === 'part') && sameNode(group.of, date))
  if (other >= 0 || own.filter(Boolean).length > 1) {
    throw new Failure('NOT_SUPPORTED', 'A balance can be taken at the end of years, quarters, months, weeks or days only.', { hint: 'Group it by one of these.', detail: { node: groups[other] ?? date } })
  }
  if (groups.some((group, at) => !own[at] && group.kind === 'bucket')) throw invalid('A balance is grouped by a date that is not its own.', date)
  return own.indexOf(true)
}
