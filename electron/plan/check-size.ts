import type { Measure, Plan, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { nodes } from './walk.ts'

/** MySQL joins at most 61 tables, SQLite 64. */
const mostTables = 60
const mostNumbers = 200
const mostColumns = 1_000
/** Conditions, expressions and what is inside them; values of a list count as one. */
const mostNodes = 2_000
/** A measure with all that it refers to written out. */
const longestMeasure = 2_000

/**
 * Refuses a plan that no person means and that would keep the compiler busy without end, before anything else looks into it: too many parts, or numbers
 * that are worked out from themselves. Sub-plans are checked when they are compiled. Fails with PLAN_INVALID.
 */
export function checkSize(plan: Plan): void {
  if (plan.kind === 'set') {
    checkSize(plan.left)
    checkSize(plan.right)
    return
  }
  if (plan.tables.length > mostTables || plan.joins.length > mostTables) throw tooLarge('tables')
  if (Math.max(plan.measures.length, plan.by.length, plan.compare.length, plan.order.length) > mostNumbers) throw tooLarge('numbers')
  if (plan.show.length + plan.context.length > mostColumns) throw tooLarge('columns')
  if (plan.measures.length * Math.max(1, countNodes(plan)) > mostNumbers * mostNodes || countNodes(plan) > mostNodes + plan.show.length + plan.context.length) throw tooLarge('conditions')
  const lengths = new Map<string, number>()
  for (const measure of plan.measures) if (lengthOf(measure, plan, lengths) > longestMeasure) throw tooLarge('numbers in one number')
}

function countNodes(plan: QueryPlan): number {
  const values = [...plan.show, ...plan.context, ...plan.measures, ...plan.by].map(({ value }) => value)
  const more = [...plan.by.flatMap(({ key = [], also = [] }) => [...key, ...also]), ...plan.order.map(({ by }) => by), ...plan.period?.columns ?? []]
  const conditions = [plan.where, plan.having, ...plan.measures.map(({ where }) => where)].filter((each) => each !== undefined)
  let count = 0
  for (const part of [...values, ...more, ...conditions]) for (const _ of nodes(part)) if ((count += 1) > mostNodes + mostColumns) return count
  return count
}

/** How many nodes a measure has with those written out that it refers to. Fails for one that refers to itself in the end. */
function lengthOf(measure: Measure, plan: QueryPlan, lengths: Map<string, number>): number {
  const known = lengths.get(measure.id)
  if (known === Infinity) throw new Failure('PLAN_INVALID', `“${measure.label}” is worked out from itself.`, { hint: 'Ask again in your own words.', detail: { node: measure.id } })
  if (known !== undefined) return known
  lengths.set(measure.id, Infinity)
  let length = 0
  for (const node of nodes(measure.value)) {
    const other = node.kind === 'ref' ? plan.measures.find(({ id }) => id === node.id) : undefined
    length += other === undefined ? 1 : lengthOf(other, plan, lengths)
  }
  lengths.set(measure.id, length)
  return length
}

function tooLarge(what: string): Failure {
  return new Failure('PLAN_INVALID', `The question has too many ${what} to be one query.`, { hint: 'Ask for less at once.', detail: { what } })
}
