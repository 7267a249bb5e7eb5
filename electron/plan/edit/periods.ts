import type { CalendarName, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { joinGraph } from '../join-graph.ts'
import { conjuncts, sameNode } from '../walk.ts'
import { anchorsOf, mainAnchor, tryTable } from './instances.ts'
import { allOf, edited, type Work } from './setting.ts'
import { timeOfMeasure, timeOfTable } from './times.ts'

/** Sets the time the plan speaks of, on the date that each measure goes by, or that of the listed rows. Fails with PLAN_INVALID where there is none. */
export function withPeriod(plan: QueryPlan, from: IsoDate | null, until: IsoDate | null, label: string, calendar: CalendarName, work: Work): QueryPlan {
  if (from !== null && until !== null && until <= from) throw new Failure('PLAN_INVALID', 'The period ends before it begins.', { hint: 'Choose an end after the start.' })
  if (from === null && until === null) throw new Failure('PLAN_INVALID', 'The period has neither a start nor an end.', { hint: 'Choose at least one of them, or remove the period.' })
  const { plan: placed, columns } = periodColumns(plan, work)
  const balance = plan.measures.length > 0 && plan.by.length === 0 && until !== null && plan.measures.every((measure) => measure.balance !== undefined)
  // A stretch of time that was asked for as a condition on the same date gives way.
  const where = allOf(conjuncts(placed.where).filter((part) => !(part.kind === 'within' && columns.some((column) => sameNode(column, part.of)))))
  return { ...placed, where, period: { from: balance ? null : from, until, columns, label: label.trim().slice(0, 80), calendar, ...edited } }
}

/** The dates a period applies to: those it had, else one for each fact. */
export function periodColumns(plan: QueryPlan, work: Work): { plan: QueryPlan; columns: Expression[] } {
  if (plan.period !== undefined && plan.period.columns.length > 0) return { plan, columns: plan.period.columns }
  const graph = joinGraph(plan, work.catalog)
  let current = plan
  const columns: Expression[] = []
  const anchors = plan.measures.length > 0
    ? plan.measures.flatMap((measure) => anchorsOf(measure, plan, graph).slice(0, 1).map((anchor) => ({ anchor, time: timeOfMeasure(measure, plan, graph, work) })))
    : [mainAnchor(plan, graph)].flatMap((anchor) => (anchor === undefined ? [] : [{ anchor, time: timeOfUse(plan, anchor, work) }]))
  for (const { anchor, time } of anchors) {
    const placed = time === null ? null : tryTable(current, time.table, anchor, work, { many: false })
    if (time === null || placed === null) throw new Failure('PLAN_INVALID', 'These rows have no date of their own.', { hint: 'Filter by a date column instead.' })
    current = placed.plan
    const column: Expression = { kind: 'column', table: placed.id, column: time.column }
    if (!columns.some((each) => sameNode(each, column))) columns.push(column)
  }
  return { plan: current, columns }
}

function timeOfUse(plan: QueryPlan, id: string, work: Work): { table: string; column: string } | null {
  const table = plan.tables.find((use) => use.id === id)?.table
  return typeof table === 'string' ? timeOfTable(table, work) : null
}
