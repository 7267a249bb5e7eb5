import type { Catalog } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Measure, Plan, QueryPlan } from '../../shared/model/plan.ts'
import { checkPlan } from '../plan/compile.ts'
import { finest, joinGraph } from '../plan/join-graph.ts'

/**
 * Whether anyone could mean this plan: it fits the catalog and can be computed without counting twice, it shows no figure twice under two names,
 * it does not look for equal totals in two lists, and it lists no row of one kind beside every row of another.
 */
export function isSensible(plan: Plan, catalog: Catalog): boolean {
  return !repeatsFigure(plan) && !matchesTotals(plan) && fits(plan, catalog) && !multipliesRows(plan, catalog)
}

/** A plain list of joined rows, of which no table is met once by all others: customers beside the budgets of the companies that they buy from. */
function multipliesRows(plan: Plan, catalog: Catalog): boolean {
  if (plan.kind === 'set') return multipliesRows(plan.left, catalog) || multipliesRows(plan.right, catalog)
  if (plan.entity !== undefined || plan.distinct || plan.measures.length + plan.by.length > 0 || plan.tables.length < 3) return false
  return finest(joinGraph(plan, catalog), plan.tables.map(({ id }) => id)) === null
}

function repeatsFigure(plan: Plan): boolean {
  if (plan.kind === 'set') return repeatsFigure(plan.left) || repeatsFigure(plan.right)
  return repeats(plan.measures.map(({ value, where, balance }: Measure) => [value, where ?? null, balance ?? null])) || repeats(plan.show.map(({ value }) => value))
}

function repeats(meanings: readonly unknown[]): boolean {
  const texts = meanings.map((meaning) => JSON.stringify(meaning, (name, node: unknown) => (name === 'origin' ? undefined : node)))
  return new Set(texts).size < texts.length
}

/** Rows that two lists share are people or things; two lists of sums share a row only by accident. */
function matchesTotals(plan: Plan): boolean {
  return plan.kind === 'set' && plan.operator !== 'union' && [plan.left, plan.right].some((side) => side.kind === 'query' && showsMeasure(side))
}

function showsMeasure(plan: QueryPlan): boolean {
  return plan.show.some(({ value }) => value.kind === 'ref' && plan.measures.some(({ id }) => id === value.id))
}

/** Why a plan is refused that would add up amounts in several currencies; null where it would not. */
export function mixedCurrencies(plan: Plan, catalog: Catalog): { message: string; hint: string } | null {
  try {
    checkPlan(plan, catalog)
  } catch (error) {
    if (error instanceof Failure && error.code === 'MIXED_CURRENCIES') return { message: error.message, hint: error.hint }
  }
  return null
}

function fits(plan: Plan, catalog: Catalog): boolean {
  try {
    checkPlan(plan, catalog)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}
