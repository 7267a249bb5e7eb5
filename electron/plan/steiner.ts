import { alike, distances, Heap, someOf, spread, waysOf, type Edges, type Steps, type Ways } from './shortest-ways.ts'

/** `edges` are positions in the list of edges, ascending. */
export type Tree = { cost: number; edges: number[] }

/** Stops hopeless searches: a join tree that needs more tries than this is not one that a question meant. */
const maximumTries = 400
/** Trees this much dearer than wanted are still looked at, so that rounding leaves none out. */
const margin = 1e-9

/**
 * The trees that connect all `terminals`, cheapest first; ties in order of the edges' positions.
 * `conflict` may reject a tree by naming edges that cannot stand together. Trees that cost `enough` or more may be left out; it may become less on the way.
 * `far` are distances from each terminal, where they are known. Exact (Dreyfus and Wagner 1971, branching on left-out edges); exponential in the
 * terminals, so keep them at 12 or fewer.
 */
export function* cheapestTrees(
  nodes: number, edges: Edges, terminals: readonly number[], conflict: (tree: readonly number[]) => number[] | null, enough: () => number = () => Infinity,
  far?: Float64Array[],
): Generator<Tree> {
  const ground = new Ground(nodes, edges, terminals, far)
  const waiting: { tree: Tree; without: number[] }[] = []
  const tried = new Set<string>()
  const yielded = new Set<string>()
  /** What is left out only makes trees dearer, so `least` is what the tree without it costs at least. */
  const consider = (without: number[], least: number, most: number) => {
    const key = without.join(',')
    if (tried.has(key) || tried.size >= maximumTries) return
    tried.add(key)
    if (least >= most) return
    const tree = ground.cheapest(without, most)
    if (tree !== null) waiting.push({ tree, without })
  }
  consider([], 0, Math.min(enough(), ground.most) + margin)
  while (waiting.length > 0) {
    const next = waiting.reduce((best, item, at) => (comesBefore(item.tree, waiting[best]!.tree) ? at : best), 0)
    const { tree, without } = waiting.splice(next, 1)[0]!
    const clash = conflict(tree.edges)
    const key = tree.edges.join(',')
    if (clash === null && !yielded.has(key)) {
      yielded.add(key)
      yield tree
    }
    for (const edge of clash ?? tree.edges) consider([...without, edge].sort((x, y) => x - y), tree.cost, enough() + margin)
  }
}

function comesBefore(left: Tree, right: Tree): boolean {
  if (Math.abs(left.cost - right.cost) > 1e-9) return left.cost < right.cost
  const at = left.edges.findIndex((edge, position) => edge !== right.edges[position])
  return at >= 0 && left.edges[at]! < (right.edges[at] ?? Infinity)
}

/** The nodes and edges on which trees up to some cost can lie, numbered anew in the same order. */
type Part = { most: number; edges: number[]; ways: Ways; terminals: number[]; ahead: Float64Array[]; costs: Float64Array[]; steps: Steps[]; without: Uint8Array }

/** A graph in which trees are looked for again and again, each time without other edges. */
class Ground {
  /** What the cheapest tree costs at most: shortest ways from terminal to terminal; Infinity when they are not connected. */
  readonly most: number
  readonly #nodes: number
  readonly #edges: Edges
  readonly #terminals: readonly number[]
  /** From each terminal. */
  readonly #far: Float64Array[]
  readonly #heap = new Heap()
  #part: Part | null = null

