import type { Catalog } from '../../../shared/model/catalog.ts'

/** How tables lie to each other, by catalog position. */
export type KeyGraph = {
  /** How many keys apart two tables are; Infinity when no path connects them. */
  distances: number[][]
  /** True when every row of the first table meets at most one row of the second along a shortest path. */
  single: boolean[][]
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
  const distances: number[][] = []
  const single: boolean[][] = []
  for (const start of catalog.tables.keys()) {
    const steps = new Array<number>(catalog.tables.length).fill(Infinity)
    const one = new Array<boolean>(catalog.tables.length).fill(false)
    steps[start] = 0
    one[start] = true
    const queue = [start]
    for (const table of queue) {
      for (const next of neighbours[table]!) {
        if (steps[next.to] === Infinity) {
          steps[next.to] = steps[table]! + 1
          queue.push(next.to)
        }
        if (steps[next.to] === steps[table]! + 1 && one[table]! && next.single) one[next.to] = true
      }
    }
    distances.push(steps)
    single.push(one)
  }
  return { distances, single }
}
