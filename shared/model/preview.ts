import * as z from 'zod'
import { ColumnFormat } from './column-format.ts'
import { Plan } from './plan.ts'
import { ResultColumn } from './result.ts'
import { Cell } from './value.ts'

/** So much of an answer is enough to choose by. */
export const previewBounds = { rows: 3, columns: 5, characters: 60 }

/** What a reading would answer: its first rows and how many there are, or why that is not known. Long texts are cut. */
export const Preview = z.discriminatedUnion('kind', [
  /** `more`: there are more rows than were counted. `columnsLeftOut` further columns are not shown. */
  z.object({ kind: z.literal('rows'), columns: z.array(ResultColumn), formats: z.record(z.string(), ColumnFormat), rows: z.array(z.array(Cell)), count: z.int(), more: z.boolean(), columnsLeftOut: z.int() }),
  /** `late`: it takes longer than a question back may. `large`: its tables are too large to try. `failed`: the database would not run it. */
  z.object({ kind: z.literal('unknown'), why: z.enum(['late', 'large', 'failed']) }),
])
export type Preview = z.infer<typeof Preview>

/** One of the meanings to choose from. */
export const Choice = z.object({
  /** What is decided by it, in a few words. */
  decision: z.string(),
  /** The reading as a sentence. */
  label: z.string(),
  plan: Plan,
  preview: Preview,
  /** Its number among the readings of the question, from 1; absent when it is none of them. */
  reading: z.int().optional(),
})
export type Choice = z.infer<typeof Choice>
