import * as z from 'zod'
import { Answer } from './answer.ts'
import { FailureFacts } from './failure.ts'
import { Plan } from './plan.ts'
import { Choice } from './preview.ts'
import { Step } from './step.ts'

/** A reading on offer: in a few words, and in full; in what it differs from the one that is answered, and whether it is known to find the same rows. */
export const OfferedReading = z.object({ short: z.string(), title: z.string(), difference: z.string(), same: z.boolean(), confidence: z.number(), plan: Plan })
export type OfferedReading = z.infer<typeof OfferedReading>

/** How a run ended. `clarify`: the readings give different numbers, and one question tells them apart. */
export const Outcome = z.discriminatedUnion('kind', [
  /** `refines`: what is asked about, when the words changed the answer before. `model`: the one that the words were sent to. */
  z.object({ kind: z.literal('answer'), answer: Answer, readings: z.array(OfferedReading), refines: z.string().optional() }),
  z.object({ kind: z.literal('clarify'), question: z.string(), options: z.array(Choice), refines: z.string().optional(), model: z.string().nullish() }),
  z.object({ kind: z.literal('failed'), failure: FailureFacts }),
])
export type Outcome = z.infer<typeof Outcome>

/** What a watcher of a run sees. Numbers count from 1 without gaps; `end` is the last. */
export const RunEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), number: z.int(), step: Step }),
  z.object({ kind: z.literal('end'), number: z.int(), outcome: Outcome }),
])
export type RunEvent = z.infer<typeof RunEvent>

/** What is to be run: words to understand, a plan to run as it is (a chip was changed, a reading chosen), or SQL written by hand. */
export const Asked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('words'), text: z.string().max(2_000) }),
  z.object({ kind: z.literal('plan'), text: z.string().max(2_000), plan: Plan }),
  z.object({ kind: z.literal('sql'), text: z.string().max(2_000), sql: z.string().max(100_000) }),
])
export type Asked = z.infer<typeof Asked>

/** A run that the engine still knows. */
export const RunSummary = z.object({
  id: z.string(),
  asked: Asked,
  /** The run whose answer this one refines or opens, or that words were said after. */
  parent: z.string().nullable(),
  startedAt: z.string(),
  sourceName: z.string(),
  /** Empty when it was asked while the first database of a source was being opened. */
  database: z.string(),
  ended: z.boolean(),
})
export type RunSummary = z.infer<typeof RunSummary>
