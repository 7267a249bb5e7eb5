import type { OrderBy, Plan, QueryPlan, SetPlan } from '../../../shared/model/plan.ts'
import type { PlanEdit } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { checkSize } from '../check-size.ts'
import { checkPlan } from '../compile.ts'
import { sameNode } from '../walk.ts'
import { withComparison } from './comparisons.ts'
import { withFilter } from './filters.ts'
import { withGrouping } from './groupings.ts'
import { withMeasure } from './measures.ts'
import { withPeriod } from './periods.ts'
import { withoutOrder, withoutPart } from './remove.ts'
import { edited, noSuchPart, workOn, type EditSetting, type Work } from './setting.ts'
import { withShown } from './shown-columns.ts'
import { isOwnOrder, limitOrder, tidied } from './tidy.ts'

/**
 * The plan with one change. Tables that the change needs are joined, those that nothing uses any more are taken out, ids of all other parts stay,
 * and the result compiles. Fails with PLAN_INVALID, NOT_SUPPORTED, NO_JOIN_PATH or MIXED_CURRENCIES, and leaves the given plan as it is.
 */
export function editPlan(plan: Plan, edit: PlanEdit, setting: EditSetting): Plan {
  checkSize(plan)
  if (edit.kind === 'chart') return withChart(plan, edit.chart)
  const changed = changedPlan(plan, edit, edit.at ?? null, workOn(plan, setting))
  checkPlan(changed, setting.catalog)
  return changed
}

function withChart(plan: Plan, chart: Extract<PlanEdit, { kind: 'chart' }>['chart']): Plan {
  const { chart: _, ...rest } = plan.display ?? {}
  return { ...plan, display: chart === undefined ? rest : { ...rest, chart } }
}

type PartEdit = Exclude<PlanEdit, { kind: 'chart' }>

function changedPlan(plan: Plan, edit: PartEdit, at: string | null, work: Work): Plan {
  const side = /^(left|right)\/(.+)$/.exec(at ?? '')
  if (plan.kind === 'query') {
    if (side !== null) throw noSuchPart(at!)
    return tidied(changedQuery(plan, edit, at, work), plan, work)
  }
  if (side === null) return changedSet(plan, edit, at)
  const name = side[1] as 'left' | 'right'
  return { ...plan, [name]: changedPlan(plan[name], edit, side[2]!, work) }
}

/** The id or number in a path such as "by:g2"; null for "add:by" and for none. Fails with PLAN_INVALID for a path of another kind. */
function target(at: string | null, kind: string): string | null {
  if (at === null || at === `add:${kind}`) return null
  const [prefix, ...rest] = at.split(':')
  if (prefix !== kind || rest.length === 0) throw noSuchPart(at)
  return rest.join(':')
}

function position(at: string | null, kind: string): number | null {
  const found = target(at === 'add:filter' ? null : at, kind)
  if (found === null) return null
  if (!/^\d{1,6}$/.test(found)) throw noSuchPart(at!)
  return Number(found)
}

function changedQuery(plan: QueryPlan, edit: PartEdit, at: string | null, work: Work): QueryPlan {
  switch (edit.kind) {
    case 'measure': return withMeasure(plan, target(at, 'measure'), edit.to, work)
    case 'by': return withGrouping(plan, target(at, 'by'), edit.column, edit.grain, work)
    case 'show': return withShown(plan, target(at, 'show'), edit.column, work)
    case 'period': return withPeriod(plan, edit.from, edit.until, edit.label, edit.calendar ?? 'calendar', work)
    case 'filter': return withFilter(plan, position(at, 'where'), edit.to, work)
    case 'compare': return withComparison(plan, target(at, 'compare'), edit.to, work)
    case 'order': return { ...plan, order: orderedBy(plan, position(at, 'order'), edit, plan) }
    case 'limit': return withLimit(plan, edit)
    case 'remove': return withoutPart(plan, at ?? edit.at, work)
  }
}

function changedSet(plan: SetPlan, edit: PartEdit, at: string | null): SetPlan {
  const [first] = [plan.left, plan.right].filter((side) => side.kind === 'query')
  if (edit.kind === 'limit') return { ...plan, limit: { count: edit.count, ties: 'cut', ...edited } }
  if (edit.kind === 'order' && first !== undefined) return { ...plan, order: orderedBy(plan, position(at, 'order'), edit, first) }
  if (edit.kind === 'remove' && edit.at === 'limit') return { ...plan, limit: undefined }
  if (edit.kind === 'remove' && edit.at.startsWith('order:')) return { ...plan, order: withoutOrder(plan, edit.at) }
  throw new Failure('NOT_SUPPORTED', 'A combined list is changed in one of its two lists.', { hint: 'Choose a part of the first or the second list.' })
}

/** A limit keeps the first rows of the order; with none, the largest of what is measured. */
function withLimit(plan: QueryPlan, { count, ties }: Extract<PlanEdit, { kind: 'limit' }>): QueryPlan {
  const [measure] = plan.measures
  if (plan.by.length === 0 && measure !== undefined) throw new Failure('NOT_SUPPORTED', 'There is only one row.', { hint: 'Group the number first.' })
  const order = plan.order.map((each): OrderBy => (isOwnOrder(each) ? { ...each, origin: { from: 'default', name: limitOrder } } : each))
  const fallback: OrderBy[] = measure === undefined ? [] : [{ by: { kind: 'ref', id: measure.id }, direction: 'desc', origin: { from: 'default', name: limitOrder } }]
  return { ...plan, order: order.length > 0 ? order : fallback, limit: { ...plan.limit, count, ties, ...edited } }
}

/** The orders with one put in place of another, or before all others. */
function orderedBy(plan: Plan, at: number | null, { by, direction }: Extract<PlanEdit, { kind: 'order' }>, names: QueryPlan): OrderBy[] {
  const shown = [...names.show, ...names.context].find((each) => each.id === by)
  const isPart = [...names.measures, ...names.by, ...names.compare].some((each) => each.id === by)
  if (!isPart && shown === undefined) throw noSuchPart(`order by ${by}`)
  const order: OrderBy = { by: plan.kind === 'set' || isPart || shown === undefined ? { kind: 'ref', id: by } : shown.value, direction, ...edited }
  if (at !== null && plan.order[at] === undefined) throw noSuchPart(`order:${at}`)
  const others = plan.order.filter((each, position) => position !== at && !isOwnOrder(each) && !sameNode(each.by, order.by))
  return at === null ? [order, ...others] : [...others.slice(0, at), order, ...others.slice(at)]
}
