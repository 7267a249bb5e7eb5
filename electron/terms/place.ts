import type { Condition, Expression } from '../../shared/model/plan.ts'
import { mapColumns, mapConditionColumns } from '../../shared/model/plan-columns.ts'

/** Turns a glossary expression, whose columns name tables, into one for a plan, whose columns name table instances. */
export function placeInPlan(expression: Expression, instanceOf: (table: string) => string): Expression {
  return mapColumns(expression, (column) => ({ ...column, table: instanceOf(column.table) }))
}

/** The same for a condition. */
export function placeConditionInPlan(condition: Condition, instanceOf: (table: string) => string): Condition {
  return mapConditionColumns(condition, (column) => ({ ...column, table: instanceOf(column.table) }))
}
