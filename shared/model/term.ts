import * as z from 'zod'
import { CalendarName } from './plan.ts'
import { IsoDate, Unit } from './value.ts'

/**
 * The business vocabulary of one database, as users write it (YAML). Columns are written `table.column`.
 * Expressions are a small safe subset of SQL: columns, numbers, 'text', + - * /, comparisons, and / or / not, in, between, like, is null,
 * case when, sum, avg, min, max, count, count(distinct …), abs, coalesce, round, days(from, to), as_of().
 */
export const Metric = z.object({
  name: z.string(),
  label: z.string().optional(),
  /** Other ways to say it. */
  synonyms: z.array(z.string()).default([]),
  description: z.string().optional(),
  /** One aggregate, or arithmetic over aggregates. */
  expression: z.string(),
  /** Rows it counts; a condition over columns of any table that many-to-one joins reach. */
  filter: z.string().optional(),
  /** The date column a period applies to. */
  time: z.string().optional(),
  unit: Unit.optional(),
  good: z.enum(['up', 'down']).optional(),
  /** A stock taken at a date: from the sum of all movements, or from the last snapshot. */
  balance: z.enum(['flow', 'snapshot']).optional(),
})
export type Metric = z.infer<typeof Metric>

/** A word or phrase and what it stands for: exactly one of the targets. */
export const Term = z.object({
  phrase: z.string(),
  synonyms: z.array(z.string()).default([]),
  description: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
  /** A value of a column: { column: customers.region, is: EMEA }. */
  value: z.object({ column: z.string(), is: z.string() }).optional(),
  metric: z.string().optional(),
  /** A condition, for words such as "unpaid" or "active". */
  filter: z.string().optional(),
  /** The table whose rows the filter describes, when it is not plain from its columns. */
  of: z.string().optional(),
})
export type Term = z.infer<typeof Term>

/** What a table's rows are called and how one of them is shown. */
export const EntityNote = z.object({
  table: z.string(),
  singular: z.string().optional(),
  plural: z.string().optional(),
  /** The columns that name a row to a person, in order. */
  display: z.array(z.string()).default([]),
  /** The date a question means when it names none. */
  time: z.string().optional(),
})
export type EntityNote = z.infer<typeof EntityNote>

/** What the database itself does not say of a table: comments and keys, for files and for servers without them. */
export const TableNote = z.object({
  table: z.string(),
  comment: z.string().optional(),
  primaryKey: z.array(z.string()).optional(),
  references: z.array(z.object({ columns: z.array(z.string()), to: z.string(), toColumns: z.array(z.string()) })).default([]),
  /** Column name to comment. */
  columns: z.record(z.string(), z.string()).default({}),
})
export type TableNote = z.infer<typeof TableNote>

/** One YAML file of notes and vocabulary; `quaestor.yaml` inside a folder of data files, or a file given with a source. */
export const TermFile = z.object({
  name: z.string().optional(),
  tables: z.array(TableNote).default([]),
  asOf: IsoDate.optional(),
  calendar: CalendarName.optional(),
  fiscalYearStart: z.int().min(1).max(12).optional(),
  entities: z.array(EntityNote).default([]),
  metrics: z.array(Metric).default([]),
  terms: z.array(Term).default([]),
})
export type TermFile = z.infer<typeof TermFile>
