import type { Catalog, Table } from '../../shared/model/catalog.ts'
import type { Join, Plan, QueryPlan, TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { meetsOne } from './keys.ts'

/** One join of the plan: the table that stood before, the table that joins it, and whether a row may meet several rows in either direction. */
type Edge = { left: string; right: string; join: Join; manyForward: boolean; manyBackward: boolean; keep: 'inner' | 'left' }

/** The joins of a plan as a forest, with what is needed to know where rows multiply. */
export type JoinGraph = { order: string[]; uses: Map<string, TableUse>; edges: Edge[] }

/** Fails with PLAN_INVALID or NOT_SUPPORTED when the joins are not a forest. */
export function joinGraph(plan: QueryPlan, catalog: Catalog): JoinGraph {
  const uses = new Map(plan.tables.map((use) => [use.id, use]))
  const tables = new Map(catalog.tables.map((table) => [table.name, table]))
  const edges: Edge[] = []
  for (const join of plan.joins) {
    const [pair] = join.on
    const left = pair?.left.table
    if (left === undefined || join.on.some((each) => each.left.table !== left || each.right.table !== join.right)) {
      throw new Failure('NOT_SUPPORTED', `The join of "${join.right}" ties it to more than one table.`, { hint: 'Join each table to one table before it.', detail: { node: `join:${join.right}` } })
    }
    const one = (id: string, columns: string[]) => meets(catalog, tables, uses.get(id)!, columns)
    const above = edges.find((edge) => edge.right === left)
    edges.push({
      left, right: join.right, join,
      manyForward: join.many || !one(join.right, join.on.map((each) => each.right.column)),
      manyBackward: !one(left, join.on.map((each) => each.left.column)),
      // What hangs below a table that may be missing may be missing too.
      keep: above?.keep === 'left' ? 'left' : join.keep,
    })
  }
  const joined = edges.map((edge) => edge.right)
  return { order: [...plan.tables.map((use) => use.id).filter((id) => !joined.includes(id)), ...joined], uses, edges }
}

function meets(catalog: Catalog, tables: Map<string, Table>, use: TableUse, columns: string[]): boolean {
  if (typeof use.table !== 'string') return planMeetsOne(use.table.plan, columns)
  const table = tables.get(use.table)
  return table !== undefined && meetsOne(catalog, table, columns)
}

/** True when the sub-plan has at most one row for given values of what it shows. */
function planMeetsOne(plan: Plan, columns: string[]): boolean {
  if (plan.kind === 'set') return false
  if (plan.measures.length > 0 && plan.by.length === 0) return true
  const keys = plan.by.map((grouping) => plan.show.find((shown) => shown.value.kind === 'ref' && shown.value.id === grouping.id)?.id)
  return plan.by.length > 0 && plan.by.every((grouping) => (grouping.key ?? []).length === 0) && keys.every((id) => id !== undefined && columns.includes(id))
}

/** What a table instance is called in a message. */
export function tableName(graph: JoinGraph, id: string): string {
  const table = graph.uses.get(id)?.table
  return typeof table === 'string' ? table : (graph.uses.get(id)?.role ?? id)
}

/** A join as one table sees it: where it leads, whether to several rows, whether several rows lead to the same one, and whether that table stands before the other in the plan. */
export type Way = { to: string; many: boolean; shared: boolean; down: boolean; edge: Edge }

/** The joins of a table, in either direction. */
export function steps(graph: JoinGraph, from: string): Way[] {
  return graph.edges.flatMap((edge): Way[] => {
    if (edge.left === from) return [{ to: edge.right, many: edge.manyForward, shared: edge.manyBackward, down: true, edge }]
    return edge.right === from ? [{ to: edge.left, many: edge.manyBackward, shared: edge.manyForward, down: false, edge }] : []
  })
}

/** The tables of which each row of `from` meets at most one row, itself included. */
export function reach(graph: JoinGraph, from: Iterable<string>): Set<string> {
  const found = new Set(from)
  for (const table of found) for (const way of steps(graph, table)) if (!way.many) found.add(way.to)
  return found
}

/** The joins to walk from one table to another; null when they are not connected. */
export function path(graph: JoinGraph, from: string, to: string, seen: ReadonlySet<string> = new Set()): Way[] | null {
  if (from === to) return []
  const visited = new Set([...seen, from])
  for (const way of steps(graph, from)) {
    if (visited.has(way.to)) continue
    const rest = path(graph, way.to, to, visited)
    if (rest !== null) return [way, ...rest]
  }
  return null
}

/**
 * The table that alone ties two others together: rows of `from` share it, and lead from there to several rows again, which say nothing about
 * the first. Null when `from` has rows of its own on the way, knows `to`, or is not connected with it.
 */
export function sharedParent(graph: JoinGraph, from: string, to: string): string | null {
  const way = path(graph, from, to) ?? []
  const fanning = way.findIndex((step) => step.many)
  const before = way.slice(0, Math.max(0, fanning))
  return before.some((step) => step.shared) ? before.at(-1)!.to : null
}

/** The tables that must be joined so that all of `tables` are; null when they are not connected. */
export function span(graph: JoinGraph, tables: Iterable<string>): Set<string> | null {
  const [first, ...others] = tables
  if (first === undefined) return new Set()
  const found = new Set([first])
  for (const other of others) {
    const way = path(graph, first, other)
    if (way === null) return null
    for (const step of way) found.add(step.to)
  }
  return found
}

/** The table whose rows the joined rows of `tables` are: from it every other is met once at most. Null when rows of two kinds multiply. */
export function finest(graph: JoinGraph, tables: Iterable<string>): string | null {
  const wanted = [...tables]
  const candidates = span(graph, wanted)
  if (candidates === null) return null
  const fit = graph.order.filter((id) => candidates.has(id)).filter((id) => {
    const reached = reach(graph, [id])
    return wanted.every((table) => reached.has(table))
  })
  return fit.find((id) => wanted.includes(id)) ?? fit[0] ?? null
}
