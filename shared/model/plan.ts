import * as z from 'zod'
import { Cell, IsoDate, Unit, ValueKind } from './value.ts'

/**
 * The typed meaning of a question. Code derives everything from it: SQL, chips, the English reading, the receipt, the chart, the cache key.
 * JSON-safe. Ids are short names, unique within the whole plan, sub-plans included ("t1" for tables, "m1" measures, "g1" groupings, "c1" comparisons).
 * Examples, one per sample question: tests/fixtures/plans/.
 */

/** Where a node came from: words of the question (character offsets, end exclusive), a glossary term or metric, a named default, the user's own edit. */
export const Origin = z.discriminatedUnion('from', [
  /** `earlier` are the words themselves when a follow-up kept them; the offsets are then of that question. */
  z.object({ from: z.literal('words'), start: z.int(), end: z.int(), earlier: z.string().optional() }),
  z.object({ from: z.literal('term'), term: z.string(), start: z.int().optional(), end: z.int().optional() }),
  z.object({ from: z.literal('default'), name: z.string() }),
  z.object({ from: z.literal('edit') }),
])
export type Origin = z.infer<typeof Origin>
const origin = { origin: Origin.optional() }

export const Grain = z.enum(['year', 'half', 'quarter', 'month', 'week', 'day'])
export type Grain = z.infer<typeof Grain>
export const CalendarName = z.enum(['calendar', 'fiscal'])
export type CalendarName = z.infer<typeof CalendarName>
export const AggregateName = z.enum(['count', 'countDistinct', 'sum', 'avg', 'min', 'max'])
export type AggregateName = z.infer<typeof AggregateName>
export const CompareOperator = z.enum(['=', '!=', '<', '<=', '>', '>='])
export type CompareOperator = z.infer<typeof CompareOperator>
export const Arithmetic = z.enum(['+', '-', '*', '/'])
export type Arithmetic = z.infer<typeof Arithmetic>
/** Scalar functions that every dialect prints to the same effect. */
export const ScalarName = z.enum(['abs', 'lower', 'upper', 'trim', 'length', 'round', 'coalesce', 'nullif'])
export type ScalarName = z.infer<typeof ScalarName>

/** A value computed from a row, a group, or a whole sub-plan. */
export type Expression =
  | { kind: 'column'; table: string; column: string }
  | { kind: 'literal'; value: Cell; type: ValueKind }
  | { kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
  /** Whole days from one date to another; `to` minus `from`. */
  | { kind: 'days'; from: Expression; to: Expression }
  /** The start date of the period a date falls in. */
  | { kind: 'bucket'; grain: Grain; calendar: CalendarName; of: Expression }
  /** A calendar part as a number: month 1–12, weekday 1 (Monday)–7. */
  | { kind: 'part'; part: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'weekday'; of: Expression }
  /** The band a number falls in: bounds [10, 20] make <10, 10–<20, ≥20; its value is the band's lower bound, null below the first. */
  | { kind: 'band'; bounds: number[]; of: Expression }
  | { kind: 'case'; branches: { when: Condition; then: Expression }[]; otherwise: Expression | null }
  | { kind: 'call'; name: ScalarName; args: Expression[] }
  /** `of` null counts rows of the entity, or without one of the table that every other table of the plan is joined to once; `where` restricts this aggregate alone. */
  | { kind: 'aggregate'; name: AggregateName; of: Expression | null; where?: Condition | undefined }
  /** The value of a grouping, measure or comparison of the same plan, by id; or of an output of a sub-plan used as a table. */
  | { kind: 'ref'; id: string }
  /** The single value of a sub-plan that shows one column and yields at most one row. */
  | { kind: 'scalar'; plan: Plan }

/** A test of a row (in `where`) or of a group (in `having`). Null-safe: a test on null is false, and `not` of it is true. */
export type Condition =
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition; origin?: Origin | undefined }
  | { kind: 'compare'; operator: CompareOperator; left: Expression; right: Expression; origin?: Origin | undefined }
  /** Both ends included. */
  | { kind: 'between'; of: Expression; low: Expression; high: Expression; origin?: Origin | undefined }
  /** From `from` up to but not including `until`; either may be open. */
  | { kind: 'within'; of: Expression; from: IsoDate | null; until: IsoDate | null; origin?: Origin | undefined }
  | { kind: 'text'; match: 'contains' | 'starts' | 'ends' | 'like'; of: Expression; pattern: string; origin?: Origin | undefined }
  | { kind: 'isNull'; of: Expression; origin?: Origin | undefined }
  | { kind: 'in'; of: Expression; values: Cell[]; type: ValueKind; origin?: Origin | undefined }
  /** Membership in the single shown column of a sub-plan; nulls in the sub-plan never match and never hide anything. */
  | { kind: 'inPlan'; of: Expression; plan: Plan; origin?: Origin | undefined }
  /** Some related rows exist (or, with `count`, so many rows of the first inner table do). The inner tables are joined among themselves; `on` ties them to outer table instances. Wrap in `not` for "has no". */
  | { kind: 'has'; tables: TableUse[]; joins: Join[]; on: JoinPair[]; where?: Condition | undefined; count?: { operator: CompareOperator; value: number } | undefined; origin?: Origin | undefined }

