import type { Expression, Condition, Origin, QueryPlan, TableUse } from '../../../shared/model/plan.ts'
import { follows, joinedBecause, readBecause } from '../../plan/defaults.ts'
import { nodes } from '../../plan/walk.ts'
import { humanised, listed } from '../../plan/words.ts'

/** Why a table is read that no word names: a metric of the vocabulary takes it, it holds what something else speaks of, or it connects two others. */
export function reasonFor(use: TableUse, plan: QueryPlan, called: (metric: string) => Origin): Origin {
  const metric = plan.measures.find((measure) => measure.metric !== undefined && [measure.value, ...(measure.where === undefined ? [] : [measure.where])].some((part) => columnOf(part, use.id) !== undefined))
  if (metric?.metric !== undefined) return called(metric.metric)
  const column = partsOf(plan).flatMap((part) => columnOf(part, use.id) ?? [])[0]
  if (column !== undefined) return { from: 'default', name: `${plan.joins.length === 0 ? readBecause : joinedBecause}it holds ${humanised(column)}` }
  const met = connected(use.id, plan)
  if (met.length > 1) return { from: 'default', name: `${joinedBecause}it connects ${listed(met)}` }
  // Whose rows are counted is what the figure counts.
  const defined = plan.measures.find((measure) => measure.metric !== undefined)?.metric
  if (defined !== undefined) return called(defined)
  const figure = plan.measures[0]?.origin ?? plan.by[0]?.origin
  return figure === undefined ? { from: 'default', name: follows } : { ...figure }
}

/** What a query speaks of, what was asked for before what only narrows or orders it. */
function partsOf(plan: QueryPlan): (Expression | Condition)[] {
  return [
    ...plan.show.map(({ value }) => value), ...plan.by.flatMap(({ value, key = [], also = [] }) => [value, ...key, ...also]), ...(plan.where === undefined ? [] : [plan.where]), ...(plan.having === undefined ? [] : [plan.having]),
    ...plan.measures.flatMap(({ value, where }) => [value, ...(where === undefined ? [] : [where])]), ...plan.order.map((order) => order.by), ...(plan.period?.columns ?? []),
  ]
}

function columnOf(part: Expression | Condition, table: string): string | undefined {
  for (const node of nodes(part)) if (node.kind === 'column' && node.table === table) return node.column
  return undefined
}

/** What the tables are called that a join ties to this one. */
function connected(id: string, { joins, tables }: QueryPlan): string[] {
  const ids = new Set(joins.flatMap(({ on }) => on.flatMap(({ left, right }) => (left.table === id ? [right.table] : right.table === id ? [left.table] : []))))
  return [...new Set(tables.flatMap((use) => (ids.has(use.id) && typeof use.table === 'string' ? [use.role ?? humanised(use.table)] : [])))]
}
