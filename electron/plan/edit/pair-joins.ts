import type { Catalog } from '../../../shared/model/catalog.ts'
import type { TableUse } from '../../../shared/model/plan.ts'
import { planJoins, type JoinTree } from '../joins.ts'
import type { Work } from './setting.ts'

/** Ways between two tables stay the same as long as the catalog does, and a chip asks for the same ones again and again. */
const known = new WeakMap<Catalog, Map<string, JoinTree[]>>()
const [start, end] = ['#from', '#to']

/** The cheapest ways from an instance to a new one, best first, with ids of their own. */
export function treesBetween(from: TableUse, to: TableUse, work: Work): JoinTree[] {
  if (typeof from.table !== 'string' || typeof to.table !== 'string') return []
  const trees = known.get(work.catalog) ?? new Map<string, JoinTree[]>()
  known.set(work.catalog, trees)
  const key = JSON.stringify([from.table, to.table])
  const found = trees.get(key) ?? planJoins(work.catalog, [{ id: start, table: from.table }, { id: end, table: to.table }], { k: 3, root: start })
  trees.set(key, found)
  return found.map((tree) => renamed(tree, from, to, work))
}

function renamed(tree: JoinTree, from: TableUse, to: TableUse, work: Work): JoinTree {
  const ids = new Map(tree.tables.map((use) => [use.id, use.id === start ? from.id : use.id === end ? to.id : work.fresh('j')]))
  const id = (old: string) => ids.get(old) ?? old
  return {
    ...tree,
    tables: tree.tables.map((use) => (use.id === start ? from : use.id === end ? to : { ...use, id: id(use.id) })),
    joins: tree.joins.map((join) => ({ ...join, right: id(join.right), on: join.on.map(({ left, right }) => ({ left: { ...left, table: id(left.table) }, right: { ...right, table: id(right.table) } })) })),
  }
}
