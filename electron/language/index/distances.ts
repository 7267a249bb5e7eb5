import type { Catalog } from '../../../shared/model/catalog.ts'

/** How tables lie to each other, by catalog position. Numbers rather than objects: a thousand tables have a million pairs. */
export type KeyGraph = {
  /** How many keys apart two tables are; Infinity when no path connects them. */
  distances: Float32Array[]
  /** 1 when every row of the first table meets at most one row of the second along a shortest path. */
  single: Uint8Array[]
  /** The tables one key away of which each row meets at most one, in order. */
  parents: number[][]
}

/** Distances and directions between all tables. */
export function keyGraph(catalog: Catalog, tableAt: ReadonlyMap<string, number>): KeyGraph {
  const neighbours: { to: number; single: boolean }[][] = catalog.tables.map(() => [])
  for (const relationship of catalog.relationships) {
    const from = tableAt.get(relationship.from.table)
    const to = tableAt.get(relationship.to.table)
    if (from === undefined || to === undefined || from === to) continue
    neighbours[from]!.push({ to, single: true })
    neighbours[to]!.push({ to: from, single: relationship.oneToOne })
  }
  const found: KeyGraph = { distances: [], single: [], parents: neighbours.map((near) => [...new Set(near.filter((each) => each.single).map(({ to }) => to))].sort((left, right) => left - right)) }
  const queue = new Int32Array(catalog.tables.length)
  for (const start of catalog.tables.keys()) {
    const steps = new Float32Array(catalog.tables.length).fill(Infinity)
    const one = new Uint8Array(catalog.tables.length)
    steps[start] = 0
    one[start] = 1
    queue[0] = start
    for (let at = 0, reached = 1; at < reached; at++) {
      const table = queue[at]!
      const next = steps[table]! + 1
      for (const { to, single } of neighbours[table]!) {
        if (steps[to] === Infinity) {
          steps[to] = next
          queue[reached++] = to
        }
        if (single && one[table] === 1 && steps[to] === next) one[to] = 1
      }
    }
    found.distances.push(steps)
    found.single.push(one)
  }
  return found
}
