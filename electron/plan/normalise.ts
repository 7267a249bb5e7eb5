import type { Catalog } from '../../shared/model/catalog.ts'
import type { Condition, Expression, Grouping, Measure, QueryPlan } from '../../shared/model/plan.ts'
import { rowKey } from './keys.ts'
import { aggregatesOf, mapCondition, mapExpression, sameNode, tablesOf } from './walk.ts'

/**
 * The same plan with every aggregate outside the measures made a measure of its own, and every grouped expression a ref to its grouping;
 * columns that a grouped key determines become groupings too. What is left in show, having and order then speaks of refs alone.
 */
export function normalise(plan: QueryPlan, catalog: Catalog): QueryPlan {
  const parts = [...plan.show, ...plan.context].map((shown) => shown.value).concat(plan.order.map((order) => order.by))
  const conditions: (Expression | Condition)[] = plan.having === undefined ? parts : [...parts, plan.having]
  const grouped = plan.measures.length > 0 || plan.by.length > 0 || conditions.some((part) => aggregatesOf(part).length > 0)
  if (!grouped) return plan
  const measures: Measure[] = [...plan.measures]
  const by: Grouping[] = [...plan.by]
  const change = (part: Expression): Expression | null => {
    if (part.kind === 'ref' || part.kind === 'scalar' || part.kind === 'literal') return part
    const grouping = by.find((each) => sameNode(each.value, part) || (each.key ?? []).some((key) => sameNode(key, part) && sameNode(each.value, key)))
    if (grouping !== undefined) return { kind: 'ref', id: grouping.id }
    if (part.kind === 'aggregate') {
      const found = measures.find((measure) => sameNode(measure.value, part) && measure.where === undefined && measure.balance === undefined)
      const measure = found ?? { id: `#m${measures.length}`, label: part.name, value: part }
      if (found === undefined) measures.push(measure)
      return { kind: 'ref', id: measure.id }
    }
    if (part.kind === 'column' && isDetermined(part.table, plan, by, catalog)) {
      const added: Grouping = { id: `#g${by.length}`, label: part.column, value: part }
      by.push(added)
      return { kind: 'ref', id: added.id }
    }
    return null
  }
  return {
    ...plan, measures, by,
    show: plan.show.map((shown) => ({ ...shown, value: mapExpression(shown.value, change) })),
    context: plan.context.map((shown) => ({ ...shown, value: mapExpression(shown.value, change) })),
    order: plan.order.map((order) => ({ ...order, by: mapExpression(order.by, change) })),
    ...(plan.having === undefined ? {} : { having: mapCondition(plan.having, change) }),
  }
}

/** True when the groups know the table's key, so that each group has one row of it. */
function isDetermined(id: string, plan: QueryPlan, by: Grouping[], catalog: Catalog): boolean {
  const use = plan.tables.find((each) => each.id === id)
  const table = catalog.tables.find((each) => each.name === use?.table)
  const key = table === undefined ? null : rowKey(table)
  const known = by.flatMap((grouping) => [grouping.value, ...(grouping.key ?? [])])
  return key?.every((name) => known.some((each) => each.kind === 'column' && each.table === id && each.column === name)) ?? false
}

/** True when the plan yields groups rather than rows. */
export const isGrouped = (plan: QueryPlan): boolean => plan.measures.length > 0 || plan.by.length > 0

/** The table instances that show, context and order of a list use. */
export function tablesShown(plan: QueryPlan): Set<string> {
  return new Set([...plan.show, ...plan.context].flatMap((shown) => [...tablesOf(shown.value)]).concat(plan.order.flatMap((order) => [...tablesOf(order.by)])))
}
