import * as z from 'zod'
import { FailureFacts } from './failure.ts'
import { Metric, Term } from './term.ts'
import { Cell } from './value.ts'

/** Where an entry comes from: the file that lies with the source, or the user's own, which wins. */
export const EntryOrigin = z.enum(['source', 'own'])
export type EntryOrigin = z.infer<typeof EntryOrigin>

/** The business vocabulary of one database as the glossary page shows it. */
export const Vocabulary = z.object({
  metrics: z.array(z.object({ metric: Metric, origin: EntryOrigin, problem: FailureFacts.nullable() })),
  terms: z.array(z.object({ term: Term, origin: EntryOrigin, problem: FailureFacts.nullable() })),
  /** Where the user's own entries are kept, in the format of docs/glossary.md. */
  ownFile: z.string(),
})
export type Vocabulary = z.infer<typeof Vocabulary>

/** An entry of the vocabulary as a form sends it. */
export const Definition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('metric'), metric: Metric }),
  z.object({ kind: z.literal('term'), term: Term }),
])
export type Definition = z.infer<typeof Definition>

/** What a definition would mean now; `value` is the metric's value over all rows, or the number of rows a filter keeps. */
export const DefinitionCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('good'), meaning: z.string(), value: Cell, label: z.string() }),
  z.object({ kind: z.literal('bad'), failure: FailureFacts }),
])
export type DefinitionCheck = z.infer<typeof DefinitionCheck>
