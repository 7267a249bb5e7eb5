import type { DatabaseSummary, Index } from '../../shared/model/catalog.ts'
import type { Cell, Dialect, ValueType } from '../../shared/model/value.ts'
import type { GuardedSql } from '../guard/guarded.ts'

/** What a connection test learned. */
export type SourceFacts = {
  dialect: Dialect
  version: string
  /** Whether the account can only read; `privileges` names what it should not have. */
  readOnly: boolean
  privileges: string[]
  /** "TLS 1.3", or null in plain text and for files. */
  transport: string | null
}

/** Bounds on one query. The source reads one row more than `rows`, then stops the query. */
export type Limits = { rows: number; milliseconds: number; bytes: number }

export const defaultLimits: Limits = { rows: 1_000, milliseconds: 30_000, bytes: 256 * 1024 * 1024 }

export type DescribedColumn = { name: string; type: ValueType; declared: string; nullable: boolean; comment?: string }
export type DescribedTable = {
  name: string
  kind: 'table' | 'view'
  comment?: string
  columns: DescribedColumn[]
  primaryKey: string[]
  indexes: Index[]
  rowEstimate: number | null
}
export type DescribedKey = { from: { table: string; columns: string[] }; to: { table: string; columns: string[] } }
/** The schema of one database as the engine tells it, from a handful of statements however many tables there are. */
export type DescribedDatabase = { tables: DescribedTable[]; keys: DescribedKey[] }

export type ColumnProfile = { column: string; rows: number; distinct: number; nulls: number; min: Cell; max: Cell; values?: string[] }
export type ProfiledTable = { table: string; columns: ColumnProfile[]; sample: Cell[][] }

export type StreamColumn = { name: string; type: ValueType }
/** First `columns` once, then `rows` in batches; `end` says whether the source had more rows than the limit. */
export type StreamEvent =
  | { kind: 'columns'; columns: StreamColumn[] }
  | { kind: 'rows'; rows: Cell[][] }
  | { kind: 'end'; truncated: boolean }

export type Estimate = { rows: number | null; warnings: string[] }

/** A place to ask. Every method fails with a coded Failure; every statement but the discovery literals arrives as GuardedSql. */
export type Source = {
  readonly dialect: Dialect
  /** Connects, reads version and grants. */
  test(signal?: AbortSignal): Promise<SourceFacts>
  databases(signal?: AbortSignal): Promise<DatabaseSummary[]>
  describe(database: string, signal?: AbortSignal): Promise<DescribedDatabase>
  /** Counts, extremes, up to `valueCap` distinct text values per column, and three sample rows. */
  profile(database: string, table: DescribedTable, options: { valueCap: number; signal?: AbortSignal }): Promise<ProfiledTable>
  /** Expected rows of the result, from EXPLAIN; null where the engine does not say. */
  estimate(database: string, sql: GuardedSql, signal?: AbortSignal): Promise<Estimate>
  /** Streams rows; aborting the signal or leaving the loop stops the statement in the database too. */
  stream(database: string, sql: GuardedSql, options: { limits: Limits; signal?: AbortSignal }): AsyncGenerator<StreamEvent>
  close(): Promise<void>
}
