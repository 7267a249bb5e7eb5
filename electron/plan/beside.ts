import type { Condition, Expression } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { sharedParent, tableName, type JoinGraph } from './join-graph.ts'
import { nodes, tablesOf } from './walk.ts'

/** True when the rows of `anchor` meet what the node speaks of only by way of what both belong to. */
export function isBeside(graph: JoinGraph, anchor: string, node: Expression | Condition): boolean {
  return [...tablesOf(node)].some((id) => sharedParent(graph, anchor, id) !== null)
}

/**
 * Journal lines and budgets of the same account say nothing about one another: a budget's month is no month of a line. Fails with NO_JOIN_PATH
 * where a measure over `anchor` would be grouped, filtered or dated so; `done` says what of it cannot be done.
 */
export function refuseBeside(graph: JoinGraph, anchor: string, node: Expression | Condition, done: string, origin: unknown): void {
  for (const id of tablesOf(node)) {
    const parent = sharedParent(graph, anchor, id)
    if (parent === null) continue
    const measured = tableName(graph, anchor)
    const column = [...nodes(node)].find((each) => each.kind === 'column' && each.table === id)
    const by = column?.kind === 'column' ? `${tableName(graph, id)}.${column.column}` : tableName(graph, id)
    throw new Failure('NO_JOIN_PATH', `"${measured}" cannot be ${done} by "${by}": the two have only "${tableName(graph, parent)}" in common.`, {
      hint: `Choose something that "${measured}" itself knows, or ask for each number on its own.`, detail: { node: origin, measured: anchor, by, shared: parent },
    })
  }
}
