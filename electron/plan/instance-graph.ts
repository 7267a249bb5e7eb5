import type { Catalog, Relationship, Table } from '../../shared/model/catalog.ts'
import type { TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Edges } from './shortest-ways.ts'

/** What it costs to join over a key beside the usual, by the ids of the instances at its pointing and pointed-to end; for a table in between, its name. */
export type Prefer = (relationship: Relationship, from: string, to: string) => number

/** Table instances and the keys between them: the terminals first, then every table as often as it may be needed in between. `keys` says of which relationship each edge is. */
export type InstanceGraph = { tables: Table[]; edges: Edges; keys: Int32Array }

/** A catalog as positions: of every key the tables at its ends, and its cost. Tables that are not there have the position −1. */
type Keys = { at: Map<string, number>; from: Int32Array; to: Int32Array; cost: Float64Array }
const keysOf = new WeakMap<Catalog, Keys>()

function readKeys({ tables, relationships }: Catalog): Keys {
  const at = new Map(tables.map((table, position) => [table.name, position]))
  return {
    at, from: Int32Array.from(relationships, ({ from }) => at.get(from.table) ?? -1), to: Int32Array.from(relationships, ({ to }) => at.get(to.table) ?? -1),
    cost: Float64Array.from(relationships, ({ origin, confidence }) => (origin === 'declared' ? 1 : 1.1 + 0.5 * (1 - confidence))),
  }
}

/** One node per terminal and, for every table, as many more as the most repeated terminal may need in between. Fails with PLAN_INVALID for an unknown table. */
export function instanceGraph(catalog: Catalog, terminals: readonly TableUse[], prefer: Prefer | undefined): InstanceGraph {
  const known = keysOf.get(catalog) ?? readKeys(catalog)
  keysOf.set(catalog, known)
  const used = new Map<number, number[]>()
  for (const [node, use] of terminals.entries()) {
    const table = known.at.get(use.table as string)
    if (table === undefined) throw new Failure('PLAN_INVALID', `There is no table "${use.table as string}".`, { hint: 'Choose a table of this database.', detail: { node: use.id } })
    used.set(table, [...(used.get(table) ?? []), node])
  }
  const copies = Math.max(...[...used.values()].map((nodes) => nodes.length))
  const tables = terminals.map((use) => catalog.tables[known.at.get(use.table as string)!]!)
  /** The nodes of each table, `copies` of them. */
  const nodes = new Int32Array(catalog.tables.length * copies)
  for (const [at, table] of catalog.tables.entries()) {
    const own = used.get(at)
    for (let copy = 0; copy < copies; copy++) nodes[at * copies + copy] = own?.[copy] ?? tables.push(table) - 1
  }
  const name = (node: number): string => terminals[node]?.id ?? tables[node]!.name
  const most = catalog.relationships.length * copies * copies
  const found = { a: new Int32Array(most), b: new Int32Array(most), cost: new Float64Array(most), keys: new Int32Array(most) }
  let count = 0
  for (const [key, relationship] of catalog.relationships.entries()) {
    const [from, to] = [known.from[key]!, known.to[key]!]
    if (from < 0 || to < 0) continue
    for (let left = from * copies; left < (from + 1) * copies; left++) {
      for (let right = to * copies; right < (to + 1) * copies; right++) {
        const [a, b] = [nodes[left]!, nodes[right]!]
        if (a === b) continue
        found.a[count] = a
        found.b[count] = b
        found.keys[count] = key
        found.cost[count] = Math.max(0.01, known.cost[key]! + (prefer?.(relationship, name(a), name(b)) ?? 0))
        count += 1
      }
    }
  }
  return { tables, edges: { a: found.a.subarray(0, count), b: found.b.subarray(0, count), cost: found.cost.subarray(0, count) }, keys: found.keys.subarray(0, count) }
}
