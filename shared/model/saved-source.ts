import * as z from 'zod'
import { DatabaseSummary } from './catalog.ts'
import { SourceSpec } from './source.ts'
import { Dialect } from './value.ts'

/** A source as the user saved it. The password is sealed in the vault and never part of this. */
export const SavedSource = z.object({
  id: z.string(),
  name: z.string(),
  spec: SourceSpec,
  hasPassword: z.boolean(),
  /** The bundled ledger: it can be asked, and neither edited nor removed. */
  bundled: z.boolean(),
  /** ISO time of the last opening; null when it never was opened. */
  lastUsedAt: z.string().nullable(),
  /** The database that was open last. */
  lastDatabase: z.string().nullable(),
})
export type SavedSource = z.infer<typeof SavedSource>

/** What a form says of a source. Without `password` the one saved for `id` is used, unless it would go to another server; null forgets it. */
export const SourceDraft = z.object({
  id: z.string().optional(),
  name: z.string().min(1).max(120),
  spec: SourceSpec,
  password: z.string().max(4_096).nullable().optional(),
})
export type SourceDraft = z.infer<typeof SourceDraft>

/** What a connection test learned. */
export const SourceCheck = z.object({
  dialect: Dialect,
  version: z.string(),
  readOnly: z.boolean(),
  /** What the account may do beyond reading. */
  privileges: z.array(z.string()),
  /** "TLSv1.3", or null in plain text and for files. */
  transport: z.string().nullable(),
  databases: z.array(DatabaseSummary),
  elapsedMs: z.number(),
  /** The statements that make an account which can only read, when this one can do more. */
  grantScript: z.string().nullable(),
})
export type SourceCheck = z.infer<typeof SourceCheck>