/** An instance of a table, or of a sub-plan used as one (its columns are then the ids of what it shows). */
export type TableUse = {
  id: string
  table: string | { plan: Plan }
  /** How the words tell two instances apart: "source airport", "manager". */
  role?: string | undefined
  origin?: Origin | undefined
}
/** Two columns that must be equal; each names a table instance. */
export type JoinPair = { left: { table: string; column: string }; right: { table: string; column: string } }
/**
 * `right` joins what stands before it. `left` keeps rows that meet none: groups without rows of the fact then appear, and conditions on the
 * fact restrict what is joined, not what is kept. `many` says that one left row may meet several right rows (the compiler then pre-aggregates).
 */
export type Join = { right: string; on: JoinPair[]; keep: 'inner' | 'left'; many: boolean; via: 'declared' | 'inferred' | 'chosen' }

/** One output column. `label` is what the reader sees. */
export type Shown = { id: string; label: string; value: Expression; unit?: Unit | undefined; origin?: Origin | undefined }

export type Measure = {
  id: string
  label: string
  /** Aggregates, literals and arithmetic over them, and refs to other measures. */
  value: Expression
  /** Restricts this measure alone. */
  where?: Condition | undefined
  unit?: Unit | undefined
  /** The metric it was made from. */
  metric?: string | undefined
  goodDirection?: 'up' | 'down' | undefined
  /** A stock, not a flow: taken at the end of the period, never summed over time. `flow`: the sum of all movements of `date` up to then; `snapshot`: the rows of the last date up to then. */
  balance?: { date: Expression; from: 'flow' | 'snapshot' } | undefined
  /** A column that says in which currency the amounts are, when they are not converted: more than one is refused. */
  currencyColumn?: Expression | undefined
  origin?: Origin | undefined
}

export type Grouping = {
  id: string
  label: string
  value: Expression
  /** More columns that tell groups apart but are not shown (an entity's key beside its name). */
  key?: Expression[] | undefined
  /** The same grouping as another fact knows it: measures over tables that cannot reach `value` use the first of these they can reach. */
  also?: Expression[] | undefined
  origin?: Origin | undefined
}

/** A column derived from a finished measure, after grouping. Its unit follows from its kind. */
export type Comparison = { id: string; label: string; origin?: Origin | undefined } & (
  /** The measure so many grains earlier; a grouping by time, if there is one, is shifted with it. */
  | { kind: 'previous'; of: string; grain: Grain; count: number }
  | { kind: 'share'; of: string; within: string[] }
  | { kind: 'rank'; of: string; direction: 'asc' | 'desc' }
  /** Sum of this and all earlier buckets, starting again at each `reset`. */
  | { kind: 'running'; of: string; reset: Grain | null }
  /** Over this and the n − 1 buckets before. */
  | { kind: 'rolling'; of: string; buckets: number; name: 'sum' | 'avg' }
  /** `of` minus `against`; with `percent`, divided by the absolute value of `against`. Either may be a measure or a comparison. */
  | { kind: 'change'; of: string; against: string; percent: boolean }
)

/** The time a question speaks of, already resolved to dates. `columns` are the dates it applies to, one per fact. */
export type Period = {
  from: IsoDate | null
  /** Exclusive. */
  until: IsoDate | null
  columns: Expression[]
  label: string
  calendar: CalendarName
  origin?: Origin | undefined
}

export type OrderBy = { by: Expression; direction: 'asc' | 'desc'; origin?: Origin | undefined }
export type Limit = {
  count: number
  /** `include` keeps rows equal to the last one kept; `cut` does not. */
  ties: 'include' | 'cut'
  offset?: number | undefined
  /** Ids of groupings, or in a list of shown columns, within which the limit applies ("top 3 per region"). */
  per?: string[] | undefined
  origin?: Origin | undefined
}

