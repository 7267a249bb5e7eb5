import * as z from 'zod'
import { Relationship, Table } from '../model/catalog.ts'
import { procedure } from './procedure.ts'

export const TableSummary = z.object({ name: z.string(), kind: z.enum(['table', 'view']), comment: z.string().nullable(), columns: z.int(), rowEstimate: z.int().nullable() })
export type TableSummary = z.infer<typeof TableSummary>

/** Something of the database or its vocabulary that a search found. */
export const Found = z.object({ kind: z.enum(['table', 'column', 'metric', 'term']), label: z.string(), detail: z.string(), table: z.string().nullable(), column: z.string().nullable() })
export type Found = z.infer<typeof Found>

const page = { offset: z.int().min(0).default(0), count: z.int().min(1).max(500).default(200) }

/** The catalog of the window's database. All fail with CONTEXT_MISSING when none is open. */
export const catalog = {
  /** With `search`, tables whose name, comment or columns hold all of its words, best first. */
  tables: procedure('Tables, a page at a time').input(z.object({ search: z.string().max(200).default(''), ...page })).output(z.object({ tables: z.array(TableSummary), total: z.int() })),
  table: procedure('All that is known of a table').input(z.object({ name: z.string() })).output(z.object({ table: Table, relationships: z.array(Relationship) })),
  find: procedure('Tables, columns, metrics and terms by name').input(z.object({ text: z.string().max(200), count: z.int().min(1).max(50).default(12) })).output(z.array(Found)),
  /** Distinct values of a text column that contain `text`; from the profile where it has them, else asked of the source. */
  values: procedure('Values of a column').input(z.object({ table: z.string(), column: z.string(), text: z.string().max(200).default('') })).output(z.array(z.string())),
}