  constructor(nodes: number, edges: Edges, terminals: readonly number[], far?: Float64Array[]) {
    this.#nodes = nodes
    this.#edges = edges
    this.#terminals = terminals
    this.#far = far ?? distances(waysOf(nodes, edges), terminals)
    this.most = pairwise(this.#far, terminals)
  }

  /** The cheapest tree without some edges; null when there is none below `most`. */
  cheapest(without: readonly number[], most: number): Tree | null {
    if (this.#terminals.length === 0 || this.most === Infinity) return null
    if (this.#part === null || this.#part.most < most) this.#part = this.#partBelow(most)
    const part = this.#part
    const { ways, edges, terminals, ahead, costs, steps } = part
    const full = costs.length - 1
    if (full === 0) return { cost: 0, edges: [] }
    for (const edge of without) {
      const at = edges.indexOf(edge)
      if (at >= 0) part.without[at] = 1
    }
    for (let set = 1; set <= full; set++) {
      const cost = costs[set]!.fill(Infinity)
      const step = steps[set]!
      step.edge.fill(-1)
      step.from.fill(-1)
      const single = terminals[Math.log2(set) + 1]
      if (single !== undefined) cost[single] = 0
      for (let left = (set - 1) & set; left > 0; left = (left - 1) & set) {
        if (left < (set ^ left)) break
        merge(costs[left]!, costs[set ^ left]!, left, cost, step, ahead[set]!, most)
      }
      spread(ways, cost, this.#heap, part.without, ahead[set]!, most, step)
    }
    part.without.fill(0)
    const total = costs[full]![terminals[0]!]!
    return total === Infinity ? null : { cost: total, edges: collect(part, full).map((edge) => edges[edge]!) }
  }

  /** Leaves out what no tree below `most` can hold: nodes too far from the two nearest terminals, and dead ends. */
  #partBelow(most: number): Part {
    const near = Array.from({ length: this.#nodes }, (_, node) => this.#terminals.includes(node) || twoNearest(this.#far, node) < most)
    const kept = withoutDeadEnds(this.#edges, near, this.#terminals)
    const numbers = new Int32Array(this.#nodes).fill(-1)
    for (const terminal of this.#terminals) numbers[terminal] = 0
    for (const edge of kept) numbers[this.#edges.a[edge]!] = numbers[this.#edges.b[edge]!] = 0
    let count = 0
    for (let node = 0; node < this.#nodes; node++) if (numbers[node] === 0) numbers[node] = count++
    const ways = waysOf(count, someOf(this.#edges, kept, numbers))
    const sets = 1 << (this.#terminals.length - 1)
    const far = this.#far.map((distance) => {
      const own = new Float64Array(count)
      numbers.forEach((number, node) => { if (number >= 0) own[number] = distance[node]! })
      return own
    })
    return {
      most, edges: kept, ways, terminals: this.#terminals.map((terminal) => numbers[terminal]!), without: new Uint8Array(kept.length),
      ahead: Array.from({ length: sets }, (_, set) => farthest(far.filter((_, terminal) => terminal === 0 || (set & (1 << (terminal - 1))) === 0), count)),
      costs: Array.from({ length: sets }, () => new Float64Array(count)),
      steps: Array.from({ length: sets }, () => ({ edge: new Int32Array(count), from: new Int32Array(count) })),
    }
  }
}

/** Where two smaller trees meet in a node. Merges are noted in `from` as −2 − left, with no edge. */
function merge(left: Float64Array, right: Float64Array, set: number, cost: Float64Array, step: Steps, ahead: Float64Array, most: number): void {
  for (let node = 0; node < cost.length; node++) {
    const merged = left[node]! + right[node]!
    if (merged >= cost[node]! - alike || merged + ahead[node]! >= most) continue
    cost[node] = merged
    step.edge[node] = -1
    step.from[node] = -2 - set
  }
}

/** The edges of the tree that connects all terminals, as they were found. */
function collect({ steps, terminals }: Part, full: number): number[] {
  const chosen = new Set<number>()
  const walk = (set: number, node: number): void => {
    const { edge, from } = steps[set] ?? { edge: [], from: [] }
    const came = from[node] ?? -1
    if (came >= 0) {
      chosen.add(edge[node]!)
      walk(set, came)
    } else if (came < -1) {
      walk(-2 - came, node)
      walk(set ^ (-2 - came), node)
    }
  }
  walk(full, terminals[0]!)
  return [...chosen].sort((x, y) => x - y)
}

/** What it costs to tie the terminals together by ways from one to another, beside what was spent before. */
export function pairwise(far: readonly Float64Array[], terminals: readonly number[], spent = 0): number {
  let total = spent
  const joined = new Set([0])
  while (joined.size < terminals.length) {
    let best = { cost: Infinity, terminal: -1 }
    for (const [terminal, node] of terminals.entries()) {
      if (joined.has(terminal)) continue
      for (const other of joined) if (far[other]![node]! < best.cost) best = { cost: far[other]![node]!, terminal }
    }
    if (best.terminal < 0) return Infinity
    total += best.cost
    joined.add(best.terminal)
  }
  return total
}

/** From a node to the nearest terminal and the next. */
export function twoNearest(far: readonly Float64Array[], node: number): number {
  let [first, second] = [Infinity, Infinity]
  for (const distance of far) {
    const own = distance[node]!
    if (own < first) [first, second] = [own, first]
    else if (own < second) second = own
  }
  return first + second
}

/** At each node the distance of the farthest of some terminals. */
function farthest(far: readonly Float64Array[], nodes: number): Float64Array {
  const most = new Float64Array(nodes)
  for (const distance of far) for (let node = 0; node < nodes; node++) if (distance[node]! > most[node]!) most[node] = distance[node]!
  return most
}

/** More edges than a node can have. */
const endless = 2 ** 30

/** The edges between near nodes, without those that lead to a node which is no terminal and leads nowhere else. */
function withoutDeadEnds({ a, b }: Edges, near: readonly boolean[], terminals: readonly number[]): number[] {
  const degree = new Int32Array(near.length)
  let kept: number[] = []
  for (let edge = 0; edge < a.length; edge++) {
    if (!near[a[edge]!] || !near[b[edge]!]) continue
    kept.push(edge)
    degree[a[edge]!]! += 1
    degree[b[edge]!]! += 1
  }
  for (const terminal of terminals) degree[terminal] = endless
  for (;;) {
    const rest = kept.filter((edge) => {
      if (degree[a[edge]!]! > 1 && degree[b[edge]!]! > 1) return true
      degree[a[edge]!]! -= 1
      degree[b[edge]!]! -= 1
      return false
    })
    if (rest.length === kept.length) return kept
    kept = rest
  }
}
