import type { Plan } from '../../shared/model/plan.ts'
import type { ResultFacts, Totals } from '../../shared/model/result.ts'
import type { Cell } from '../../shared/model/value.ts'
import { fieldsOf } from '../charts/fields.ts'

/**
 * The last line of a grouped answer: the sum of each column that may be added up, null for the others. There is none (null) when a part of the
 * groups is missing (a limit, a truncated result), when there is no plan, when one row may stand in several groups, or when no column adds up.
 */
export function totalRow(plan: Plan | null, facts: ResultFacts, totals: Totals): Cell[] | null {
  if (plan?.kind !== 'query' || plan.by.length === 0 || plan.limit !== undefined || facts.truncated || facts.rows < 2) return null
  if (plan.joins.some((join) => join.many)) return null
  const fields = fieldsOf(facts.columns.map((column) => ({ ...column, part: 'show' })), plan, [])
  const row = fields.map(({ id, role }) => (role.kind === 'measure' && role.additive ? totals[id]?.sum ?? null : null))
  return row.some((cell) => cell !== null) ? row : null
}
