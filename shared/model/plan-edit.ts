import * as z from 'zod'
import { AggregateName, CalendarName, Display, Grain } from './plan.ts'
import { Cell, IsoDate } from './value.ts'

/** A column of the database, by name; which instance of its table a plan means is worked out when the edit is made. */
export const ColumnName = z.object({ table: z.string(), column: z.string() })
export type ColumnName = z.infer<typeof ColumnName>

export const MeasureChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('metric'), metric: z.string() }),
  z.object({ kind: z.literal('rows'), table: z.string() }),
  z.object({ kind: z.literal('aggregate'), aggregate: AggregateName, column: ColumnName }),
])
export type MeasureChoice = z.infer<typeof MeasureChoice>

export const FilterOperator = z.enum(['is', 'isNot', 'contains', 'startsWith', 'isEmpty', 'isNotEmpty', 'less', 'atMost', 'more', 'atLeast', 'between'])
export type FilterOperator = z.infer<typeof FilterOperator>

/** `is` and `isNot` take one or more values, `between` two (both included), `isEmpty` and `isNotEmpty` none, the others one. */
export const FilterChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('column'), column: ColumnName, operator: FilterOperator, values: z.array(Cell).max(500) }),
  /** A word of the vocabulary, such as "unpaid". */
  z.object({ kind: z.literal('term'), phrase: z.string(), negated: z.boolean() }),
])
export type FilterChoice = z.infer<typeof FilterChoice>

/** A column derived from the measure `of`. */
export const ComparisonChoice = z.discriminatedUnion('kind', [
  /** The same so many grains earlier, and the change in percent. */
  z.object({ kind: z.literal('previous'), of: z.string(), grain: Grain }),
  z.object({ kind: z.literal('share'), of: z.string() }),
  z.object({ kind: z.literal('running'), of: z.string() }),
])
export type ComparisonChoice = z.infer<typeof ComparisonChoice>

/**
 * One change to a plan, made by a chip. `at` is the path of the chip that is replaced, as `Chip.path` gives it; null adds one, and in a side of a
 * combined list "left/add:filter" does. Joins that the change needs are planned anew; nothing is understood again.
 */
export const PlanEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('measure'), at: z.string().nullable(), to: MeasureChoice }),
  z.object({ kind: z.literal('by'), at: z.string().nullable(), column: ColumnName, grain: Grain.optional() }),
  z.object({ kind: z.literal('show'), at: z.string().nullable(), column: ColumnName }),
  /** `until` is exclusive. */
  z.object({ kind: z.literal('period'), at: z.string().nullable().optional(), from: IsoDate.nullable(), until: IsoDate.nullable(), label: z.string(), calendar: CalendarName.optional() }),
  z.object({ kind: z.literal('filter'), at: z.string().nullable(), to: FilterChoice }),
  z.object({ kind: z.literal('compare'), at: z.string().nullable(), to: ComparisonChoice }),
  /** `by` is the id of a measure, grouping, comparison or shown column. */
  z.object({ kind: z.literal('order'), at: z.string().nullable(), by: z.string(), direction: z.enum(['asc', 'desc']) }),
  z.object({ kind: z.literal('limit'), at: z.string().nullable().optional(), count: z.int().min(1).max(1_000_000), ties: z.enum(['include', 'cut']) }),
  z.object({ kind: z.literal('chart'), chart: Display.shape.chart }),
  z.object({ kind: z.literal('remove'), at: z.string() }),
])
export type PlanEdit = z.infer<typeof PlanEdit>

/** A valid alternative for a chip. */
export const Choice = z.object({
  label: z.string(),
  /** Where it comes from: the table, the meaning of a metric. */
  detail: z.string(),
  /** Choices of one group stand under one heading: "Metrics", "Customers", "Dates". */
  group: z.string(),
  chosen: z.boolean(),
  edit: PlanEdit,
})
export type Choice = z.infer<typeof Choice>

/** What a chip can become. */
export const ChipChoices = z.object({
  path: z.string(),
  title: z.string(),
  choices: z.array(Choice),
  /** What else can be typed in: values of a filter, two dates of a period, the number of a limit. */
  form: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('filter'), at: z.string().nullable(), filter: FilterChoice.nullable(), columns: z.array(z.object({ column: ColumnName, label: z.string(), group: z.string(), type: z.string() })) }),
    z.object({ kind: z.literal('period'), from: IsoDate.nullable(), until: IsoDate.nullable() }),
    z.object({ kind: z.literal('limit'), at: z.string().nullable().optional(), count: z.int(), ties: z.enum(['include', 'cut']) }),
  ]).nullable(),
  removable: z.boolean(),
})
export type ChipChoices = z.infer<typeof ChipChoices>
