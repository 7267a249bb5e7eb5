/** Undirected edges between nodes (0 … n − 1), each by its position; `cost` is above zero. */
export type Edges = { a: Int32Array; b: Int32Array; cost: Float64Array }

/** Who meets whom: the ways from node `n` stand at `first[n]` up to `first[n + 1]`, in the order of the edges. Plain numbers, because large databases are searched many times for one question. */
export type Ways = { nodes: number; first: Int32Array; to: Int32Array; edge: Int32Array; cost: Float64Array }

/** Sums of the same costs in another order differ by less than this. */
export const alike = 1e-12

export function waysOf(nodes: number, { a, b, cost }: Edges): Ways {
  const first = new Int32Array(nodes + 1)
  for (let edge = 0; edge < a.length; edge++) {
    first[a[edge]! + 1]! += 1
    first[b[edge]! + 1]! += 1
  }
  for (let node = 0; node < nodes; node++) first[node + 1]! += first[node]!
  const next = first.slice()
  const ways: Ways = { nodes, first, to: new Int32Array(2 * a.length), edge: new Int32Array(2 * a.length), cost: new Float64Array(2 * a.length) }
  const lead = (from: number, to: number, edge: number): void => {
    const at = next[from]!++
    ways.to[at] = to
    ways.edge[at] = edge
    ways.cost[at] = cost[edge]!
  }
  for (let edge = 0; edge < a.length; edge++) {
    lead(a[edge]!, b[edge]!, edge)
    lead(b[edge]!, a[edge]!, edge)
  }
  return ways
}

/** Some of the edges, in their order, with their nodes numbered anew. */
export function someOf({ a, b, cost }: Edges, kept: readonly number[], numbers: Int32Array): Edges {
  return { a: Int32Array.from(kept, (edge) => numbers[a[edge]!]!), b: Int32Array.from(kept, (edge) => numbers[b[edge]!]!), cost: Float64Array.from(kept, (edge) => cost[edge]!) }
}

/** Distances of every node from each of the starts; Infinity where there is no way. */
export function distances(ways: Ways, starts: readonly number[]): Float64Array[] {
  const heap = new Heap()
  return starts.map((start) => {
    const cost = new Float64Array(ways.nodes).fill(Infinity)
    cost[start] = 0
    spread(ways, cost, heap, null, null, Infinity, null)
    return cost
  })
}

/** How nodes were reached: over which edge, from which node. */
export type Steps = { edge: Int32Array; from: Int32Array }

/**
 * Dijkstra's algorithm from every node that has a cost already; equal costs in the order of the nodes. Edges of `without` are not used; nodes that
 * cannot be gone on from for less than `limit`, by what is at least `ahead` of each, are not reached.
 */
export function spread(ways: Ways, cost: Float64Array, heap: Heap, without: Uint8Array | null, ahead: Float64Array | null, limit: number, steps: Steps | null): void {
  const { first, to, edge, cost: costs } = ways
  for (let node = 0; node < ways.nodes; node++) if (cost[node]! < Infinity) heap.push(node, cost[node]!)
  while (heap.size > 0) {
    const known = heap.leastCost()
    const node = heap.pop()
    if (known > cost[node]!) continue
    for (let at = first[node]!; at < first[node + 1]!; at++) {
      if (without !== null && without[edge[at]!] === 1) continue
      const next = to[at]!
      const through = known + costs[at]!
      if (through >= cost[next]! - alike || (ahead !== null && through + ahead[next]! >= limit)) continue
      cost[next] = through
      if (steps !== null) {
        steps.edge[next] = edge[at]!
        steps.from[next] = node
      }
      heap.push(next, through)
    }
  }
}

/** Nodes by cost, the cheapest first, equal ones by number. */
export class Heap {
  size = 0
  #nodes = new Int32Array(256)
  #costs = new Float64Array(256)

  leastCost(): number {
    return this.#costs[0]!
  }

  push(node: number, cost: number): void {
    if (this.size === this.#nodes.length) this.#grow()
    const nodes = this.#nodes
    const costs = this.#costs
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (cost > costs[parent]! || (cost === costs[parent]! && node >= nodes[parent]!)) break
      nodes[at] = nodes[parent]!
      costs[at] = costs[parent]!
      at = parent
    }
    nodes[at] = node
    costs[at] = cost
  }

  pop(): number {
    const nodes = this.#nodes
    const costs = this.#costs
    const top = nodes[0]!
    const size = --this.size
    const [node, cost] = [nodes[size]!, costs[size]!]
    let at = 0
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (costs[child + 1]! < costs[child]! || (costs[child + 1] === costs[child] && nodes[child + 1]! < nodes[child]!))) child += 1
      if (costs[child]! > cost || (costs[child] === cost && nodes[child]! >= node)) break
      nodes[at] = nodes[child]!
      costs[at] = costs[child]!
      at = child
    }
    nodes[at] = node
    costs[at] = cost
    return top
  }

  #grow(): void {
    const [nodes, costs] = [this.#nodes, this.#costs]
    this.#nodes = new Int32Array(2 * nodes.length)
    this.#costs = new Float64Array(2 * costs.length)
    this.#nodes.set(nodes)
    this.#costs.set(costs)
  }
}
