import * as z from 'zod'
import { IsoDate } from './value.ts'

/** How a meaning was accepted: an option of a clarifying question, another reading, a plan changed by hand, or an answer as it stood. */
export const LearnedHow = z.enum(['option', 'reading', 'edit', 'right'])
export type LearnedHow = z.infer<typeof LearnedHow>

/** That the reading of an answer was accepted before, for this very question. */
export const Accepted = z.object({
  /** The learned question. */
  id: z.string(),
  /** ISO time. */
  at: z.string(),
  how: LearnedHow,
  /** The question it was accepted for, when this one only says the same in other words. */
  like: z.string().nullable(),
  /** What a reader must know of it: which dates were counted anew, or were kept. */
  notes: z.array(z.string()),
})
export type Accepted = z.infer<typeof Accepted>

/** A phrase that was found to mean something else than the engine took it for. */
export const LearnedAlias = z.object({
  kind: z.literal('alias'), id: z.string(), phrase: z.string(),
  /** What it stands for, as the vocabulary writes it: "customers.region", "customers.country = France". */
  means: z.string(),
  /** The question it was learned from. */
  question: z.string(), questionId: z.string(),
  /** ISO time. */
  at: z.string(),
  /** Why it is not used now; null when it is. */
  problem: z.string().nullable(),
})
export type LearnedAlias = z.infer<typeof LearnedAlias>

/** A question whose meaning was accepted. */
export const LearnedQuestion = z.object({
  kind: z.literal('question'), id: z.string(), question: z.string(),
  /** The plan in English; empty when it cannot be said of the database as it is now. */
  reading: z.string(),
  how: LearnedHow,
  at: z.string(),
  /** Relative periods were counted from here when it was learned. */
  asOf: IsoDate,
  /** The schema is another since, and the plan still fits it. */
  schemaChanged: z.boolean(),
  problem: z.string().nullable(),
})
export type LearnedQuestion = z.infer<typeof LearnedQuestion>

export const LearnedEntry = z.discriminatedUnion('kind', [LearnedQuestion, LearnedAlias])
export type LearnedEntry = z.infer<typeof LearnedEntry>
