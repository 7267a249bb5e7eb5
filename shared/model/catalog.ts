import * as z from 'zod'
import { Cell, Dialect, IsoDate, ValueType } from './value.ts'

/** What a column holds, counted once when it was profiled. Distinct values are kept for text only, and only while there are few enough. */
export const Profile = z.object({
  rows: z.int(),
  distinct: z.int(),
  nulls: z.int(),
  min: Cell,
  max: Cell,
  /** Distinct text values, sorted; absent when the column is not text or has more than the cap. */
  values: z.array(z.string()).optional(),
})
export type Profile = z.infer<typeof Profile>

export const Column = z.object({
  name: z.string(),
  type: ValueType,
  /** The type as the engine spells it, "decimal(15,2)". */
  declared: z.string(),
  nullable: z.boolean(),
  comment: z.string().optional(),
  profile: Profile.optional(),
})
export type Column = z.infer<typeof Column>

export const Index = z.object({ name: z.string(), columns: z.array(z.string()), unique: z.boolean() })
export type Index = z.infer<typeof Index>

export const Table = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view']),
  comment: z.string().optional(),
  columns: z.array(Column),
  /** Empty when the table has no primary key. */
  primaryKey: z.array(z.string()),
  indexes: z.array(Index),
  /** The engine's own estimate; null where it has none (views). */
  rowEstimate: z.int().nullable(),
  /** Two or three rows, in column order. */
  sample: z.array(z.array(Cell)),
})
export type Table = z.infer<typeof Table>

/** Many rows of `from` point to one row of `to`. Composite keys have several columns, in matching order. */
export const Relationship = z.object({
  from: z.object({ table: z.string(), columns: z.array(z.string()) }),
  to: z.object({ table: z.string(), columns: z.array(z.string()) }),
  origin: z.enum(['declared', 'inferred']),
  /** 1 for declared keys; for inferred ones how sure, 0 to 1. */
  confidence: z.number(),
  /** True when the `from` columns are unique too: at most one row on each side. */
  oneToOne: z.boolean(),
})
export type Relationship = z.infer<typeof Relationship>

/** All that is known of one database. */
export const Catalog = z.object({
  source: z.string(),
  database: z.string(),
  dialect: Dialect,
  tables: z.array(Table),
  relationships: z.array(Relationship),
  /** Relative periods count from here; absent means today. */
  asOf: IsoDate.optional(),
  /** First month of the fiscal year, 1 to 12; FY2026 ends in 2026. */
  fiscalYearStart: z.int().min(1).max(12),
  /** ISO time of the reading. */
  readAt: z.string(),
  /** Changes exactly when tables, columns, types or keys change. */
  fingerprint: z.string(),
})
export type Catalog = z.infer<typeof Catalog>

export const DatabaseSummary = z.object({ name: z.string(), tables: z.int().nullable() })
export type DatabaseSummary = z.infer<typeof DatabaseSummary>
