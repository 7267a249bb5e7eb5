import type { Condition, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { bind } from './bind.ts'
import { pairs } from './condition.ts'
import type { Binding, Context, Scope } from './context.ts'
import { path, reach, span, steps, tableName, type JoinGraph, type Way } from './join-graph.ts'
import { raw, select, type Source, type Sql, type SqlJoin } from './sql/tree.ts'
import { tablesOf } from './walk.ts'

export type RowRequest = {
  /** Tables whose columns are used, and so must be joined. */
  needed: Iterable<string>
  conditions: Condition[]
  /** The table whose rows are meant: its rows are neither repeated nor lost by conditions on others. Null when the joined rows themselves are meant. */
  anchor: string | null
  /** The tables whose rows other measures are about: their presence is not asked for. */
  otherFacts: ReadonlySet<string>
  /** Whether rows before the anchor stay when the anchor has none for them. */
  keepUnmatched: boolean
}

/** What stands behind FROM and WHERE, and the scope that reaches it. `matched` is null when every row has a row of the anchor. */
export type Rows = { from: Source; joins: SqlJoin[]; where: Sql[]; scope: Scope; matched: Sql | null }

/**
 * Joins exactly the tables that are needed. A condition on tables that a row of the anchor meets once is a plain condition; one on tables it
 * may meet several times becomes EXISTS, so that no row is repeated. Fails with NO_JOIN_PATH.
 */
export function rowsOf(graph: JoinGraph, context: Context, request: RowRequest): Rows {
  const joined = joinedTables(graph, context, request)
  const order = graph.order.filter((id) => joined.has(id))
  const towards = new Set(request.anchor === null || request.keepUnmatched ? [] : (path(graph, order[0]!, request.anchor) ?? []).map((step) => step.to))
  const optional = optionalTables(graph, order, towards)
  const crowded = crowdedTables(graph, order)
  const bindings = new Map(order.map((id) => [id, bind(graph.uses.get(id)!, context, { optional: optional.has(id), crowded: crowded.has(id) })]))
  const scope: Scope = { context, tables: bindings }
  const [first, ...others] = order
  const joins = others.map((id): SqlJoin & { id: string } => {
    const { join } = graph.edges.find((edge) => edge.right === id)!
    return { id, keep: optional.has(id) ? 'left' : 'inner', source: bindings.get(id)!, on: pairs(join.on, scope) }
  })
  const beside = request.anchor !== null && optional.has(request.anchor) ? optionalBranch(graph, optional, request.anchor) : new Set<string>()
  const where: Sql[] = []
  const place = (tables: Iterable<string>, test: Sql) => {
    const last = [...tables].filter((id) => beside.has(id)).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0]
    const join = joins.find((each) => each.id === last)
    if (join === undefined) where.push(test)
    else join.on.push(test)
  }
  for (const condition of request.conditions) {
    const tables = tablesOf(condition)
    if (isSubset(tables, joined)) place(tables, context.test(condition, scope).sql)
  }
  for (const group of outside(graph, context, request, joined)) place(group.touched, existence(graph, group, scope))
  const matched = request.anchor !== null && optional.has(request.anchor) ? matchedColumn(graph, request.anchor, bindings) : null
  return { from: bindings.get(first!)!, joins, where, scope, matched }
}

export function isSubset(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  return [...inner].every((id) => outer.has(id))
}

function joinedTables(graph: JoinGraph, context: Context, request: RowRequest): Set<string> {
  const start = [...new Set([...(request.anchor === null ? [] : [request.anchor]), ...request.needed])]
  let joined = connected(graph, start)
  const reached = reach(graph, joined)
  for (const condition of request.conditions) {
    const tables = tablesOf(condition)
    if (isSubset(tables, reached)) joined = connected(graph, [...joined, ...tables])
  }
  for (const id of joined) for (const step of steps(graph, id)) if (!step.many && !joined.has(step.to) && asksForRows(graph, context, request, id, step)) joined.add(step.to)
  return joined
}

/** Whether the join that leads away, or one beyond it, keeps some rows out; joins that a declared key makes sure of do not. */
function asksForRows(graph: JoinGraph, context: Context, request: RowRequest, from: string, step: Way): boolean {
  if (step.edge.keep === 'left') return false
  if (step.many) return !overlaps(beyond(graph, from, step.to), request.otherFacts)
  return mayLoseRows(graph, context, from, step.edge.join) || steps(graph, step.to).some((next) => next.to !== from && asksForRows(graph, context, request, step.to, next))
}

/** All tables on the other side of a join. */
function beyond(graph: JoinGraph, from: string, to: string): Set<string> {
  const found = new Set([to])
  for (const id of found) for (const step of steps(graph, id)) if (!(id === to && step.to === from)) found.add(step.to)
  return found
}

/** A join to a parent can lose rows when the pointing column may be null or nothing enforces the key. SQLite enforces keys only when asked to, TiDB seldom, files never. */
function mayLoseRows(graph: JoinGraph, context: Context, from: string, join: QueryPlan['joins'][number]): boolean {
  const use = graph.uses.get(from)!
  const table = typeof use.table === 'string' ? context.tables.get(use.table) : undefined
  const columns = join.on.map((pair) => (pair.left.table === from ? pair.left.column : pair.right.column))
  const enforced = join.via === 'declared' && (context.catalog.dialect === 'mysql' || context.catalog.dialect === 'mariadb')
  return !enforced || table === undefined || columns.some((name) => table.columns.find((column) => column.name === name)?.nullable !== false)
}

function connected(graph: JoinGraph, tables: string[]): Set<string> {
  const found = span(graph, tables)
  if (found !== null) return found
  const names = [...new Set(tables)].map((id) => `"${tableName(graph, id)}"`)
  throw new Failure('NO_JOIN_PATH', `Nothing joins ${names.join(' and ')}.`, { hint: 'Say how the tables belong together, or ask about one of them.', detail: { tables } })
}

