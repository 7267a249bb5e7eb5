import type { Expression, QueryPlan, TableUse } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { finest, joinGraph, path, reach, sharedParent, type JoinGraph } from '../join-graph.ts'
import type { JoinTree } from '../joins.ts'
import { aggregatesOf, refsOf, tablesOf } from '../walk.ts'
import { treesBetween } from './pair-joins.ts'
import { tableNamed, type Work } from './setting.ts'

/** A plan, and the table instance in it that was asked for. */
export type Placed = { plan: QueryPlan; id: string }

/** The tables whose rows a measure adds up or counts, one for each of its aggregates. */
export function anchorsOf(measure: QueryPlan['measures'][number], plan: QueryPlan, graph: JoinGraph): string[] {
  const inner = [...refsOf(measure.value)].flatMap((id) => plan.measures.filter((each) => each.id === id && each !== measure))
  const own = aggregatesOf(measure.value).flatMap((aggregate) => {
    const tables = aggregate.of === null ? new Set<string>() : tablesOf(aggregate.of)
    const anchor = tables.size > 0 ? finest(graph, tables) : (plan.entity ?? finest(graph, graph.order))
    return anchor === null ? [] : [anchor]
  })
  return [...new Set([...own, ...inner.flatMap((each) => anchorsOf(each, { ...plan, measures: plan.measures.filter((other) => other !== measure) }, graph))])]
}

/** The table whose rows the plan is about: what its first measure counts, else what it lists. */
export function mainAnchor(plan: QueryPlan, graph: JoinGraph): string | undefined {
  const [first] = plan.measures
  return (first === undefined ? undefined : anchorsOf(first, plan, graph)[0]) ?? plan.entity ?? finest(graph, graph.order) ?? graph.order[0]
}

/** Where tables may be joined from: those that each row of `anchor` meets once, nearest first. */
const reachable = (graph: JoinGraph, anchor: string): string[] => [...reach(graph, [anchor])]

/**
 * The instance of a table that a row of `anchor` belongs to: one that is there already, else one joined anew. With `many` false only tables
 * that a row meets at most once will do. Fails with NO_JOIN_PATH, naming both tables.
 */
export function withTable(plan: QueryPlan, name: string, anchor: string, work: Work, options: { many?: boolean } = {}): Placed {
  const found = tryTable(plan, name, anchor, work, options)
  if (found !== null) return found
  const from = plan.tables.find((use) => use.id === anchor)?.table
  throw new Failure('NO_JOIN_PATH', `Nothing joins "${typeof from === 'string' ? from : anchor}" and "${name}".`, { hint: 'Choose something that belongs to the same rows.', detail: { tables: [from, name] } })
}

/** As withTable; null when there is no way. */
export function tryTable(plan: QueryPlan, name: string, anchor: string, work: Work, { many = true }: { many?: boolean } = {}): Placed | null {
  tableNamed(name, work)
  const graph = joinGraph(plan, work.catalog)
  const near = reachable(graph, anchor)
  const present = plan.tables.filter((use) => use.table === name)
  const known = near.find((id) => present.some((use) => use.id === id))
  if (known !== undefined) return { plan, id: known }
  const fresh = work.fresh('t')
  const trees = near.flatMap((id, at) => treesFrom(plan, id, { id: fresh, table: name }, work).map((tree) => ({ tree, cost: tree.cost + at * 0.001 }))).sort((left, right) => left.cost - right.cost)
  const single = trees.find(({ tree }) => tree.joins.every((join) => !join.many))
  if (single !== undefined) return joinedTo(plan, fresh, single.tree)
  if (!many) return null
  const beyond = present.find((use) => path(graph, anchor, use.id) !== null && sharedParent(graph, anchor, use.id) === null)
  if (beyond !== undefined) return { plan, id: beyond.id }
  const [any] = trees
  return any === undefined ? null : joinedTo(plan, fresh, any.tree)
}

function treesFrom(plan: QueryPlan, from: string, to: TableUse, work: Work): JoinTree[] {
  const use = plan.tables.find((each) => each.id === from)
  if (use === undefined || typeof use.table !== 'string' || use.table === to.table) return []
  return treesBetween(use, to, work)
}

function joinedTo(plan: QueryPlan, id: string, tree: JoinTree): Placed {
  const added = tree.tables.filter((use) => !plan.tables.some((each) => each.id === use.id))
  return { plan: { ...plan, tables: [...plan.tables, ...added.map((use): TableUse => ({ ...use, origin: { from: 'edit' } }))], joins: [...plan.joins, ...tree.joins] }, id }
}

/** A column of the instance that a row of `anchor` belongs to. */
export function withColumn(plan: QueryPlan, { table, column }: { table: string; column: string }, anchor: string, work: Work, options: { many?: boolean } = {}): { plan: QueryPlan; value: Expression } {
  const placed = withTable(plan, table, anchor, work, options)
  return { plan: placed.plan, value: { kind: 'column', table: placed.id, column } }
}
