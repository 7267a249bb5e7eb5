import type { Plan, QueryPlan, SetPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { compared } from './compare.ts'
import type { Context, Relation, Scope } from './context.ts'
import { invalid } from './expression.ts'
import { finished, orderOf } from './finish.ts'
import { groupedStage } from './grouped.ts'
import { finest, joinGraph, type JoinGraph } from './join-graph.ts'
import { isGrouped, normalise, tablesShown } from './normalise.ts'
import { rowsOf } from './rows.ts'
import { nullSafe } from './sql/print.ts'
import type { Typed } from './sql/number.ts'
import { and, binary, column, select, whole, type Select, type Sql } from './sql/tree.ts'
import type { Stage } from './stage.ts'
import { periodCondition } from './timing.ts'
import { conjuncts, tablesOf } from './walk.ts'

/** A plan as a query. `context` columns are added at the top of the interface's statements only. */
export function relation(plan: Plan, context: Context, withContext: boolean): Relation {
  return plan.kind === 'set' ? setRelation(plan, context) : queryRelation(plan, context, withContext)
}

function queryRelation(original: QueryPlan, context: Context, withContext: boolean): Relation {
  if (original.currency !== undefined) {
    throw new Failure('NOT_SUPPORTED', 'Converting currencies is not possible yet.', { hint: 'Ask in the currency the amounts are kept in.', detail: { node: 'currency' } })
  }
  const plan = normalise(withContext ? { ...original, show: [...original.show, ...original.context], context: [] } : { ...original, context: [] }, context.catalog)
  const graph = joinGraph(plan, context.catalog)
  if (!isGrouped(plan)) return list(plan, graph, context)
  const loose = [...plan.show.map((each) => each.value), ...plan.order.map((each) => each.by), ...(plan.having === undefined ? [] : [plan.having])].find((part) => tablesOf(part).size > 0)
  if (loose !== undefined) throw invalid('Something that is shown, ordered by or tested is neither grouped nor added up.', loose)
  const stage = compared(plan, groupedStage(plan, graph, context), context)
  const scopeOf = (current: Stage): Scope => ({ context, tables: new Map(), ref: (id) => current.values.get(id) })
  return finished(plan, stage, context, scopeOf)
}

/** Rows of a table. With an entity each of its rows stands once, unless columns of several related rows are shown. */
function list(plan: QueryPlan, graph: JoinGraph, context: Context): Relation {
  if (plan.compare.length > 0 || plan.having !== undefined) throw invalid('Comparisons and conditions on groups need a measure.', plan.having ?? plan.compare[0]?.id)
  const used = tablesShown(plan)
  const needed = plan.entity === undefined ? new Set(graph.order) : used
  const start = plan.entity ?? finest(graph, graph.order) ?? graph.order[0]
  if (start === undefined) throw invalid('The question is about no table.', 'tables')
  const conditions = [...conjuncts(plan.where), ...periodCondition(plan, graph, { earlier: null, balance: null }, [start])]
  const rows = rowsOf(graph, context, { needed, conditions, anchor: plan.entity ?? null, otherFacts: new Set(), keepUnmatched: true })
  const stage: Stage = {
    select: select([], rows.from, { joins: rows.joins, where: rows.where }), values: new Map(), labels: new Map(), grouped: false, groups: new Set(), windowed: false,
    sourceNames: [...rows.scope.tables.values()].flatMap((binding) => binding.columnNames),
  }
  return finished(plan, stage, context, () => rows.scope)
}

/** Columns by position, each row once; nulls are equal to nulls. */
function setRelation(plan: SetPlan, context: Context): Relation {
  const sides = [plan.left, plan.right].map((side) => context.subplan(side, context.names.fork()))
  const [left, right] = sides as [Relation, Relation]
  if (left.columns.length !== right.columns.length) throw invalid('Both lists must show the same number of columns.', plan.operator)
  const aliases = [context.names.take('first'), context.names.take('second')] as const
  const held = left.columns.map((each, at) => {
    const other = right.columns[at]!
    return context.numbers.alike([{ ...each.type, sql: column(aliases[0], each.as) }, { ...other.type, sql: column(aliases[1], other.as) }]) as [Typed, Typed]
  })
  const side = (at: 0 | 1): Select => select(held.map((pair, position) => ({ value: pair[at].sql, as: left.columns[position]!.as })), { from: sides[at]!.query, alias: aliases[at] })
  const combined = plan.operator === 'union' ? union(side(0), side(1)) : { ...side(0), distinct: true, where: [membership(plan.operator, held, side(1))] }
  const alias = plan.operator === 'union' ? context.names.take('both') : aliases[0]
  const columns = left.columns.map((each, at) => ({ ...each, type: { ...held[at]![0], nullable: held[at]!.some((value) => value.nullable) } }))
  const outer = plan.operator === 'union' && (plan.order.length > 0 || plan.limit !== undefined)
    ? select(columns.map((each) => ({ value: column(alias, each.as), as: each.as })), { from: combined, alias }) : combined
  const orderBy = orderOf(plan.order, (id) => {
    const at = Math.max(left.columns.findIndex((each) => each.id === id), right.columns.findIndex((each) => each.id === id))
    const found = columns[at]
    return found === undefined ? undefined : { ...found.type, sql: { node: 'output', name: found.as } }
  })
  const limit = plan.limit === undefined ? null : { count: plan.limit.count, offset: plan.limit.offset ?? 0 }
  const query = outer.kind === 'select' ? { ...outer, orderBy, limit } : outer
  return { query, columns }
}

/** A whole SELECT without order and limit can stand in a union as it is. */
function union(left: Select, right: Select): { kind: 'union'; all: false; parts: Select[] } {
  return { kind: 'union', all: false, parts: [left, right].map(plainest) }
}

/** SELECT a FROM (SELECT a FROM t) is SELECT a FROM t. */
function plainest(outer: Select): Select {
  const inner = outer.from.from
  if (typeof inner === 'string' || inner.kind !== 'select' || inner.limit !== null || inner.orderBy.length > 0) return outer
  const untouched = outer.columns.length === inner.columns.length && outer.columns.every(({ value }, at) => value.node === 'column' && value.name === inner.columns[at]!.as)
  return untouched ? { ...inner, columns: inner.columns.map(({ value }, at) => ({ value, as: outer.columns[at]!.as })) } : outer
}

function membership(operator: 'intersection' | 'difference', held: [Typed, Typed][], right: Select): Sql {
  const equal = held.map(([of, other]) => binary(other.sql, of.nullable || other.nullable ? nullSafe : '=', of.sql))
  return { node: 'exists', not: operator === 'difference', query: { ...right, columns: [{ value: whole(1), as: '' }], where: [and(equal)] } }
}

/** The names of the catalog's tables that a plan and its sub-plans read, in the order in which they are met. */
export function tablesRead(plan: Plan): string[] {
  const found = new Set<string>()
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    else if (typeof node === 'object' && node !== null) {
      if ('id' in node && 'table' in node && typeof node.table === 'string') found.add(node.table)
      Object.values(node).forEach(look)
    }
  }
  look(plan)
  return [...found]
}

