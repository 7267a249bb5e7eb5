import type { Condition, Expression } from './plan.ts'

type ColumnNode = Extract<Expression, { kind: 'column' }>
type Rewrite = (column: ColumnNode) => Expression

/** The same expression with every column of this level rewritten; sub-plans are left alone, they have tables of their own. */
export function mapColumns(expression: Expression, rewrite: Rewrite): Expression {
  const map = (inner: Expression): Expression => mapColumns(inner, rewrite)
  switch (expression.kind) {
    case 'column': return rewrite(expression)
    case 'literal': case 'ref': case 'scalar': return expression
    case 'arithmetic': return { ...expression, left: map(expression.left), right: map(expression.right) }
    case 'days': return { ...expression, from: map(expression.from), to: map(expression.to) }
    case 'bucket': case 'part': case 'band': return { ...expression, of: map(expression.of) }
    case 'call': return { ...expression, args: expression.args.map(map) }
    case 'case': return {
      ...expression,
      branches: expression.branches.map((branch) => ({ when: mapConditionColumns(branch.when, rewrite), then: map(branch.then) })),
      otherwise: expression.otherwise === null ? null : map(expression.otherwise),
    }
    case 'aggregate': return {
      ...expression,
      of: expression.of === null ? null : map(expression.of),
      ...(expression.where === undefined ? {} : { where: mapConditionColumns(expression.where, rewrite) }),
    }
  }
}

/** The same condition with every column of this level rewritten; of a `has`, only the outer side of its ties. */
export function mapConditionColumns(condition: Condition, rewrite: Rewrite): Condition {
  const map = (inner: Expression): Expression => mapColumns(inner, rewrite)
  switch (condition.kind) {
    case 'all': case 'any': return { ...condition, of: condition.of.map((part) => mapConditionColumns(part, rewrite)) }
    case 'not': return { ...condition, of: mapConditionColumns(condition.of, rewrite) }
    case 'compare': return { ...condition, left: map(condition.left), right: map(condition.right) }
    case 'between': return { ...condition, of: map(condition.of), low: map(condition.low), high: map(condition.high) }
    case 'within': case 'text': case 'isNull': case 'in': case 'inPlan': return { ...condition, of: map(condition.of) }
    case 'has': return condition
  }
}

/** Every column that an expression or condition of this level mentions, in order of appearance. */
export function columnsIn(node: { expression?: Expression | undefined; condition?: Condition | undefined }): ColumnNode[] {
  const found: ColumnNode[] = []
  const note = (column: ColumnNode): Expression => {
    found.push(column)
    return column
  }
  if (node.expression !== undefined) mapColumns(node.expression, note)
  if (node.condition !== undefined) mapConditionColumns(node.condition, note)
  return found
}
