import type { Catalog } from '../../shared/model/catalog.ts'
import type { Condition, Expression, Measure, Plan, QueryPlan, TableUse } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { checkSize } from './check-size.ts'
import { invalid } from './expression.ts'
import { aggregatesOf, canonical, conjuncts, nodes, sameNode } from './walk.ts'

/**
 * Checks what can be told of a plan before it is compiled: tables, joins, ids, limits and currencies, in sub-plans too.
 * Fails with PLAN_INVALID or MIXED_CURRENCIES, naming the node. Columns, types and grouping are checked as they are compiled.
 */
export function checkStructure(plan: Plan, catalog: Catalog): void {
  checkSize(plan)
  if (plan.limit !== undefined) checkLimit(plan)
  if (plan.kind === 'set') {
    checkStructure(plan.left, catalog)
    checkStructure(plan.right, catalog)
    return
  }
  const conditions = conditionsOf(plan)
  checkTables([...plan.tables, ...conditions.flatMap(relatedTables)], catalog)
  checkIds(plan)
  checkJoins(plan)
  for (const measure of plan.measures) checkCurrency(measure, plan, catalog)
  for (const inner of subplans(plan, conditions)) checkStructure(inner, catalog)
}

function conditionsOf(plan: QueryPlan): (Expression | Condition)[] {
  const optional = [plan.where, plan.having, ...plan.measures.map((measure) => measure.where)].filter((each) => each !== undefined)
  const values = [...plan.show, ...plan.context, ...plan.measures, ...plan.by].map((each) => each.value)
  return [...optional, ...values, ...plan.order.map((order) => order.by)].flatMap((each) => [...nodes(each)])
}

const relatedTables = (node: Expression | Condition): TableUse[] => (node.kind === 'has' ? node.tables : [])

function subplans(plan: QueryPlan, inside: (Expression | Condition)[]): Plan[] {
  const uses = [...plan.tables, ...inside.flatMap(relatedTables)]
  return [...uses.flatMap((use) => (typeof use.table === 'string' ? [] : [use.table.plan])), ...inside.flatMap((node) => (node.kind === 'scalar' || node.kind === 'inPlan' ? [node.plan] : []))]
}

function checkTables(uses: TableUse[], catalog: Catalog): void {
  const names = new Set(catalog.tables.map((table) => table.name))
  for (const { id, table } of uses) {
    if (typeof table === 'string' && !names.has(table)) {
      throw new Failure('PLAN_INVALID', `There is no table "${table}".`, { hint: 'Choose a table of this database.', detail: { node: id } })
    }
  }
}

function checkIds(plan: QueryPlan): void {
  const outputs = [...plan.show, ...plan.context].map((each) => each.id)
  for (const ids of [plan.tables.map((use) => use.id), outputs, [...plan.measures, ...plan.by, ...plan.compare].map((each) => each.id)]) {
    const twice = ids.find((id, at) => ids.indexOf(id) !== at)
    if (twice !== undefined) throw invalid(`Two parts of the plan are called "${twice}".`, twice)
  }
}

function checkJoins(plan: QueryPlan): void {
  const ids = new Set(plan.tables.map((use) => use.id))
  const joined = new Set(plan.joins.map((join) => join.right))
  const before = new Set([...ids].filter((id) => !joined.has(id)))
  if (joined.size < plan.joins.length) throw invalid('A table is joined twice.', 'joins')
  for (const join of plan.joins) {
    const lefts = join.on.map((pair) => pair.left.table)
    if (!ids.has(join.right) || join.on.length === 0) throw invalid(`The join of "${join.right}" has no table or no columns.`, `join:${join.right}`)
    const missing = lefts.find((id) => !before.has(id))
    if (missing !== undefined) throw invalid(`"${join.right}" is joined to "${missing}", which does not stand before it.`, `join:${join.right}`)
    before.add(join.right)
  }
}

function checkLimit(plan: Plan): void {
  const { count, offset } = plan.limit!
  if (!Number.isSafeInteger(count) || count < 0 || !Number.isSafeInteger(offset ?? 0) || (offset ?? 0) < 0) throw invalid('A limit is a whole number.', 'limit')
  if (plan.kind === 'set' && (plan.limit?.per ?? []).length > 0) throw invalid('A combined list has no groups to limit.', 'limit')
}

/** Amounts in currencies that are not converted may only be added up within one currency. */
function checkCurrency(measure: Measure, plan: QueryPlan, catalog: Catalog): void {
  const currency = measure.currencyColumn
  const adds = aggregatesOf(measure.value).filter((aggregate) => aggregate.name !== 'count' && aggregate.name !== 'countDistinct')
  if (currency === undefined || adds.length === 0) return
  const isOne = (condition: Condition): boolean => {
    if (condition.kind === 'in') return condition.values.length === 1 && sameNode(condition.of, currency)
    if (condition.kind !== 'compare' || condition.operator !== '=') return false
    const [column, value] = condition.left.kind === 'literal' ? [condition.right, condition.left] : [condition.left, condition.right]
    return value.kind === 'literal' && sameNode(column, currency)
  }
  const everywhere = [...conjuncts(plan.where), ...conjuncts(measure.where)].some(isOne)
  const grouped = plan.by.some((grouping) => [grouping.value, ...(grouping.key ?? []), ...(grouping.also ?? [])].some((each) => sameNode(each, currency)))
  if (everywhere || grouped || adds.every((aggregate) => conjuncts(aggregate.where).some(isOne)) || hasOneValue(currency, plan, catalog)) return
  throw new Failure('MIXED_CURRENCIES', `"${measure.label}" would add up amounts in several currencies.`, {
    hint: 'Ask for one currency, split by currency, or use amounts in the group currency.', detail: { node: measure.id, currency: canonical(currency) },
  })
}

function hasOneValue(currency: Expression, plan: QueryPlan, catalog: Catalog): boolean {
  if (currency.kind !== 'column') return currency.kind === 'literal'
  const use = plan.tables.find((each) => each.id === currency.table)
  const profile = catalog.tables.find((table) => table.name === use?.table)?.columns.find((column) => column.name === currency.column)?.profile
  return profile !== undefined && profile.distinct <= 1
}
