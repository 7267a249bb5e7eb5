import type { Condition, Expression, Plan, QueryPlan } from '../../shared/model/plan.ts'
import { nodes } from '../plan/walk.ts'

/** A thing of the database or the vocabulary that a plan speaks of. */
export type PlanTarget =
  | { kind: 'table'; table: string }
  | { kind: 'column'; table: string; column: string }
  | { kind: 'value'; table: string; column: string; value: string }
  | { kind: 'metric'; metric: string }

export const targetKey = (target: PlanTarget): string => JSON.stringify(Object.values(target))

/** What a plan counts, shows, groups by, tests and sorts by, each once. How tables are joined and which dates a period applies to is not among it. */
export function targetsOfPlan(plan: Plan): Map<string, PlanTarget> {
  const found = new Map<string, PlanTarget>()
  collect(plan, new Map(), (target) => found.set(targetKey(target), target))
  return found
}

type Note = (target: PlanTarget) => void

function collect(plan: Plan, outer: ReadonlyMap<string, string>, note: Note): void {
  if (plan.kind === 'set') {
    collect(plan.left, outer, note)
    collect(plan.right, outer, note)
    return
  }
  const tables = withTables(plan.tables, outer, note)
  const entity = tables.get(plan.entity ?? plan.tables[0]?.id ?? '')
  const look = (node: Expression | Condition): void => { lookInto(node, tables, entity, note) }
  if (plan.measures.length === 0 && entity !== undefined) note({ kind: 'table', table: entity })
  for (const measure of plan.measures) {
    if (measure.metric === undefined) look(measure.value)
    else note({ kind: 'metric', metric: measure.metric })
  }
  for (const { value } of valuesOf(plan)) look(value)
  for (const test of [plan.where, plan.having]) if (test !== undefined) look(test)
}

const valuesOf = (plan: QueryPlan): { value: Expression }[] => [...plan.show, ...plan.context, ...plan.by, ...plan.order.map(({ by }) => ({ value: by }))]

function withTables(uses: QueryPlan['tables'], outer: ReadonlyMap<string, string>, note: Note): Map<string, string> {
  const tables = new Map(outer)
  for (const { id, table } of uses) {
    if (typeof table === 'string') tables.set(id, table)
    else collect(table.plan, outer, note)
  }
  return tables
}

function lookInto(root: Expression | Condition, tables: ReadonlyMap<string, string>, entity: string | undefined, note: Note): void {
  const said = new Set<Expression | Condition>()
  for (const node of nodes(root)) {
    if (said.has(node)) continue
    switch (node.kind) {
      case 'aggregate':
        if (node.name === 'count' && (node.of === null || node.of.kind === 'column')) {
          const table = node.of?.kind === 'column' ? tables.get(node.of.table) : entity
          if (table !== undefined) note({ kind: 'table', table })
          if (node.of !== null) said.add(node.of)
        }
        break
      case 'column': {
        const table = tables.get(node.table)
        if (table !== undefined) note({ kind: 'column', table, column: node.column })
        break
      }
      case 'compare': {
        const table = node.left.kind === 'column' ? tables.get(node.left.table) : undefined
        if (node.operator !== '=' || node.left.kind !== 'column' || node.right.kind !== 'literal' || node.right.type !== 'text' || table === undefined) break
        note({ kind: 'value', table, column: node.left.column, value: String(node.right.value) })
        said.add(node.left)
        break
      }
      case 'in': {
        const table = node.of.kind === 'column' ? tables.get(node.of.table) : undefined
        if (node.of.kind !== 'column' || node.type !== 'text' || table === undefined) break
        for (const value of node.values) note({ kind: 'value', table, column: node.of.column, value: String(value) })
        said.add(node.of)
        break
      }
      case 'has': {
        const inner = withTables(node.tables, tables, note)
        const [first] = node.tables
        const table = first === undefined ? undefined : inner.get(first.id)
        if (table !== undefined) note({ kind: 'table', table })
        if (node.where !== undefined) {
          lookInto(node.where, inner, table, note)
          for (const each of nodes(node.where)) said.add(each)
        }
        break
      }
      case 'scalar': case 'inPlan':
        collect(node.plan, tables, note)
        break
      default:
    }
  }
}
