import type { Condition, Expression } from '../../shared/model/plan.ts'
import type { EntityNote, TermFile } from '../../shared/model/term.ts'
import type { Unit } from '../../shared/model/value.ts'

/** A column of a table, both by name. */
export type ColumnName = { table: string; column: string }

/**
 * A metric ready to be put into a plan. In its expressions `column.table` is the name of a table, not of an instance: see `placeInPlan`.
 * `phrases` are all the ways to say it, lower case, the name first. `tables` are the tables that its value and filter need.
 */
export type GlossaryMetric = {
  name: string
  label: string
  phrases: string[]
  description?: string
  value: Expression
  filter?: Condition
  time?: ColumnName
  unit?: Unit
  good?: 'up' | 'down'
  balance?: 'flow' | 'snapshot'
  tables: string[]
}

export type TermTarget =
  | { kind: 'table'; table: string }
  | { kind: 'column'; table: string; column: string }
  | { kind: 'value'; table: string; column: string; value: string }
  | { kind: 'metric'; metric: string }
  /** A test of the rows of `of`. */
  | { kind: 'filter'; condition: Condition; of: string; tables: string[] }

export type GlossaryTerm = { phrases: string[]; description?: string; target: TermTarget }

/** The vocabulary of one database, checked against its catalog. */
export type Glossary = { metrics: GlossaryMetric[]; terms: GlossaryTerm[]; entities: EntityNote[]; file: TermFile }
