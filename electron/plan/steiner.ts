/** An undirected edge between two nodes (0 … n − 1); `cost` is above zero. */
export type Edge = { a: number; b: number; cost: number }
/** `edges` are positions in the list of edges, ascending. */
export type Tree = { cost: number; edges: number[] }

/** Stops hopeless searches: a join tree that needs more tries than this is not one that a question meant. */
const maximumTries = 400

type Neighbours = { edge: number; to: number }[][]

/**
 * The trees that connect all `terminals`, cheapest first; ties in order of the edges' positions.
 * `conflict` may reject a tree by naming edges that cannot stand together.
 * Exact (Dreyfus and Wagner 1971, branching on left-out edges); exponential in the terminals, so keep them at 12 or fewer.
 */
export function* cheapestTrees(
  nodes: number, edges: readonly Edge[], terminals: readonly number[], conflict: (tree: readonly number[]) => number[] | null,
): Generator<Tree> {
  const neighbours: Neighbours = Array.from({ length: nodes }, () => [])
  edges.forEach(({ a, b }, edge) => {
    neighbours[a]?.push({ edge, to: b })
    neighbours[b]?.push({ edge, to: a })
  })
  const waiting: { tree: Tree; without: number[] }[] = []
  const tried = new Set<string>()
  const yielded = new Set<string>()
  const consider = (without: number[]) => {
    const key = without.join(',')
    if (tried.has(key) || tried.size >= maximumTries) return
    tried.add(key)
    const tree = cheapestTree(neighbours, edges, terminals, new Set(without))
    if (tree !== null) waiting.push({ tree, without })
  }
  consider([])
  while (waiting.length > 0) {
    const next = waiting.reduce((best, item, at) => (comesBefore(item.tree, waiting[best]!.tree) ? at : best), 0)
    const { tree, without } = waiting.splice(next, 1)[0]!
    const clash = conflict(tree.edges)
    const key = tree.edges.join(',')
    if (clash === null && !yielded.has(key)) {
      yielded.add(key)
      yield tree
    }
    for (const edge of clash ?? tree.edges) consider([...without, edge].sort((x, y) => x - y))
  }
}

/** Distance of every node from `start`; Infinity where there is no way. */
export function distances(nodes: number, edges: readonly Edge[], start: number): Float64Array {
  const neighbours: Neighbours = Array.from({ length: nodes }, () => [])
  edges.forEach(({ a, b }, edge) => {
    neighbours[a]?.push({ edge, to: b })
    neighbours[b]?.push({ edge, to: a })
  })
  const cost = new Float64Array(nodes).fill(Infinity)
  cost[start] = 0
  spread(neighbours, edges, new Set(), cost, () => undefined)
  return cost
}

function comesBefore(left: Tree, right: Tree): boolean {
  if (Math.abs(left.cost - right.cost) > 1e-9) return left.cost < right.cost
  const at = left.edges.findIndex((edge, position) => edge !== right.edges[position])
  return at >= 0 && left.edges[at]! < (right.edges[at] ?? Infinity)
}

/** How the best tree for a set of terminals that ends in a node was made: by an edge, or by merging two smaller sets. */
type Step = { edge: number; from: number } | { left: number; right: number } | null

function cheapestTree(neighbours: Neighbours, edges: readonly Edge[], terminals: readonly number[], without: ReadonlySet<number>): Tree | null {
  const nodes = neighbours.length
  const [root, ...others] = terminals
  if (root === undefined) return null
  const full = (1 << others.length) - 1
  const cost = Array.from({ length: full + 1 }, () => new Float64Array(nodes).fill(Infinity))
  const step: Step[][] = Array.from({ length: full + 1 }, () => new Array<Step>(nodes).fill(null))
  for (let set = 1; set <= full; set++) {
    const costs = cost[set]!
    const steps = step[set]!
    const single = others[Math.log2(set)]
    if (single !== undefined) costs[single] = 0
    for (let left = (set - 1) & set; left > 0; left = (left - 1) & set) {
      const right = set ^ left
      if (left < right) break
      const leftCosts = cost[left]!
      const rightCosts = cost[right]!
      for (let node = 0; node < nodes; node++) {
        const merged = leftCosts[node]! + rightCosts[node]!
        if (merged < costs[node]! - 1e-12) {
          costs[node] = merged
          steps[node] = { left, right }
        }
      }
    }
    spread(neighbours, edges, without, costs, (node, edge, from) => (steps[node] = { edge, from }))
  }
  const total = full === 0 ? 0 : cost[full]![root]!
  if (total === Infinity) return null
  const chosen = new Set<number>()
  const collect = (set: number, node: number): void => {
    const made = step[set]?.[node] ?? null
    if (made === null) return
    if ('edge' in made) {
      chosen.add(made.edge)
      collect(set, made.from)
    } else {
      collect(made.left, node)
      collect(made.right, node)
    }
  }
  collect(full, root)
  return { cost: total, edges: [...chosen].sort((x, y) => x - y) }
}

/** Dijkstra's algorithm from every node that has a cost already; `reached` hears of each improvement. */
function spread(
  neighbours: Neighbours, edges: readonly Edge[], without: ReadonlySet<number>, cost: Float64Array, reached: (node: number, edge: number, from: number) => void,
): void {
  const heap: { node: number; cost: number }[] = []
  cost.forEach((known, node) => {
    if (known < Infinity) push(heap, { node, cost: known })
  })
  for (let top = pop(heap); top !== undefined; top = pop(heap)) {
    if (top.cost > cost[top.node]!) continue
    for (const { edge, to } of neighbours[top.node]!) {
      if (without.has(edge)) continue
      const through = top.cost + edges[edge]!.cost
      if (through < cost[to]! - 1e-12) {
        cost[to] = through
        reached(to, edge, top.node)
        push(heap, { node: to, cost: through })
      }
    }
  }
}

type Item = { node: number; cost: number }
const before = (left: Item, right: Item) => left.cost < right.cost || (left.cost === right.cost && left.node < right.node)

function push(heap: Item[], item: Item): void {
  let at = heap.length
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(item, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = item
}

function pop(heap: Item[]): Item | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  let at = 0
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1
    if (!before(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return top
}
