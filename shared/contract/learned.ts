import * as z from 'zod'
import { LearnedAlias, LearnedEntry, LearnedHow, LearnedQuestion } from '../model/learned.ts'
import { Plan } from '../model/plan.ts'
import { procedure } from './procedure.ts'

/** What was learned of one question. `told` says in sentences what was not learned, and why. */
export const Lesson = z.object({ question: LearnedQuestion, aliases: z.array(LearnedAlias), told: z.array(z.string()) })
export type Lesson = z.infer<typeof Lesson>

/** What corrections taught about the window's database. */
export const learned = {
  /** Every window uses it for its next question. Fails with CONTEXT_MISSING, with BAD_REQUEST for a question without words, and as compiling fails for a plan that does not fit. */
  accept: procedure('Remembers that a question means this plan').input(z.object({ text: z.string().max(2_000), plan: Plan, how: LearnedHow })).output(Lesson),
  /** `search`: words that must all occur. `before`: the id of the question after which the next page begins; each question is followed by its words. */
  list: procedure('What was learned, the latest first')
    .input(z.object({ search: z.string().max(500).default(''), before: z.string().optional(), count: z.int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(LearnedEntry), more: z.boolean(), total: z.int() })),
  /** A question goes with the words that were learned from it. Harmless for what is no longer there. */
  remove: procedure('Forgets one learned thing').input(z.object({ id: z.string() })),
  clear: procedure('Forgets all that was learned about this database').output(z.object({ removed: z.int() })),
}