export type Display = {
  chart?: 'number' | 'table' | 'bar' | 'stacked bar' | 'grouped bar' | 'line' | 'grouped line' | 'area' | 'pie' | 'scatter' | 'grouped scatter' | 'heatmap' | 'histogram' | undefined
  title?: string | undefined
  x?: string | undefined
  y?: string | undefined
  color?: string | undefined
  /** The order along the axis that the words asked for: by what lies along it, or by its values. */
  sort?: { by: 'x' | 'y'; direction: 'asc' | 'desc' } | undefined
  /** Axes were named, so that bars stand upright. */
  upright?: boolean | undefined
}

export type Conversion = { to: string; rate: 'average' | 'closing'; amount: Expression; currency: Expression; rateTable: string }

export type QueryPlan = {
  kind: 'query'
  tables: TableUse[]
  joins: Join[]
  /** The table instance whose rows are meant: in lists each stands once, unless columns of several related rows are shown; a bare count counts them. */
  entity?: string | undefined
  /** What was asked for, in order. With measures or groupings, refs to them. */
  show: Shown[]
  /** What a reader needs beside it: the value next to the name in a top 10. */
  context: Shown[]
  measures: Measure[]
  by: Grouping[]
  where?: Condition | undefined
  /** Applied to finished groups, after comparisons: a share is still one of the whole. */
  having?: Condition | undefined
  order: OrderBy[]
  limit?: Limit | undefined
  distinct: boolean
  compare: Comparison[]
  period?: Period | undefined
  calendar: CalendarName
  currency?: Conversion | undefined
  display?: Display | undefined
}

/** Columns are matched by position; duplicates are removed. */
export type SetPlan = { kind: 'set'; operator: 'union' | 'intersection' | 'difference'; left: Plan; right: Plan; order: OrderBy[]; limit?: Limit | undefined; display?: Display | undefined }
export type Plan = QueryPlan | SetPlan

export const Expression: z.ZodType<Expression> = z.lazy(() => z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('column'), table: z.string(), column: z.string() }),
  z.object({ kind: z.literal('literal'), value: Cell, type: ValueKind }),
  z.object({ kind: z.literal('arithmetic'), operator: Arithmetic, left: Expression, right: Expression }),
  z.object({ kind: z.literal('days'), from: Expression, to: Expression }),
  z.object({ kind: z.literal('bucket'), grain: Grain, calendar: CalendarName, of: Expression }),
  z.object({ kind: z.literal('part'), part: z.enum(['year', 'quarter', 'month', 'week', 'day', 'weekday']), of: Expression }),
  z.object({ kind: z.literal('band'), bounds: z.array(z.number()), of: Expression }),
  z.object({ kind: z.literal('case'), branches: z.array(z.object({ when: Condition, then: Expression })), otherwise: Expression.nullable() }),
  z.object({ kind: z.literal('call'), name: ScalarName, args: z.array(Expression) }),
  z.object({ kind: z.literal('aggregate'), name: AggregateName, of: Expression.nullable(), where: Condition.optional() }),
  z.object({ kind: z.literal('ref'), id: z.string() }),
  z.object({ kind: z.literal('scalar'), plan: Plan }),
]))

export const JoinPair = z.object({
  left: z.object({ table: z.string(), column: z.string() }),
  right: z.object({ table: z.string(), column: z.string() }),
})
export const Join = z.object({ right: z.string(), on: z.array(JoinPair), keep: z.enum(['inner', 'left']), many: z.boolean(), via: z.enum(['declared', 'inferred', 'chosen']) })
export const TableUse: z.ZodType<TableUse> = z.lazy(() => z.object({ id: z.string(), table: z.union([z.string(), z.object({ plan: Plan })]), role: z.string().optional(), ...origin }))

