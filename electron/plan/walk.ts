import type { Condition, Expression } from '../../shared/model/plan.ts'

type Node = Expression | Condition
export type Aggregate = Expression & { kind: 'aggregate' }

/** The expressions and conditions directly inside a node; sub-plans stay closed. */
export function children(node: Node): Node[] {
  switch (node.kind) {
    case 'column': case 'literal': case 'ref': case 'scalar': return []
    case 'arithmetic': case 'compare': return [node.left, node.right]
    case 'days': return [node.from, node.to]
    case 'bucket': case 'part': case 'band': case 'text': case 'isNull': case 'in': case 'inPlan': case 'within': case 'not': return [node.of]
    case 'case': return [...node.branches.flatMap(({ when, then }) => [when, then]), ...(node.otherwise === null ? [] : [node.otherwise])]
    case 'call': return node.args
    case 'aggregate': return [...(node.of === null ? [] : [node.of]), ...(node.where === undefined ? [] : [node.where])]
    case 'all': case 'any': return node.of
    case 'between': return [node.of, node.low, node.high]
    case 'has': return node.where === undefined ? [] : [node.where]
  }
}

/** Every node of the tree, itself first. */
export function* nodes(node: Node): Generator<Node> {
  yield node
  for (const child of children(node)) yield* nodes(child)
}

/** The table instances a node speaks of; those that a `has` brings itself are not counted. */
export function tablesOf(node: Node): Set<string> {
  if (node.kind === 'column') return new Set([node.table])
  const found = new Set(children(node).flatMap((child) => [...tablesOf(child)]))
  if (node.kind === 'has') {
    for (const pair of node.on) found.add(pair.left.table).add(pair.right.table)
    for (const inner of node.tables) found.delete(inner.id)
  }
  return found
}

export function refsOf(node: Node): Set<string> {
  return new Set([...nodes(node)].flatMap((each) => (each.kind === 'ref' ? [each.id] : [])))
}

export function aggregatesOf(node: Node): Aggregate[] {
  return [...nodes(node)].filter((each) => each.kind === 'aggregate')
}

/** The same expression with some parts exchanged: `change` gives the new part, or null to look inside. */
export function mapExpression(node: Expression, change: (part: Expression) => Expression | null): Expression {
  const changed = change(node)
  if (changed !== null) return changed
  const inside = (part: Expression) => mapExpression(part, change)
  switch (node.kind) {
    case 'column': case 'literal': case 'ref': case 'scalar': return node
    case 'arithmetic': return { ...node, left: inside(node.left), right: inside(node.right) }
    case 'days': return { ...node, from: inside(node.from), to: inside(node.to) }
    case 'bucket': case 'part': case 'band': return { ...node, of: inside(node.of) }
    case 'case': {
      const branches = node.branches.map(({ when, then }) => ({ when: mapCondition(when, change), then: inside(then) }))
      return { ...node, branches, otherwise: node.otherwise === null ? null : inside(node.otherwise) }
    }
    case 'call': return { ...node, args: node.args.map(inside) }
    case 'aggregate': return { ...node, of: node.of === null ? null : inside(node.of), ...(node.where === undefined ? {} : { where: mapCondition(node.where, change) }) }
  }
}

/** The same condition with some expressions exchanged, as mapExpression does. */
export function mapCondition(node: Condition, change: (part: Expression) => Expression | null): Condition {
  const inside = (part: Expression) => mapExpression(part, change)
  switch (node.kind) {
    case 'all': case 'any': return { ...node, of: node.of.map((each) => mapCondition(each, change)) }
    case 'not': return { ...node, of: mapCondition(node.of, change) }
    case 'compare': return { ...node, left: inside(node.left), right: inside(node.right) }
    case 'between': return { ...node, of: inside(node.of), low: inside(node.low), high: inside(node.high) }
    case 'within': case 'text': case 'isNull': case 'in': case 'inPlan': return { ...node, of: inside(node.of) }
    case 'has': return node.where === undefined ? node : { ...node, where: mapCondition(node.where, change) }
  }
}

/** The parts of a condition that must all be true. */
export function conjuncts(condition: Condition | undefined): Condition[] {
  if (condition === undefined) return []
  return condition.kind === 'all' ? condition.of.flatMap(conjuncts) : [condition]
}

/** True when both nodes mean the same; where they came from does not matter. */
export function sameNode(left: Node, right: Node): boolean {
  return canonical(left) === canonical(right)
}

/** A node as text, without the words it came from: equal text, equal meaning. */
export function canonical(node: unknown): string {
  return JSON.stringify(node, (name, value: unknown) => (name === 'origin' ? undefined : value))
}
