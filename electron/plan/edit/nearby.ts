import type { Table } from '../../../shared/model/catalog.ts'
import type { QueryPlan } from '../../../shared/model/plan.ts'
import { joinGraph, reach } from '../join-graph.ts'
import { humanised, capitalised } from '../words.ts'
import { anchorsOf, mainAnchor } from './instances.ts'
import type { EditSetting } from './setting.ts'

/** Tables further away than so many joins are offered by search of the vocabulary only. */
const furthest = 4

/** The tables that a row of `from` leads to by many-to-one keys, nearest first, `from` itself among them. */
export function parentsOf(from: readonly string[], { catalog }: EditSetting): string[] {
  const found = new Map(from.map((name) => [name, 0]))
  for (const [name, distance] of found) {
    if (distance === furthest) continue
    for (const { from: own, to } of catalog.relationships) if (own.table === name && !found.has(to.table)) found.set(to.table, distance + 1)
  }
  return [...found.keys()]
}

/** The tables whose rows point to a row of one of `of`, directly. */
export function childrenOf(of: readonly string[], { catalog }: EditSetting): string[] {
  return [...new Set(catalog.relationships.flatMap(({ from, to }) => (of.includes(to.table) && !of.includes(from.table) ? [from.table] : [])))]
}

/** The tables that the plan's numbers are made of, or that it lists. */
export function factTables(plan: QueryPlan, { catalog }: EditSetting): string[] {
  const graph = joinGraph(plan, catalog)
  const anchors = plan.measures.length > 0 ? plan.measures.flatMap((measure) => anchorsOf(measure, plan, graph)) : [mainAnchor(plan, graph) ?? '']
  return [...new Set(anchors.flatMap((id) => nameOf(plan, id)))]
}

/** The names of tables whose columns describe a row of the plan's first fact, nearest first: present ones, then those still to be joined. */
export function describingTables(plan: QueryPlan, setting: EditSetting): Table[] {
  const graph = joinGraph(plan, setting.catalog)
  const main = mainAnchor(plan, graph)
  const present = main === undefined ? [] : [...reach(graph, [main])].flatMap((id) => nameOf(plan, id))
  const others = plan.tables.flatMap((use) => nameOf(plan, use.id))
  return tablesNamed(parentsOf([...new Set([...present, ...others])], setting), setting)
}

export function tablesNamed(names: readonly string[], { catalog }: EditSetting): Table[] {
  const tables = new Map(catalog.tables.map((table) => [table.name, table]))
  return names.flatMap((name) => tables.get(name) ?? [])
}

function nameOf(plan: QueryPlan, id: string): string[] {
  const table = plan.tables.find((use) => use.id === id)?.table
  return typeof table === 'string' ? [table] : []
}

export const tableLabel = (name: string): string => capitalised(humanised(name))
export const columnLabel = (name: string): string => capitalised(humanised(name))
