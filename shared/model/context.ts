import * as z from 'zod'
import { FailureFacts } from './failure.ts'
import { CalendarName } from './plan.ts'
import { Dialect, IsoDate } from './value.ts'

/** A change of the schema since the last reading, in one sentence. */
export const SchemaChange = z.object({ severity: z.enum(['harmless', 'notable', 'breaking']), table: z.string(), text: z.string() })
export type SchemaChange = z.infer<typeof SchemaChange>

/** What a window's questions are asked in. */
export const ContextFacts = z.object({
  sourceId: z.string(),
  sourceName: z.string(),
  kind: z.enum(['mysql', 'sqlite', 'files', 'sample']),
  dialect: Dialect,
  version: z.string(),
  database: z.string(),
  readOnly: z.boolean(),
  privileges: z.array(z.string()),
  transport: z.string().nullable(),
  tables: z.int(),
  asOf: IsoDate,
  calendar: CalendarName,
  fiscalYearStart: z.int(),
  /** Changes exactly when the schema changes. */
  fingerprint: z.string(),
  /** ISO time of the last reading of the schema. */
  readAt: z.string(),
  /** Entries of the vocabulary that do not fit this database. */
  problems: z.array(FailureFacts),
  /** Tables whose contents could not be read: only their columns are known. */
  unread: z.array(z.object({ table: z.string(), failure: FailureFacts })),
  changes: z.array(SchemaChange),
})
export type ContextFacts = z.infer<typeof ContextFacts>

const wanted = { sourceId: z.string(), sourceName: z.string(), database: z.string().nullable() }

/** Where a window stands with its database. */
export const ContextState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  /** `of` is 0 while the number of tables is not known. */
  z.object({ state: z.literal('opening'), ...wanted, detail: z.string(), done: z.int(), of: z.int() }),
  z.object({ state: z.literal('ready'), facts: ContextFacts }),
  /** Released after idle time; the next question opens it again. */
  z.object({ state: z.literal('idle'), facts: ContextFacts }),
  /** A health check failed; it is tried again by itself. */
  z.object({ state: z.literal('lost'), facts: ContextFacts, failure: FailureFacts }),
  z.object({ state: z.literal('failed'), ...wanted, failure: FailureFacts }),
])
export type ContextState = z.infer<typeof ContextState>
