import type { Condition, Expression, Measure } from '../../../shared/model/plan.ts'
import { currencyBeside } from '../../plan/currency-beside.ts'
import { placeConditionInPlan, placeInPlan } from '../../terms/place.ts'
import type { PeriodWords } from '../periods/period.ts'
import type { FrameMeasure } from './frame.ts'
import { measureLabel } from './labels.ts'
import { conditionOf } from './plan-conditions.ts'
import { allOf, columnIn, type Scope } from './scope.ts'
import { timeOf } from './tables.ts'

/** A frame's measure as one of a plan, without its id. `tables` is how many tables the query joins. */
export function measureOf(measure: FrameMeasure, scope: Scope, tables: number): Omit<Measure, 'id'> {
  const { index } = scope
  const origin = { from: 'words' as const, start: measure.start, end: measure.end }
  const label = measureLabel(measure, index)
  const time = timeOf(measure, index)
  const within = [...(measure.period === undefined || time === null ? [] : [{ ...inPeriod(columnIn(time, scope), measure.period), ...(measure.said === undefined ? {} : { origin: { from: 'words' as const, start: measure.said.start, end: measure.said.end } }) }]), ...(measure.where ?? []).flatMap((test) => conditionOf(test, scope) ?? [])]
  if (measure.metric === undefined) return { label, value: aggregate(measure, scope, tables), ...(within.length > 0 ? { where: allOf(within) } : {}), ...currencyOf(measure, scope), origin }
  const metric = index.glossary!.metrics[measure.metric]!
  const instance = (table: string) => scope.uses.get(index.tableAt.get(table)!)!.id
  const narrower = measure.narrowed === undefined ? undefined : index.glossary!.metrics[measure.narrowed]!.filter
  const tests = [...(narrower === undefined ? [] : [placeConditionInPlan(narrower, instance)]), ...(metric.filter === undefined ? [] : [placeConditionInPlan(metric.filter, instance)]), ...within]
  return {
    label, value: placeInPlan(metric.value, instance), ...(tests.length > 0 ? { where: allOf(tests) } : {}),
    ...(metric.unit === undefined ? {} : { unit: metric.unit }), metric: metric.name, ...(metric.good === undefined ? {} : { goodDirection: metric.good }),
    ...(metric.balance === undefined || time === null ? {} : { balance: { date: columnIn(time, scope), from: metric.balance } }), origin,
  }
}

/** In which currency the amounts are that are added up, averaged or compared, where that differs from row to row. */
function currencyOf({ name, column, formula }: FrameMeasure, scope: Scope): { currencyColumn?: Expression } {
  if (column === null || name === 'count' || name === 'countDistinct') return {}
  const { index } = scope
  const beside = [column, ...(formula === undefined ? [] : [formula.other])].flatMap((at) => {
    const { name: amount, table } = index.columns[at]!
    const { name: owner, columns } = index.tables[table]!
    const said = currencyBeside(amount, index.catalog.tables.find((each) => each.name === owner)!)
    return columns.filter((other) => index.columns[other]!.name === said)
  })
  return beside[0] === undefined ? {} : { currencyColumn: columnIn(beside[0], scope) }
}

/** A test that a date falls into a period. */
export const inPeriod = (of: Expression, period: PeriodWords): Condition => ({ kind: 'within', of, from: period.from, until: period.until })

/** A number of two columns of a row. */
function workedOut(column: number, { operator, other }: NonNullable<FrameMeasure['formula']>, scope: Scope): Expression {
  const [left, right] = [columnIn(column, scope), columnIn(other, scope)]
  return operator === 'days' ? { kind: 'days', from: left, to: right } : { kind: 'arithmetic', operator, left, right }
}

function aggregate(measure: FrameMeasure, scope: Scope, tables: number): Expression {
  if (measure.column !== null) return { kind: 'aggregate', name: measure.name, of: measure.grain !== undefined ? { kind: 'bucket', grain: measure.grain, calendar: 'calendar', of: columnIn(measure.column, scope) } : measure.formula === undefined ? columnIn(measure.column, scope) : workedOut(measure.column, measure.formula, scope) }
  const key = scope.index.tables[measure.table]!.key[0]
  if (measure.name === 'countDistinct') {
    const counted = key ?? scope.index.tables[measure.table]!.display[0]
    return { kind: 'aggregate', name: counted === undefined ? 'count' : 'countDistinct', of: counted === undefined ? null : columnIn(counted, scope) }
  }
  return { kind: 'aggregate', name: 'count', of: tables === 1 || key === undefined ? null : columnIn(key, scope) }
}
