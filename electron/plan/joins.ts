import type { Catalog, Relationship, Table } from '../../shared/model/catalog.ts'
import type { Join, JoinPair, TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { isUnique, repeats } from './keys.ts'
import { instanceGraph, type InstanceGraph, type Prefer } from './instance-graph.ts'
import { distances, someOf, waysOf } from './shortest-ways.ts'
import { cheapestTrees, pairwise, twoNearest } from './steiner.ts'

/** Tables joined from the first on; every `right` joins tables before it. Cost 1 per declared key, a little more per inferred one. */
export type JoinTree = { tables: TableUse[]; joins: Join[]; cost: number }

export type JoinOptions = {
  /** How many trees at most; 1 when absent. */
  k?: number
  /**
   * Extra cost of using a key, from the words for example; may be negative (an edge never costs less than 0.01).
   */
  prefer?: Prefer
  /** The same for preferences that are the same for the same ids. */
  alike?: string | undefined
  /** The instance to start from; the first terminal when absent. */
  root?: string
  /** Ids that fresh tables must not take, beside those of the terminals. */
  taken?: Iterable<string>
}

/** The related tables of a `has`: the first is the one whose rows are meant; `on` ties them to the outer instance. */
export type Link = { tables: TableUse[]; joins: Join[]; on: JoinPair[]; cost: number }

const maximumTerminals = 12
/** Trees this much dearer than a tree that is known to exist are not looked for in large databases. */
const slack = 2
const largeDatabase = 64
/** Two tables that merely point to the same third (customers and vendors in one country) are seldom what is meant. */
const sharedParentCost = 0.5

/** A key between two table instances; `at` is its place among all. */
type KeyEdge = { a: number; b: number; at: number; relationship: Relationship }
/** A tree by nodes, of which the first are the terminals. */
type Found = { edges: KeyEdge[]; tables: Map<number, Table>; cost: number }

/**
 * The cheapest ways to join all `terminals` over declared and inferred keys, best first; parallel keys give different trees.
 * Terminals may be instances of one table: each is joined on its own. Empty when there is no path. Same input, same output.
 * Fails with PLAN_INVALID for an unknown table and NOT_SUPPORTED for more than 12 terminals.
 */
export function planJoins(catalog: Catalog, terminals: TableUse[], options: JoinOptions = {}): JoinTree[] {
  const [only, ...more] = terminals
  if (only === undefined) return []
  if (more.length === 0) return [{ tables: [only], joins: [], cost: 0 }]
  if (terminals.some((use) => typeof use.table !== 'string')) return []
  if (terminals.length > maximumTerminals) {
    throw new Failure('NOT_SUPPORTED', `The question needs ${terminals.length} tables at once.`, { hint: `Ask about at most ${maximumTerminals} tables.` })
  }
  const root = Math.max(0, terminals.findIndex((use) => use.id === options.root))
  return remembered(catalog, terminals, options, () => find(catalog, terminals, options)).map((tree) => describe(tree, terminals, root, options.taken ?? []))
}

function find(catalog: Catalog, terminals: TableUse[], { k = 1, prefer }: JoinOptions): Found[] {
  const graph = instanceGraph(catalog, terminals, prefer)
  const isLarge = graph.tables.length > largeDatabase
  const found = search(graph, catalog, terminals, k, isLarge)
  return found.length > 0 || !isLarge ? found : search(graph, catalog, terminals, k, false)
}

/** The readings of one question join the same tables again and again. */
const memory = new WeakMap<Catalog, Map<string, Found[]>>()
const mostRemembered = 1_000

function remembered(catalog: Catalog, terminals: TableUse[], { k = 1, prefer, alike }: JoinOptions, find: () => Found[]): Found[] {
  if (prefer !== undefined && alike === undefined) return find()
  const known = memory.get(catalog) ?? new Map<string, Found[]>()
  memory.set(catalog, known)
  // What is preferred may depend on the ids.
  const key = JSON.stringify([k, alike ?? '', terminals.map((use) => (prefer === undefined ? use.table : [use.table, use.id]))])
  const before = known.get(key)
  if (before !== undefined) return before
  const found = find()
  if (known.size === mostRemembered) known.clear()
  known.set(key, found)
  return found
}

/**
 * The cheapest ways from `outer` to related rows of `inner` (a table name, or instances that are all needed), best first, for a `has` condition.
 * Empty when there is no path. Fails like planJoins.
 */
export function planLink(catalog: Catalog, outer: TableUse, inner: string | TableUse[], options: Omit<JoinOptions, 'root'> = {}): Link[] {
  const taken = [outer.id, ...(options.taken ?? [])]
  const uses = typeof inner === 'string' ? [{ id: freshId(new Set(taken)), table: inner }] : inner
  const first = uses[0]
  if (first === undefined) return []
  return planJoins(catalog, [outer, ...uses], { ...options, taken, root: first.id }).flatMap((tree) => {
    const touching = tree.joins.filter((join) => join.right === outer.id || join.on.some((pair) => pair.left.table === outer.id))
    const [link] = touching
    if (link === undefined || touching.length > 1 || link.right !== outer.id) return []
    const on = link.on.map((pair) => ({ left: pair.right, right: pair.left }))
    return [{ tables: tree.tables.filter((use) => use.id !== outer.id), joins: tree.joins.filter((join) => join !== link), on, cost: tree.cost }]
  })
}

function search({ tables, edges, keys }: InstanceGraph, catalog: Catalog, terminals: TableUse[], k: number, prune: boolean): Found[] {
  const { kept, far } = prune ? nearby({ tables, edges, keys }, terminals.length) : { kept: [...keys.keys()], far: null }
  const edgeAt = (position: number): KeyEdge => ({ a: edges.a[kept[position]!]!, b: edges.b[kept[position]!]!, at: kept[position]!, relationship: catalog.relationships[keys[kept[position]!]!]! })
  const results: { edges: KeyEdge[]; cost: number; key: string }[] = []
  const clash = (tree: readonly number[]) => clashing(tree.map(edgeAt))?.map((edge) => kept.indexOf(edge.at)) ?? null
  // Only nodes that a kept edge touches are numbered anew, so that a large database costs no more than its part that matters.
  const touched = [...new Set([...terminals.keys(), ...kept.flatMap((edge) => [edges.a[edge]!, edges.b[edge]!])])]
  const numbers = new Int32Array(tables.length)
  for (const [number, node] of touched.entries()) numbers[node] = number
  const distance = far?.map((from) => Float64Array.from(touched, (node) => from[node]!))
  for (const tree of cheapestTrees(touched.length, someOf(edges, kept, numbers), [...terminals.keys()], clash, () => results[k - 1]?.cost ?? Infinity, distance)) {
    const worst = results[k - 1]
    if (worst !== undefined && tree.cost >= worst.cost) break
    const chosen = tree.edges.map(edgeAt)
    const key = shape(tables, terminals, chosen, 0, null)
    if (results.some((other) => other.key === key)) continue
    results.push({ edges: chosen, cost: tree.cost + sharedParents(chosen, terminals) * sharedParentCost, key })
    results.sort((left, right) => left.cost - right.cost)
  }
  return results.slice(0, k).map(({ edges: chosen, cost }) => ({ edges: chosen, cost, tables: new Map(chosen.flatMap(({ a, b }) => [a, b]).map((node) => [node, tables[node]!])) }))
}

/** Edges whose ends can both lie on a tree that is at most `slack` dearer than joining the terminals pair by pair, and the distances from each terminal. */
function nearby({ tables, edges }: InstanceGraph, terminals: number): { kept: number[]; far: Float64Array[] } {
  const starts = Array.from({ length: terminals }, (_, terminal) => terminal)
  const far = distances(waysOf(tables.length, edges), starts)
  const bound = pairwise(far, starts, slack)
  if (bound === Infinity) return { kept: [], far }
  const near = tables.map((_, node) => twoNearest(far, node) <= bound)
  const kept: number[] = []
  for (let edge = 0; edge < edges.a.length; edge++) if (near[edges.a[edge]!] && near[edges.b[edge]!]) kept.push(edge)
  return { kept, far }
}

/** Two edges that would force two instances to be the same row: one key of one row cannot point to two rows. */
function clashing(edges: KeyEdge[]): KeyEdge[] | null {
  for (const [at, edge] of edges.entries()) {
    const other = edges.slice(at + 1).find((later) => later.relationship === edge.relationship && (later.a === edge.a || (later.b === edge.b && edge.relationship.oneToOne)))
    if (other !== undefined) return [edge, other]
  }
  return null
}

/** Tables in between that keys only point to. */
function sharedParents(edges: KeyEdge[], terminals: readonly TableUse[]): number {
  const parents = new Set(edges.map((edge) => edge.b))
  for (const edge of edges) parents.delete(edge.a)
  return [...parents].filter((node) => node >= terminals.length).length
}

/** The tree as text in which tables in between have no identity, so that copies of a tree are seen to be equal. */
function shape(tables: readonly Table[], terminals: readonly TableUse[], edges: KeyEdge[], node: number, through: KeyEdge | null): string {
  const branches = edges
    .filter((edge) => edge !== through && (edge.a === node || edge.b === node))
    .map((edge) => `${edge.a === node ? '>' : '<'}${textOf(edge.relationship)}${shape(tables, terminals, edges, edge.a === node ? edge.b : edge.a, edge)}`)
  return `(${JSON.stringify(terminals[node]?.id ?? [tables[node]!.name])}${branches.sort().join('')})`
}

const texts = new WeakMap<Relationship, string>()

function textOf(relationship: Relationship): string {
  const text = texts.get(relationship) ?? JSON.stringify(relationship)
  texts.set(relationship, text)
  return text
}

function describe(tree: Found, terminals: TableUse[], root: number, taken: Iterable<string>): JoinTree {
  const ids = new Set([...taken, ...terminals.map((use) => use.id)])
  const tableOf = (node: number) => tree.tables.get(node)!
  const uses = new Map<number, TableUse>([[root, terminals[root]!]])
  const joins: Join[] = []
  const left = new Set(tree.edges)
  while (left.size > 0) {
    const ready = [...left].filter((edge) => uses.has(edge.a) || uses.has(edge.b))
    const next = ready.sort((x, y) => Number(isMany(x, uses)) - Number(isMany(y, uses)) || x.at - y.at)[0]!
    left.delete(next)
    const forward = uses.has(next.a)
    const node = forward ? next.b : next.a
    const use = terminals[node] ?? { id: freshId(ids), table: tableOf(node).name }
    const many = isMany(next, uses)
    ids.add(use.id)
    uses.set(node, use)
    const { from, to } = next.relationship
    const pointing = { table: uses.get(next.a)!.id, columns: from.columns }
    const pointed = { table: uses.get(next.b)!.id, columns: to.columns }
    const [before, after] = forward ? [pointing, pointed] : [pointed, pointing]
    const on = before.columns.map((column, at) => ({ left: { table: before.table, column }, right: { table: after.table, column: after.columns[at]! } }))
    joins.push({ right: use.id, on, keep: 'inner', many, via: next.relationship.origin })
  }
  return { tables: [...uses.values()], joins, cost: tree.cost }

  function isMany(edge: KeyEdge, joined: Map<number, TableUse>): boolean {
    if (joined.has(edge.a)) return repeats(tableOf(edge.b), edge.relationship.to.columns)
    return !edge.relationship.oneToOne && !isUnique(tableOf(edge.a), edge.relationship.from.columns)
  }
}

function freshId(taken: Set<string>): string {
  for (let number = 1; ; number++) {
    if (!taken.has(`j${number}`)) return `j${number}`
  }
}
