import type { Condition, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import { tablesOf } from '../walk.ts'

type Node = Expression | Condition

/** The table instances that some part of the plan speaks of. */
export function tablesSpokenOf(plan: QueryPlan): Set<string> {
  const measured = plan.measures.flatMap((measure): (Node | undefined)[] => [measure.value, measure.where, measure.balance?.date, measure.currencyColumn])
  const grouped = plan.by.flatMap((grouping): Node[] => [grouping.value, ...(grouping.key ?? []), ...(grouping.also ?? [])])
  const rest: (Node | undefined)[] = [...plan.show, ...plan.context].map((shown): Node => shown.value)
  const nodes = [...measured, ...grouped, ...rest, plan.where, plan.having, ...plan.order.map((order) => order.by), ...(plan.period?.columns ?? [])]
  return new Set([...(plan.entity === undefined ? [] : [plan.entity]), ...nodes.flatMap((node) => (node === undefined ? [] : [...tablesOf(node)]))])
}

/** The instances that lie at the end of the joins and that nothing speaks of: taking them out takes none of the others apart. */
function idleTables(plan: QueryPlan, kept: ReadonlySet<string>): Set<string> {
  const idle = new Set<string>()
  for (;;) {
    const joins = plan.joins.filter((join) => !idle.has(join.right) && join.on.every((pair) => !idle.has(pair.left.table)))
    const ends = plan.tables.filter(({ id }) => !idle.has(id) && !kept.has(id) && joins.filter((join) => join.right === id || join.on[0]?.left.table === id).length < 2)
    const [end] = ends
    if (end === undefined || idle.size === plan.tables.length - 1) return idle
    idle.add(end.id)
  }
}

/**
 * The plan without tables that nothing uses any more. Those that already stood there for their own sake in `before` still ask for a row and
 * stay, unless `before` is null.
 */
export function withoutIdleTables(plan: QueryPlan, before: QueryPlan | null): QueryPlan {
  const asked = before === null ? new Set<string>() : idleTables(before, tablesSpokenOf(before))
  const idle = idleTables(plan, new Set([...tablesSpokenOf(plan), ...asked]))
  return {
    ...plan, tables: plan.tables.filter((use) => !idle.has(use.id)),
    joins: plan.joins.filter((join) => !idle.has(join.right) && join.on.every((pair) => !idle.has(pair.left.table))),
  }
}
