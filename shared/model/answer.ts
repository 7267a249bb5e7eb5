import * as z from 'zod'
import { ChartSpec } from './chart.ts'
import { ColumnFormat } from './column-format.ts'
import { Accepted } from './learned.ts'
import { Origin, Plan } from './plan.ts'
import { ResultFacts } from './result.ts'
import { Cell, Dialect, IsoDate } from './value.ts'

/** One editable piece of the plan as the user sees it. */
export const Chip = z.object({
  /** Where in the plan: "measure:m1", "by:g2", "period", "where:0", "limit", "order:0". */
  path: z.string(),
  kind: z.enum(['measure', 'by', 'period', 'compare', 'filter', 'order', 'limit', 'currency', 'entity', 'show', 'set']),
  label: z.string(),
  value: z.string(),
  /** A named default supplied it; shown as assumed. */
  assumed: z.boolean(),
  /** Where it comes from; a default by a sentence. */
  origin: Origin.optional(),
  /** The metric of the vocabulary that it is. */
  metric: z.string().optional(),
})
export type Chip = z.infer<typeof Chip>

/** The evidence for an answer. */
export const Receipt = z.object({
  /** What the user calls the source, and its database. */
  source: z.string(),
  database: z.string(),
  /** ISO time. */
  ranAt: z.string(),
  reading: z.string(),
  chips: z.array(Chip),
  grade: z.enum(['Assumed', 'Unchecked']),
  assumed: z.array(z.string()),
  ignoredWords: z.array(z.string()),
  sql: z.string(),
  parameters: z.array(Cell),
  dialect: Dialect,
  tables: z.array(z.string()),
  filters: z.array(z.string()),
  asOf: IsoDate,
  rows: z.int(),
  truncated: z.boolean(),
  estimatedRows: z.int().nullable(),
  warnings: z.array(z.string()),
  /** Who read the question; a plan that both came to was read by the offline engine. */
  engine: z.enum(['offline', 'model']),
  /** The model that was asked, and where it runs: "qwen3 at http://127.0.0.1:11434/v1"; null when nothing was sent to any. */
  model: z.string().nullable(),
  /** That this reading is meant, 0 to 1; null for a plan or SQL that the user made, and for a plan of a model, which nothing judges. */
  confidence: z.number().nullable(),
  /** That this reading was accepted before for the same question. */
  accepted: Accepted.optional(),
  elapsedMs: z.number(),
})
export type Receipt = z.infer<typeof Receipt>

export const Answer = z.object({
  id: z.string(),
  question: z.string(),
  title: z.string(),
  /** Null for SQL written by hand. */
  plan: Plan.nullable(),
  result: ResultFacts,
  chart: ChartSpec.nullable(),
  /** How each column reads, by its id. */
  formats: z.record(z.string(), ColumnFormat),
  /** Columns that are additive measures, and the measure of each: their rows can be listed. Columns that are groupings, and the grouping of each. */
  opens: z.object({ measures: z.record(z.string(), z.string()), groups: z.record(z.string(), z.string()) }),
  receipt: Receipt,
})
export type Answer = z.infer<typeof Answer>
