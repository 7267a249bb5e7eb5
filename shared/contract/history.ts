import * as z from 'zod'
import { Plan } from '../model/plan.ts'
import { procedure } from './procedure.ts'

/** A question that was asked, and what became of it. */
export const HistoryEntry = z.object({
  id: z.string(), askedAt: z.string(), sourceId: z.string(), sourceName: z.string(), database: z.string(), question: z.string(), plan: Plan.nullable(), sql: z.string().nullable(),
  outcome: z.enum(['answered', 'clarify', 'refused', 'failed', 'cancelled']), rows: z.int().nullable(), elapsedMs: z.number(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const history = {
  /** `search`: words that must all occur, in any order and case. `before`: the id after which the next page begins. */
  list: procedure('Questions asked, the latest first')
    .input(z.object({ search: z.string().max(500).default(''), before: z.string().optional(), count: z.int().min(1).max(200).default(50), sourceId: z.string().optional() })).output(z.array(HistoryEntry)),
  remove: procedure('Forgets a question').input(z.object({ id: z.string() })),
  clear: procedure('Forgets every question').output(z.object({ removed: z.int() })),
}
