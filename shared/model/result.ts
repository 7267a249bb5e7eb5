import * as z from 'zod'
import { Cell, Unit, ValueType } from './value.ts'

export const ResultColumn = z.object({
  /** The id of what the plan shows, or "c1", "c2" … for hand-written SQL. */
  id: z.string(),
  label: z.string(),
  type: ValueType,
  unit: Unit.optional(),
})
export type ResultColumn = z.infer<typeof ResultColumn>

/** Facts of a result the engine keeps; rows are paged from `results`. */
export const ResultFacts = z.object({
  id: z.string(),
  columns: z.array(ResultColumn),
  rows: z.int(),
  /** True when the source had more rows than the cap: no totals, no sorting, no chart of the whole. */
  truncated: z.boolean(),
  /** True until the last row has been kept. */
  growing: z.boolean(),
  bytes: z.int(),
})
export type ResultFacts = z.infer<typeof ResultFacts>

export const PageRequest = z.object({
  offset: z.int().min(0),
  count: z.int().min(0).max(10_000),
  sort: z.array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) })).default([]),
})
export type PageRequest = z.infer<typeof PageRequest>
export const Page = z.object({ offset: z.int(), rows: z.array(z.array(Cell)), total: z.int() })
export type Page = z.infer<typeof Page>

/** Exact totals of the number columns; null for a column that must not be added up. */
export const Totals = z.record(z.string(), z.object({ sum: Cell, min: Cell, max: Cell, nulls: z.int() }).nullable())
export type Totals = z.infer<typeof Totals>
