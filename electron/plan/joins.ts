import type { Catalog, Relationship, Table } from '../../shared/model/catalog.ts'
import type { Join, JoinPair, TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { isUnique, repeats } from './keys.ts'
import { cheapestTrees, distances, type Edge } from './steiner.ts'

/** Tables joined from the first on; every `right` joins tables before it. Cost 1 per declared key, a little more per inferred one. */
export type JoinTree = { tables: TableUse[]; joins: Join[]; cost: number }

export type JoinOptions = {
  /** How many trees at most; 1 when absent. */
  k?: number
  /**
   * Extra cost of using a key, from the words for example; may be negative (an edge never costs less than 0.01).
   * `from` and `to` are ids of the table instances at the pointing and the pointed-to end; for a table in between, its name.
   */
  prefer?: (relationship: Relationship, from: string, to: string) => number
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

type Node = { table: Table; use: TableUse | null }
type KeyEdge = Edge & { relationship: Relationship }

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
  const { nodes, edges } = instanceGraph(catalog, terminals, options.prefer)
  const found = search(nodes, edges, terminals, options.k ?? 1, nodes.length > largeDatabase)
  const enough = found.length > 0 || nodes.length <= largeDatabase ? found : search(nodes, edges, terminals, options.k ?? 1, false)
  const root = Math.max(0, terminals.findIndex((use) => use.id === options.root))
  return enough.map((tree) => describe(nodes, edges, terminals, tree, root, options.taken ?? []))
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

/** One node per terminal and, for every table, as many more as the most repeated terminal may need in between. */
function instanceGraph(catalog: Catalog, terminals: TableUse[], prefer: JoinOptions['prefer']): { nodes: Node[]; edges: KeyEdge[] } {
  const tables = new Map(catalog.tables.map((table) => [table.name, table]))
  const uses = new Map<string, TableUse[]>()
  for (const use of terminals) {
    const name = use.table as string
    if (!tables.has(name)) throw new Failure('PLAN_INVALID', `There is no table "${name}".`, { hint: 'Choose a table of this database.', detail: { node: use.id } })
    uses.set(name, [...(uses.get(name) ?? []), use])
  }
  const copies = Math.max(...[...uses.values()].map((list) => list.length))
  const nodes: Node[] = terminals.map((use) => ({ use, table: tables.get(use.table as string)! }))
  for (const table of catalog.tables) {
    for (let copy = uses.get(table.name)?.length ?? 0; copy < copies; copy++) nodes.push({ use: null, table })
  }
  const instances = Map.groupBy(nodes.keys(), (node) => nodes[node]!.table.name)
  const edges: KeyEdge[] = []
  for (const relationship of catalog.relationships) {
    for (const a of instances.get(relationship.from.table) ?? []) {
      for (const b of instances.get(relationship.to.table) ?? []) {
        if (a === b) continue
        const name = (node: number) => nodes[node]!.use?.id ?? nodes[node]!.table.name
        const plain = relationship.origin === 'declared' ? 1 : 1.1 + 0.5 * (1 - relationship.confidence)
        edges.push({ a, b, relationship, cost: Math.max(0.01, plain + (prefer?.(relationship, name(a), name(b)) ?? 0)) })
      }
    }
  }
  return { nodes, edges }
}

function search(nodes: Node[], edges: KeyEdge[], terminals: TableUse[], k: number, prune: boolean): { edges: KeyEdge[]; cost: number }[] {
  const kept = prune ? nearby(nodes, edges, terminals.length) : edges
  const results: { edges: KeyEdge[]; cost: number; key: string }[] = []
  const clash = (tree: readonly number[]) => clashing(tree.map((at) => kept[at]!))?.map((edge) => kept.indexOf(edge)) ?? null
  // Only nodes that a kept edge touches are numbered anew, so that a large database costs no more than its part that matters.
  const numbers = new Map([...terminals.keys(), ...kept.flatMap((edge) => [edge.a, edge.b])].map((node) => [node, 0]))
  ;[...numbers.keys()].forEach((node, number) => numbers.set(node, number))
  const small = kept.map(({ a, b, cost }): Edge => ({ a: numbers.get(a)!, b: numbers.get(b)!, cost }))
  for (const tree of cheapestTrees(numbers.size, small, [...terminals.keys()], clash)) {
    const worst = results[k - 1]
    if (worst !== undefined && tree.cost >= worst.cost) break
    const chosen = tree.edges.map((at) => kept[at]!)
    const key = shape(nodes, chosen, 0, null)
    if (results.some((other) => other.key === key)) continue
    results.push({ edges: chosen, cost: tree.cost + sharedParents(nodes, chosen) * sharedParentCost, key })
    results.sort((left, right) => left.cost - right.cost)
  }
  return results.slice(0, k)
}

/** Edges whose ends can both lie on a tree that is at most `slack` dearer than joining the terminals pair by pair. */
function nearby(nodes: Node[], edges: KeyEdge[], terminals: number): KeyEdge[] {
  const from = Array.from({ length: terminals }, (_, terminal) => distances(nodes.length, edges, terminal))
  let bound = slack
  const joined = new Set([0])
  while (joined.size < terminals) {
    let best = { cost: Infinity, terminal: -1 }
    for (let terminal = 0; terminal < terminals; terminal++) {
      if (joined.has(terminal)) continue
      for (const other of joined) if (from[other]![terminal]! < best.cost) best = { cost: from[other]![terminal]!, terminal }
    }
    if (best.terminal < 0) return []
    bound += best.cost
    joined.add(best.terminal)
  }
  const near = nodes.map((_, node) => {
    const [first, second] = from.map((distance) => distance[node]!).sort((x, y) => x - y)
    return first! + second! <= bound
  })
  return edges.filter((edge) => near[edge.a] && near[edge.b])
}

/** Two edges that would force two instances to be the same row: one key of one row cannot point to two rows. */
function clashing(edges: KeyEdge[]): KeyEdge[] | null {
  for (const [at, edge] of edges.entries()) {
    const other = edges.slice(at + 1).find((later) => later.relationship === edge.relationship && (later.a === edge.a || (later.b === edge.b && edge.relationship.oneToOne)))
    if (other !== undefined) return [edge, other]
  }
  return null
}

function sharedParents(nodes: Node[], edges: KeyEdge[]): number {
  return nodes.filter((node, at) => node.use === null && edges.some((edge) => edge.b === at) && edges.every((edge) => edge.a !== at)).length
}

/** The tree as text in which tables in between have no identity, so that copies of a tree are seen to be equal. */
function shape(nodes: Node[], edges: KeyEdge[], node: number, through: KeyEdge | null): string {
  const branches = edges
    .filter((edge) => edge !== through && (edge.a === node || edge.b === node))
    .map((edge) => `${edge.a === node ? '>' : '<'}${JSON.stringify(edge.relationship)}${shape(nodes, edges, edge.a === node ? edge.b : edge.a, edge)}`)
  return `(${JSON.stringify(nodes[node]!.use?.id ?? [nodes[node]!.table.name])}${branches.sort().join('')})`
}

function describe(nodes: Node[], edges: KeyEdge[], terminals: TableUse[], tree: { edges: KeyEdge[]; cost: number }, root: number, taken: Iterable<string>): JoinTree {
  const ids = new Set([...taken, ...terminals.map((use) => use.id)])
  const order = (edge: KeyEdge) => edges.indexOf(edge)
  const uses = new Map<number, TableUse>([[root, nodes[root]!.use!]])
  const joins: Join[] = []
  const left = new Set(tree.edges)
  while (left.size > 0) {
    const ready = [...left].filter((edge) => uses.has(edge.a) || uses.has(edge.b))
    const next = ready.sort((x, y) => Number(isMany(x, uses)) - Number(isMany(y, uses)) || order(x) - order(y))[0]!
    left.delete(next)
    const forward = uses.has(next.a)
    const node = forward ? next.b : next.a
    const use = nodes[node]!.use ?? { id: freshId(ids), table: nodes[node]!.table.name }
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
    if (joined.has(edge.a)) return repeats(nodes[edge.b]!.table, edge.relationship.to.columns)
    return !edge.relationship.oneToOne && !isUnique(nodes[edge.a]!.table, edge.relationship.from.columns)
  }
}

function freshId(taken: Set<string>): string {
  for (let number = 1; ; number++) {
    if (!taken.has(`j${number}`)) return `j${number}`
  }
}
