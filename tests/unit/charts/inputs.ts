import type { ChartInput } from '../../../electron/charts/choose.ts'
import type { ChartColumn } from '../../../electron/charts/fields.ts'
import type { Comparison, Display, Grain, Grouping, Measure, QueryPlan } from '../../../shared/model/plan.ts'
import type { Cell, Unit, ValueKind } from '../../../shared/model/value.ts'

export const usd: Unit = { kind: 'money', currency: 'USD' }
export const percent: Unit = { kind: 'percent' }

export const column = (id: string, label: string, kind: ValueKind, unit?: Unit): ChartColumn =>
  ({ id, label, type: kind === 'decimal' ? { kind, precision: 15, scale: 2 } : { kind }, part: 'show', ...(unit && { unit }) })

export const category = (id: string, label: string): Grouping => ({ id, label, value: { kind: 'column', table: 't1', column: label } })
export const bucket = (id: string, label: string, grain: Grain, calendar: 'calendar' | 'fiscal' = 'calendar'): Grouping =>
  ({ id, label, value: { kind: 'bucket', grain, calendar, of: { kind: 'column', table: 't1', column: 'day' } } })
export const measure = (id: string, label: string, name: 'sum' | 'avg' | 'count' = 'sum'): Measure =>
  ({ id, label, value: { kind: 'aggregate', name, of: { kind: 'column', table: 't1', column: 'amount' } } })

/** A plan that shows these groupings, measures and comparisons. */
export function planOf(by: Grouping[], measures: Measure[], more: { compare?: Comparison[]; display?: Display; hide?: string[] } = {}): QueryPlan {
  const shown = [...by, ...measures, ...(more.compare ?? [])].filter(({ id }) => !more.hide?.includes(id))
  return {
    kind: 'query', tables: [{ id: 't1', table: 'sales' }], joins: [], show: shown.map(({ id, label }) => ({ id, label, value: { kind: 'ref', id } })), context: [],
    measures, by, order: [], distinct: false, compare: more.compare ?? [], calendar: 'calendar', ...(more.display && { display: more.display }),
  }
}

/** First days of consecutive months from January of `year`. */
export const months = (count: number, year = 2025): string[] =>
  Array.from({ length: count }, (_, at) => `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`)

/** One category, one sum. */
export const byRegion = (rows: Cell[][], display?: Display): ChartInput => ({
  columns: [column('g1', 'Region', 'text'), column('m1', 'Revenue', 'decimal', usd)],
  plan: planOf([category('g1', 'Region')], [measure('m1', 'Revenue')], { display }), rows, truncated: false,
})

/** A month, one sum. */
export const byMonth = (rows: Cell[][], display?: Display): ChartInput => ({
  columns: [column('g1', 'Month', 'date'), column('m1', 'Revenue', 'decimal', usd)],
  plan: planOf([bucket('g1', 'Month', 'month')], [measure('m1', 'Revenue')], { display }), rows, truncated: false,
})

/** Two categories, one aggregate. */
export const byTwo = (rows: Cell[][], aggregate: 'sum' | 'avg' = 'sum', display?: Display): ChartInput => ({
  columns: [column('g1', 'Region', 'text'), column('g2', 'Line', 'text'), column('m1', 'Orders', 'integer', { kind: 'count' })],
  plan: planOf([category('g1', 'Region'), category('g2', 'Line')], [measure('m1', 'Orders', aggregate)], { display }), rows, truncated: false,
})

/** Raw rows of a text and two numbers. */
export const people = (rows: Cell[][], display?: Display): ChartInput => ({
  columns: [column('c1', 'Name', 'text'), column('c2', 'Age', 'integer'), column('c3', 'Salary', 'decimal', usd)],
  plan: display === undefined ? null : planOf([], [], { display }), rows, truncated: false,
})
