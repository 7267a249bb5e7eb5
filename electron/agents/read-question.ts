import { Failure, type FailureCode } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Step } from '../../shared/model/step.ts'
import type { Reading } from '../language/understanding.ts'
import { reading } from '../plan/reading.ts'
import { askModel, type Advisor } from './ask-model.ts'
import type { Progress } from './progress.ts'
import type { Knowledge, Question } from './question.ts'
import { sameMeaning } from './same-meaning.ts'
import { understandQuestion, type Understood } from './understand.ts'
import { whileReading } from './while-reading.ts'

/**
 * What came of a question in words. `model` names the model that was asked and where it runs, null when nothing was sent; `engine` whose plan it is;
 * `warnings` what the receipt is to say of it.
 */
export type Read = Understood & { engine: 'offline' | 'model'; model: string | null; warnings: string[] }

const notAsked = 'The model was not asked: sending to it has not been allowed yet.'

/**
 * Understands a question: the offline engine first, and where it is sure, alone. Otherwise the model, where one is set up and allowed, reads the question
 * too. Where both mean the same that is the answer; where they differ a question offers both; where the offline engine has nothing, the model's plan is
 * taken. A model that fails leaves everything as the offline engine would have it. Fails as understanding fails.
 */
export async function* readQuestion(question: Question, text: string, knowledge: Knowledge, advisor: Advisor | null, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, Read> {
  const offline = yield* whileReading(attempt(understandQuestion(question, text, knowledge, signal)), progress)
  const alone = (sentence: string | null, model: string | null): Read => withSentence(offline, sentence, model)
  const standing = advisor?.line.standing ?? 'off'
  if (advisor === null || standing === 'off' || question.reading !== undefined || text.trim() === '' || isSure(offline, advisor.betOn)) return alone(null, null)
  if (standing === 'forbidden') return alone(offline instanceof Failure || offline.kind === 'clarify' ? notAsked : null, null)

  const { line } = advisor
  const model = line.label
  const { index, asOf, calendar, context: { catalog } } = knowledge
  const advice = yield* askModel(text, { index, asOf, calendar }, advisor, progress, signal)
  if (advice.kind === 'none') return alone(advice.sentence, advice.sent ? model : null)

  const theirs: Reading = { plan: advice.plan, confidence: 0, score: 0, ignoredWords: [], assumed: [], trace: [], features: {} }
  const best = bestOf(offline)
  if (best === null) {
    const chosen: Reading = { ...theirs, assumed: [`Read by ${line.name}; the offline engine could not read the question`] }
    return { kind: 'readings', chosen, readings: [], engine: 'model', model, warnings: [] }
  }
  const options = distinct([best.plan, advice.plan].map((plan) => ({ label: reading(plan, catalog), plan })))
  if (options.length === 1 || sameMeaning(best.plan, advice.plan, catalog)) {
    const others = offline instanceof Failure || offline.kind === 'clarify' ? [best] : offline.readings
    return { kind: 'readings', chosen: best, readings: others, engine: 'offline', model, warnings: [] }
  }
  line.judge(advice.call, 'disagreed', 'It read the question otherwise than the offline engine.')
  return { kind: 'clarify', lead: `Quaestor and ${line.name} read this differently.`, isWhole: true, options, readings: [best, theirs], engine: 'model', model, warnings: [] }
}

async function attempt(work: Promise<Understood>): Promise<Understood | Failure> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failure && !unread.has(error.code)) return error
    throw error
  }
}

/** That a question was not read at all is nothing that a model could mend. */
const unread = new Set<FailureCode>(['CANCELLED', 'OUT_OF_MEMORY', 'INTERNAL'])

const isSure = (offline: Understood | Failure, betOn: number): boolean => !(offline instanceof Failure) && offline.kind === 'readings' && offline.whole === true && offline.chosen.confidence >= betOn

/** The reading that the offline engine answers with or offers first; null when it refuses. */
function bestOf(offline: Understood | Failure): Reading | null {
  if (offline instanceof Failure) return null
  return offline.kind === 'readings' ? offline.chosen : offline.readings[0] ?? null
}

const distinct = (options: { label: string; plan: Plan }[]): { label: string; plan: Plan }[] => options.filter(({ label }, at) => options.findIndex((other) => other.label === label) === at)

/** As the offline engine left it, with one sentence where people look: in the receipt, the question back, or the hint of the failure. */
function withSentence(offline: Understood | Failure, sentence: string | null, model: string | null): Read {
  if (offline instanceof Failure) {
    if (sentence === null) throw offline
    const { code, message, hint, retry, detail } = offline
    throw new Failure(code, message, { hint: `${hint} ${sentence}`, retry, detail: { ...detail, model: sentence }, cause: offline.cause })
  }
  const asked = offline.kind === 'clarify' && sentence !== null ? { ...offline, note: sentence } : offline
  return { ...asked, engine: 'offline', model, warnings: sentence === null ? [] : [sentence] }
}
