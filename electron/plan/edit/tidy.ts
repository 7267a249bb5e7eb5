import type { Comparison, Expression, Grouping, OrderBy, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import { conjuncts, refsOf } from '../walk.ts'
import { inReadableOrder, readableOrder } from '../defaults.ts'
import { joinGraph } from '../join-graph.ts'
import { anchorsOf } from './instances.ts'
import { withoutIdleTables } from './idle-tables.ts'
import { allOf, type Work } from './setting.ts'
import { choiceFor } from './times.ts'

/** What is left consistent after a part was exchanged or taken away: nothing speaks of what is gone, nothing is joined for nothing, the order suits. */
export function tidied(plan: QueryPlan, before: QueryPlan, work: Work): QueryPlan {
  const whole = withShownMeasures(withoutDangling(plan), work)
  const settled = settledChoices(whole, work)
  const sameFacts = before.measures.every((measure) => settled.measures.some((each) => each === measure))
  const order = settled.order.filter((each) => settled.limit !== undefined || !isOwnOrder(each))
  const pruned = withoutIdleTables({ ...settled, order }, sameFacts ? before : null)
  const readable = inReadableOrder(pruned)
  return readable.kind === 'query' ? readable : pruned
}

/** The name of the order that a limit takes when there is none. */
export const limitOrder = 'Largest first'
const ownOrders = new Set([readableOrder, limitOrder, 'time runs forward'])

/** An order that nobody asked for. */
export const isOwnOrder = ({ origin }: OrderBy): boolean => origin?.from === 'default' && ownOrders.has(origin.name)
export const isTime = (value: Expression): boolean => value.kind === 'bucket' || value.kind === 'part'

/** Shown columns, orders, tests and comparisons whose part of the plan is gone go with it. */
function withoutDangling(plan: QueryPlan): QueryPlan {
  const known = new Set([...plan.measures, ...plan.by].map((each) => each.id))
  const compare = comparisonsLeft(plan, known)
  for (const each of compare) known.add(each.id)
  const stands = (node: Expression) => [...refsOf(node)].every((id) => known.has(id))
  const ungrouped = plan.by.length === 0 && plan.measures.length > 0
  const having = allOf(conjuncts(plan.having).filter((part) => [...refsOf(part)].every((id) => known.has(id))))
  const per = (plan.limit?.per ?? []).filter((id) => known.has(id) || (plan.by.length === 0 && plan.show.some((each) => each.id === id)))
  const order = plan.order.filter((each) => stands(each.by) && !ungrouped)
  const limit = plan.limit === undefined || ungrouped ? undefined : { ...plan.limit, ...(plan.limit.per === undefined ? {} : { per }) }
  return { ...plan, compare, show: plan.show.filter((each) => stands(each.value)), context: plan.context.filter((each) => stands(each.value)), having: ungrouped ? undefined : having, order, limit }
}

/** A running total needs time to run over, a share needs parts, an earlier period needs a time. */
function comparisonsLeft(plan: QueryPlan, known: ReadonlySet<string>): Comparison[] {
  const bucketed = plan.by.some((grouping) => isTime(grouping.value))
  const kept: Comparison[] = []
  const stands = (id: string) => known.has(id) || kept.some((other) => other.id === id)
  const possible = (each: Comparison): boolean => {
    if (!stands(each.of)) return false
    switch (each.kind) {
      case 'change': return stands(each.against)
      case 'running': case 'rolling': return plan.by.some((grouping) => grouping.value.kind === 'bucket' || grouping.value.kind === 'column')
      case 'share': return plan.by.length > 0 && each.within.every((id) => known.has(id))
      case 'rank': return plan.by.length > 0
      case 'previous': return bucketed || plan.period !== undefined
    }
  }
  // A change may stand before what it is taken against.
  for (let found = true; found;) {
    const next = plan.compare.find((each) => !kept.includes(each) && possible(each))
    found = next !== undefined
    if (next !== undefined) kept.push(next)
  }
  return plan.compare.filter((each) => kept.includes(each))
}

/** A measure that nothing shows, compares, tests or orders by any more is shown again. */
function withShownMeasures(plan: QueryPlan, work: Work): QueryPlan {
  const used = new Set([...[...plan.show, ...plan.context, ...plan.measures].flatMap(({ value }) => [...refsOf(value)]), ...plan.order.flatMap((order) => [...refsOf(order.by)]), ...conjuncts(plan.having).flatMap((part) => [...refsOf(part)]), ...plan.compare.flatMap((each) => ('against' in each ? [each.of, each.against] : [each.of]))])
  const missing = plan.measures.filter((measure) => !used.has(measure.id))
  return { ...plan, show: [...plan.show, ...missing.map((measure): Shown => ({ id: work.fresh('s'), label: measure.label, value: { kind: 'ref', id: measure.id } }))] }
}

/** Groupings and periods keep only the columns that a measure goes by; the first of them is the grouping's own. */
function settledChoices(plan: QueryPlan, work: Work): QueryPlan {
  if (plan.measures.length === 0) return plan
  const graph = joinGraph(plan, work.catalog)
  const anchors = [...new Set(plan.measures.flatMap((measure) => anchorsOf(measure, plan, graph)))]
  const used = (choices: readonly Expression[]): Expression[] => {
    const chosen = new Set(anchors.map((anchor) => choiceFor(choices, anchor, graph)))
    const kept = choices.filter((choice) => chosen.has(choice))
    return kept.length === 0 ? [...choices] : kept
  }
  const by = plan.by.map((grouping): Grouping => {
    if ((grouping.also ?? []).length === 0) return grouping
    const [value, ...also] = used([grouping.value, ...grouping.also!])
    const { also: _, ...rest } = grouping
    return { ...rest, value: value!, ...(also.length === 0 ? {} : { also }) }
  })
  return { ...plan, by, ...(plan.period === undefined ? {} : { period: { ...plan.period, columns: plan.period.columns.length < 2 ? plan.period.columns : used(plan.period.columns) } }) }
}
