import type { Condition, Expression, Measure, QueryPlan } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { aggregatesOf, conjuncts, type Aggregate } from '../walk.ts'

/** What each row adds to a number: null where a row counts as one. `conditions` keep out the rows that add nothing. */
export type Amount = { value: Expression | null; conditions: Condition[] }

const zero: Expression = { kind: 'literal', value: '0', type: 'integer' }

/** What each row adds to a measure. Fails with NOT_SUPPORTED, saying why, for what rows do not add up to. */
export function amountOf(measure: Measure, plan: QueryPlan): Amount {
  const value = inlined(measure.value, plan, new Set([measure.id]), measure)
  checkAdditive(value, measure)
  const aggregates = aggregatesOf(value)
  const [only, ...more] = aggregates
  if (only === undefined) throw refused(measure, 'is worked out without rows')
  if (only === value && only.name === 'count') return { value: null, conditions: [...conjuncts(only.where), ...filledIn(only)] }
  if (more.length === 0) return { value: replaced(value, () => only.of ?? { kind: 'literal', value: '1', type: 'integer' }), conditions: [...conjuncts(only.where), ...filledIn(only)] }
  const tests = aggregates.map((aggregate): Condition => ({ kind: 'all', of: [...conjuncts(aggregate.where), ...filledIn(aggregate)] }))
  return { value: replaced(value, perRow), conditions: [{ kind: 'any', of: tests }] }
}

/** Rows without a value add nothing. */
const filledIn = ({ of }: Aggregate): Condition[] => (of === null ? [] : [{ kind: 'not', of: { kind: 'isNull', of } }])

/** One aggregate of several, as a row adds to it. */
function perRow(aggregate: Aggregate): Expression {
  const adds: Expression = aggregate.name === 'count' || aggregate.of === null ? { kind: 'literal', value: '1', type: 'integer' } : aggregate.of
  return { kind: 'case', branches: [{ when: { kind: 'all', of: [...conjuncts(aggregate.where), ...filledIn(aggregate)] }, then: adds }], otherwise: zero }
}

function replaced(value: Expression, by: (aggregate: Aggregate) => Expression): Expression {
  if (value.kind === 'aggregate') return by(value)
  return value.kind === 'arithmetic' ? { ...value, left: replaced(value.left, by), right: replaced(value.right, by) } : value
}

/** The measure with others that it refers to written out. */
function inlined(value: Expression, plan: QueryPlan, seen: ReadonlySet<string>, measure: Measure): Expression {
  if (value.kind === 'arithmetic') return { ...value, left: inlined(value.left, plan, seen, measure), right: inlined(value.right, plan, seen, measure) }
  if (value.kind !== 'ref') return value
  const other = plan.measures.find((each) => each.id === value.id)
  if (other === undefined || seen.has(other.id) || other.where !== undefined || other.balance !== undefined) throw refused(measure, 'is worked out from other numbers')
  return inlined(other.value, plan, new Set([...seen, other.id]), measure)
}

const reasons = {
  avg: 'is an average: its rows do not add up to it', min: 'is the smallest of its rows, not their sum', max: 'is the largest of its rows, not their sum',
  countDistinct: 'counts different values, which several rows share',
} as const

/** Sums and counts, added to and taken from one another, or several times over by a fixed number. */
function checkAdditive(value: Expression, measure: Measure): void {
  const isFixed = (node: Expression) => node.kind === 'literal' && /^-?\d+(\.\d+)?$/.test(String(node.value))
  if (value.kind === 'aggregate') {
    if (value.name !== 'sum' && value.name !== 'count') throw refused(measure, reasons[value.name])
    return
  }
  if (value.kind !== 'arithmetic') throw refused(measure, 'is not a plain sum of rows')
  const isZero = (node: Expression) => node.kind === 'literal' && Number(node.value) === 0
  if (value.operator === '/') throw refused(measure, 'is a ratio: its rows do not add up to it')
  if (value.operator === '*') {
    if (!isFixed(value.left) && !isFixed(value.right)) throw refused(measure, 'is a product of sums: its rows do not add up to it')
    checkAdditive(isFixed(value.left) ? value.right : value.left, measure)
    return
  }
  for (const part of [value.left, value.right]) if (!isZero(part)) checkAdditive(part, measure)
}

const refused = (measure: Measure, why: string) => new Failure('NOT_SUPPORTED', `“${measure.label}” ${why}.`, { hint: 'Open a sum or a count to see its rows.', detail: { node: measure.id } })