export const Condition: z.ZodType<Condition> = z.lazy(() => z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['all', 'any']), of: z.array(Condition) }),
  z.object({ kind: z.literal('not'), of: Condition, ...origin }),
  z.object({ kind: z.literal('compare'), operator: CompareOperator, left: Expression, right: Expression, ...origin }),
  z.object({ kind: z.literal('between'), of: Expression, low: Expression, high: Expression, ...origin }),
  z.object({ kind: z.literal('within'), of: Expression, from: IsoDate.nullable(), until: IsoDate.nullable(), ...origin }),
  z.object({ kind: z.literal('text'), match: z.enum(['contains', 'starts', 'ends', 'like']), of: Expression, pattern: z.string(), ...origin }),
  z.object({ kind: z.literal('isNull'), of: Expression, ...origin }),
  z.object({ kind: z.literal('in'), of: Expression, values: z.array(Cell), type: ValueKind, ...origin }),
  z.object({ kind: z.literal('inPlan'), of: Expression, plan: Plan, ...origin }),
  z.object({
    kind: z.literal('has'), tables: z.array(TableUse), joins: z.array(Join), on: z.array(JoinPair), where: Condition.optional(),
    count: z.object({ operator: CompareOperator, value: z.number() }).optional(), ...origin,
  }),
]))

export const Shown = z.object({ id: z.string(), label: z.string(), value: Expression, unit: Unit.optional(), ...origin })
export const Measure = z.object({
  id: z.string(), label: z.string(), value: Expression, where: Condition.optional(), unit: Unit.optional(), metric: z.string().optional(),
  goodDirection: z.enum(['up', 'down']).optional(), balance: z.object({ date: Expression, from: z.enum(['flow', 'snapshot']) }).optional(),
  currencyColumn: Expression.optional(), ...origin,
})
export const Grouping = z.object({ id: z.string(), label: z.string(), value: Expression, key: z.array(Expression).optional(), also: z.array(Expression).optional(), ...origin })
const named = { id: z.string(), label: z.string(), ...origin }
export const Comparison = z.discriminatedUnion('kind', [
  z.object({ ...named, kind: z.literal('previous'), of: z.string(), grain: Grain, count: z.int() }),
  z.object({ ...named, kind: z.literal('share'), of: z.string(), within: z.array(z.string()) }),
  z.object({ ...named, kind: z.literal('rank'), of: z.string(), direction: z.enum(['asc', 'desc']) }),
  z.object({ ...named, kind: z.literal('running'), of: z.string(), reset: Grain.nullable() }),
  z.object({ ...named, kind: z.literal('rolling'), of: z.string(), buckets: z.int(), name: z.enum(['sum', 'avg']) }),
  z.object({ ...named, kind: z.literal('change'), of: z.string(), against: z.string(), percent: z.boolean() }),
])
export const Period = z.object({ from: IsoDate.nullable(), until: IsoDate.nullable(), columns: z.array(Expression), label: z.string(), calendar: CalendarName, ...origin })
export const OrderBy = z.object({ by: Expression, direction: z.enum(['asc', 'desc']), ...origin })
export const Limit = z.object({ count: z.int(), ties: z.enum(['include', 'cut']), offset: z.int().optional(), per: z.array(z.string()).optional(), ...origin })
export const Display = z.object({
  chart: z.enum(['number', 'table', 'bar', 'stacked bar', 'grouped bar', 'line', 'grouped line', 'area', 'pie', 'scatter', 'grouped scatter', 'heatmap', 'histogram']).optional(),
  title: z.string().optional(), x: z.string().optional(), y: z.string().optional(), color: z.string().optional(),
  sort: z.object({ by: z.enum(['x', 'y']), direction: z.enum(['asc', 'desc']) }).optional(), upright: z.boolean().optional(),
})
export const Conversion = z.object({ to: z.string(), rate: z.enum(['average', 'closing']), amount: Expression, currency: Expression, rateTable: z.string() })

export const QueryPlan: z.ZodType<QueryPlan> = z.lazy(() => z.object({
  kind: z.literal('query'), tables: z.array(TableUse), joins: z.array(Join), entity: z.string().optional(), show: z.array(Shown), context: z.array(Shown),
  measures: z.array(Measure), by: z.array(Grouping), where: Condition.optional(), having: Condition.optional(), order: z.array(OrderBy), limit: Limit.optional(),
  distinct: z.boolean(), compare: z.array(Comparison), period: Period.optional(), calendar: CalendarName, currency: Conversion.optional(), display: Display.optional(),
}))
export const SetPlan: z.ZodType<SetPlan> = z.lazy(() => z.object({
  kind: z.literal('set'), operator: z.enum(['union', 'intersection', 'difference']), left: Plan, right: Plan, order: z.array(OrderBy), limit: Limit.optional(), display: Display.optional(),
}))
export const Plan: z.ZodType<Plan> = z.lazy(() => z.union([QueryPlan, SetPlan]))
