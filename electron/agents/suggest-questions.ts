import { setImmediate as others } from 'node:timers/promises'
import type { Suggestion } from '../../shared/contract/ask.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { CalendarName, Plan } from '../../shared/model/plan.ts'
import type { IsoDate } from '../../shared/model/value.ts'
import { understand } from '../language/understand.ts'
import { checkPlan } from '../plan/compile.ts'
import { tablesRead } from '../plan/query.ts'
import type { Knowledge } from './question.ts'
import { draftsFor, type Draft } from './suggest-drafts.ts'

/** `clock` in milliseconds. */
export type SuggestOptions = { asOf: IsoDate; calendar: CalendarName; count: number; clock: () => number }

/** A question that the engine is less sure of than this is no good example. */
const sureEnough = 0.5
/** Understanding one question takes a millisecond on a dozen tables and many on a thousand; so much work at most, in tries times tables. */
const mostWork = 16_000
const mostTried = 60
const leastTried = 12
/** A database of ordinary size needs a tenth of this. */
const longestMs = 3_000

/**
 * Questions that this database answers, made from its metrics, tables, terms, dates and categories: as varied as can be, best first, each tried
 * with the engine that will be asked it. Same knowledge, same questions, unless time runs out; fewer than `count` when the database gives no more. Reads
 * no rows, and lets others work after each try.
 */
export async function suggestQuestions(knowledge: Pick<Knowledge, 'index' | 'glossary'>, { asOf, calendar, count, clock }: SuggestOptions): Promise<Suggestion[]> {
  const until = clock() + longestMs
  const found: Suggestion[] = []
  const used = new Set<string>()
  const slots = draftsFor(knowledge, asOf).map((drafts) => [...drafts])
  let tried = 0
  const most = Math.max(leastTried, Math.min(mostTried, Math.floor(mostWork / Math.max(1, knowledge.index.tables.length))))
  const mayTry = (): boolean => tried < most && clock() < until
  while (found.length < count && slots.some((drafts) => drafts.length > 0) && mayTry()) {
    for (const drafts of slots) {
      if (found.length === count) break
      for (let next = takeFreshest(drafts, used); next !== undefined && mayTry(); next = takeFreshest(drafts, used)) {
        tried += 1
        await others()
        const { text, subjects } = next
        const plan = answered(next, knowledge, { asOf, calendar })
        if (plan === null || found.some((other) => other.text === text)) continue
        for (const subject of subjects) used.add(subject)
        found.push({ text, about: tablesRead(plan).slice(0, 3).join(', ') })
        break
      }
    }
  }
  return found
}

/** The first draft about something new, else the first. */
function takeFreshest(drafts: Draft[], used: ReadonlySet<string>): Draft | undefined {
  const at = Math.max(0, drafts.findIndex((draft) => draft.subjects.every((subject) => !used.has(subject))))
  return drafts.splice(at, 1)[0]
}

/** The plan of a question that is understood as it was meant, with every word; null otherwise. */
function answered(draft: Draft, { index }: Pick<Knowledge, 'index'>, options: { asOf: IsoDate; calendar: CalendarName }): Plan | null {
  const understanding = understand(draft.text, index, { ...options, top: 1 })
  const [reading] = understanding.readings
  if (understanding.outcome !== 'answered' || reading === undefined || reading.confidence < sureEnough || reading.ignoredWords.length > 0) return null
  if (!draft.meant(reading.plan)) return null
  try {
    checkPlan(reading.plan, index.catalog)
    return reading.plan
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
