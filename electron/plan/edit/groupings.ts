import type { Expression, Grain, Grouping, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { joinGraph } from '../join-graph.ts'
import { sameNode } from '../walk.ts'
import { capitalised, humanised } from '../words.ts'
import { isDisplay } from './names.ts'
import { anchorsOf, mainAnchor, tryTable, withTable } from './instances.ts'
import { groupsOfList } from './list-groups.ts'
import { withLabels, withMeasure } from './measures.ts'
import { columnNamed, edited, noSuchPart, tableNamed, type Work } from './setting.ts'
import { isTime } from './tidy.ts'
import { choiceFor, timeOfMeasure } from './times.ts'

export const grainLabels: Record<Grain, string> = { year: 'Year', half: 'Half-year', quarter: 'Quarter', month: 'Month', week: 'Week', day: 'Day' }

/** Replaces the grouping `id`, or adds one. A list is counted by it. */
export function withGrouping(list: QueryPlan, id: string | null, column: ColumnName, grain: Grain | undefined, work: Work): QueryPlan {
  const plan = list.measures.length === 0 && list.by.length === 0 ? countedList(list, work) : list
  const at = plan.by.findIndex((grouping) => grouping.id === id)
  if (id !== null && at < 0) throw noSuchPart(`by:${id}`)
  const kind = columnNamed(column, work).type.kind
  const isDate = kind === 'date' || kind === 'timestamp'
  if (grain !== undefined && !isDate) throw new Failure('PLAN_INVALID', `“${column.column}” is no date.`, { hint: 'Choose a date to group by time.' })
  const old = plan.by[at]
  const shape = (of: Expression): Expression => (grain === undefined ? of : { kind: 'bucket', grain, calendar: calendarOf(old, grain, work), of })
  const { plan: placed, values } = placeColumn(plan, column, grain !== undefined, work)
  const [value, ...also] = values.map(shape)
  if (placed.by.some((grouping, other) => other !== at && sameNode(grouping.value, value!))) throw new Failure('PLAN_INVALID', 'It is split by that already.', { hint: 'Choose another grouping.' })
  const key = grain === undefined ? keyOf(value!, column, work) : []
  const grouping: Grouping = {
    id: old?.id ?? work.fresh('g'), label: grain === undefined ? capitalised(humanised(column.column)) : grainLabels[grain], value: value!,
    ...(key.length > 0 ? { key } : {}), ...(also.length > 0 ? { also } : {}), ...edited,
  }
  const by = old === undefined ? inserted(placed.by, grouping) : placed.by.map((each) => (each === old ? grouping : each))
  return withLabels({ ...placed, by, show: shownWith(placed, grouping, old, by, work), order: ordersWith(placed, old, grouping), entity: entityWith(placed) }, plan)
}

/** Time comes first. */
function inserted(by: readonly Grouping[], grouping: Grouping): Grouping[] {
  return isTime(grouping.value) ? [grouping, ...by] : [...by, grouping]
}

function shownWith(plan: QueryPlan, grouping: Grouping, old: Grouping | undefined, by: readonly Grouping[], work: Work): QueryPlan['show'] {
  if (old !== undefined && [...plan.show, ...plan.context].some(({ value }) => value.kind === 'ref' && value.id === old.id)) return plan.show
  const shown = { id: work.fresh('s'), label: grouping.label, value: { kind: 'ref' as const, id: grouping.id } }
  const at = by.indexOf(grouping)
  return [...plan.show.slice(0, at), shown, ...plan.show.slice(at)]
}

/** An order that the user gave stays; one by the grouping that is gone, or by size where time has come, does not. */
function ordersWith(plan: QueryPlan, old: Grouping | undefined, grouping: Grouping): QueryPlan['order'] {
  return plan.order.filter((order) => {
    if (order.origin?.from === 'edit') return true
    const byOld = order.by.kind === 'ref' && order.by.id === old?.id
    return byOld ? isTime(grouping.value) && old !== undefined && isTime(old.value) : !(isTime(grouping.value) && plan.limit === undefined)
  })
}

/** A bare count counts the entity; where nothing does, the entity was what the groups were. */
function entityWith(plan: QueryPlan): string | undefined {
  const bare = JSON.stringify(plan.measures).includes('"of":null')
  return bare ? plan.entity : undefined
}

function calendarOf(old: Grouping | undefined, grain: Grain, { calendar }: Work): 'calendar' | 'fiscal' {
  if (old?.value.kind === 'bucket') return old.value.calendar
  return grain === 'year' || grain === 'half' || grain === 'quarter' ? calendar : 'calendar'
}

/** What tells apart rows that are called alike: the key of the table whose rows the column names. */
function keyOf(value: Expression, { table, column }: ColumnName, work: Work): Expression[] {
  const found = tableNamed(table, work)
  const [key, ...more] = found.primaryKey
  if (value.kind !== 'column' || key === undefined || more.length > 0 || key === column || !isDisplay(found, column, work)) return []
  return [{ kind: 'column', table: value.table, column: key }]
}

/** The column in the instance that each measure's rows belong to; for dates, each measure's own where the first one's own is meant. */
function placeColumn(plan: QueryPlan, column: ColumnName, isDate: boolean, work: Work): { plan: QueryPlan; values: Expression[] } {
  const graph = joinGraph(plan, work.catalog)
  const main = mainAnchor(plan, graph)
  if (main === undefined) throw noSuchPart('tables')
  const first = withTable(plan, column.table, main, work)
  let current = first.plan
  const values: Expression[] = [{ kind: 'column', table: first.id, column: column.column }]
  const [leading, ...others] = plan.measures
  const leads = leading === undefined ? null : timeOfMeasure(leading, plan, graph, work)
  const isLeading = isDate && leads !== null && leads.table === column.table && leads.column === column.column
  for (const measure of others) {
    for (const anchor of anchorsOf(measure, plan, graph)) {
      const time = isLeading ? timeOfMeasure(measure, plan, graph, work) : null
      if (time === null && choiceFor(values, anchor, joinGraph(current, work.catalog)) !== null) continue
      const wanted = time ?? column
      const own = tryTable(current, wanted.table, anchor, work, { many: false })
      if (own === null) continue
      current = own.plan
      const value: Expression = { kind: 'column', table: own.id, column: wanted.column }
      if (!values.some((each) => sameNode(each, value))) values.push(value)
    }
  }
  return { plan: current, values }
}

/** A list turned into the number of its rows. */
function countedList(list: QueryPlan, work: Work): QueryPlan {
  const graph = joinGraph(list, work.catalog)
  const anchor = mainAnchor(list, graph)
  const table = list.tables.find((use) => use.id === anchor)?.table
  if (typeof table !== 'string') throw new Failure('NOT_SUPPORTED', 'This list cannot be grouped.', { hint: 'Ask for a number by what you want to see.' })
  const counted = withMeasure({ ...groupsOfList(list, work), by: [], show: [], context: [], order: [], limit: undefined, measures: [] }, null, { kind: 'rows', table }, work)
  const measures = counted.measures
  return { ...counted, show: measures.map((measure) => ({ id: work.fresh('s'), label: measure.label, value: { kind: 'ref', id: measure.id } })) }
}