function optionalTables(graph: JoinGraph, order: string[], towards: ReadonlySet<string>): Set<string> {
  const optional = new Set<string>()
  for (const id of order.slice(1)) {
    const { left, join } = graph.edges.find((edge) => edge.right === id)!
    if (!towards.has(id) && (join.keep === 'left' || optional.has(left))) optional.add(id)
  }
  return optional
}

function optionalBranch(graph: JoinGraph, optional: ReadonlySet<string>, anchor: string): Set<string> {
  const branch = new Set([anchor])
  for (const id of branch) {
    for (const edge of graph.edges) {
      if (edge.left === id && optional.has(edge.right)) branch.add(edge.right)
      if (edge.right === id && optional.has(edge.left)) branch.add(edge.left)
    }
  }
  return branch
}

function matchedColumn(graph: JoinGraph, anchor: string, bindings: ReadonlyMap<string, Binding>): Sql {
  const { join } = graph.edges.find((edge) => edge.right === anchor)!
  return bindings.get(anchor)!.column(join.on[0]!.right.column).sql
}

function crowdedTables(graph: JoinGraph, order: string[]): Set<string> {
  const table = (id: string) => graph.uses.get(id)!.table
  return new Set(order.filter((id) => order.some((other) => other !== id && table(other) === table(id))))
}

/** Conditions that must hold together for some rows that are not joined; `touched` are the joined tables they hang on. */
type Group = { tables: Set<string>; touched: Set<string>; conditions: Condition[] }

function outside(graph: JoinGraph, context: Context, request: RowRequest, joined: ReadonlySet<string>): Group[] {
  const groups: Group[] = []
  for (const condition of request.conditions) {
    const tables = tablesOf(condition)
    if (isSubset(tables, joined)) continue
    const away = [...tables].filter((id) => !joined.has(id))
    const wanted = connected(graph, [[...joined][0]!, ...away])
    // What stands between the joined tables and those of the condition.
    const reached = new Set(away.flatMap((id) => pathFrom(graph, joined, id)))
    const group: Group = { tables: reached, touched: new Set([...wanted].filter((id) => joined.has(id) && touches(graph, id, reached))), conditions: [condition] }
    merge(groups, group)
  }
  for (const group of required(graph, context, request, joined)) merge(groups, group)
  return groups
}

function merge(groups: Group[], group: Group): void {
  const same = groups.filter((other) => overlaps(other.tables, group.tables))
  for (const other of same) {
    for (const id of other.tables) group.tables.add(id)
    for (const id of other.touched) group.touched.add(id)
    group.conditions.unshift(...other.conditions)
    groups.splice(groups.indexOf(other), 1)
  }
  groups.push(group)
}

const overlaps = (left: ReadonlySet<string>, right: ReadonlySet<string>) => [...left].some((id) => right.has(id))
const touches = (graph: JoinGraph, id: string, others: ReadonlySet<string>) =>
  graph.edges.some((edge) => (edge.left === id && others.has(edge.right)) || (edge.right === id && others.has(edge.left)))

function pathFrom(graph: JoinGraph, joined: ReadonlySet<string>, to: string): string[] {
  const start = [...joined].find((id) => path(graph, id, to) !== null)
  return start === undefined ? [to] : path(graph, start, to)!.map((step) => step.to).filter((id) => !joined.has(id))
}

/** Inner joins to tables that nothing else uses still ask for a row there. */
function required(graph: JoinGraph, context: Context, request: RowRequest, joined: ReadonlySet<string>): Group[] {
  return [...joined].flatMap((from) => steps(graph, from).flatMap((step): Group[] => {
    const away = beyond(graph, from, step.to)
    if (joined.has(step.to) || step.edge.keep === 'left' || !step.many || overlaps(away, request.otherFacts)) return []
    const tables = new Set([step.to])
    for (const id of tables) for (const next of steps(graph, id)) if (away.has(next.to) && asksForRows(graph, context, request, id, next)) tables.add(next.to)
    return [{ tables, touched: new Set([from]), conditions: [] }]
  }))
}

function existence(graph: JoinGraph, group: Group, outer: Scope): Sql {
  const context = { ...outer.context, names: outer.context.names.fork() }
  const order = graph.order.filter((id) => group.tables.has(id))
  const crowded = crowdedTables(graph, order)
  const inner = new Map(order.map((id) => [id, bind(graph.uses.get(id)!, context, { optional: false, crowded: crowded.has(id) })]))
  const scope: Scope = { ...outer, context, tables: new Map([...outer.tables, ...inner]) }
  const placed = new Set([order[0]!])
  const joins: SqlJoin[] = []
  const links: Sql[] = []
  const edges = graph.edges.filter((edge) => inner.has(edge.left) || inner.has(edge.right))
  for (const edge of edges.filter((each) => !(inner.has(each.left) && inner.has(each.right)))) {
    if (outer.tables.has(edge.left) || outer.tables.has(edge.right)) links.push(...pairs(edge.join.on, scope))
  }
  for (const id of order.slice(1)) {
    const edge = edges.find((each) => (each.right === id && placed.has(each.left)) || (each.left === id && placed.has(each.right)))
    joins.push({ keep: edge === undefined ? 'cross' : 'inner', source: inner.get(id)!, on: edge === undefined ? [] : pairs(edge.join.on, scope) })
    placed.add(id)
  }
  const where = [...links, ...group.conditions.map((each) => context.test(each, scope).sql)]
  return { node: 'exists', not: false, query: select([{ value: raw('1'), as: '' }], inner.get(order[0]!)!, { joins, where }) }
}
