import { Failure } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Step } from '../../shared/model/step.ts'
import type { After } from '../context/timers.ts'
import { jsonIn } from '../models/answer-json.ts'
import { conversation, mending, type Setting } from '../models/conversation.ts'
import { readDraft } from '../models/draft-schema.ts'
import { cancelled, late } from '../models/failures.ts'
import { planOfDraft } from '../models/fill/plan.ts'
import type { Completion, ModelLine } from '../models/line.ts'
import { showing } from './beats.ts'
import type { Progress } from './progress.ts'

/** How often an answer is sent back to be mended. */
const mostMendings = 2
/** Shorter than elsewhere: steps that follow each other closely are not all shown, and who is asked should be. */
const beatMs = 250

/** A model as the pipeline sees it. `betOn`: at this confidence, a calibrated probability, the offline engine answers alone. */
export type Advisor = { line: ModelLine; after: After; betOn: number }

/** What a model made of a question: a plan and the call of the ledger it came in, or one sentence about why there is none, and whether anything went out. */
export type ModelReading = { kind: 'plan'; plan: Plan; call: string } | { kind: 'none'; sentence: string; sent: boolean }

/**
 * Has a model read a question: it fills a draft, which is checked against the catalog and made a plan; an answer that does not do goes back at most twice,
 * within the time of one question. Each call is a step of its own. A model that fails in whatever way ends in one sentence; only cancelling fails, with CANCELLED.
 */
export async function* askModel(text: string, setting: Setting, { line, after }: Advisor, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, ModelReading> {
  const stop = new AbortController()
  const began = progress.elapsedMs
  const callOff = after(line.times.question, () => { stop.abort(late('The model took too long.', {})) })
  const first = conversation(text, setting, { comments: line.comments })
  let messages = first
  let pending: Promise<Completion> | null = null
  let sent = false
  const none = (why: string): ModelReading => ({ kind: 'none', sentence: `The model ${line.name} was no help: ${why} The question was read without it.`, sent })
  try {
    for (let mended = 0; ; mended += 1) {
      const detail = mended === 0 ? `Asking ${line.name}` : `Mending the model's answer (${mended} of ${mostMendings})`
      const part = 0.1 + 0.3 * mended
      yield progress.within('understand', detail, part)
      pending = line.complete(text, messages, AbortSignal.any([signal, stop.signal]), () => { sent = true })
      const { text: answer, call } = yield* showing(pending, beatMs, () => progress.within('understand', detail, part))
      const read = planIn(answer, setting)
      if ('plan' in read) return { kind: 'plan', plan: read.plan, call }
      const over = read.final || mended === mostMendings || line.times.question - (progress.elapsedMs - began) < line.times.mending
      line.judge(call, over ? 'nonsense' : 'repaired', read.problem)
      if (over) return none(read.final ? 'it found no way to answer from these tables.' : `its answer did not fit this database${mended === 0 ? '' : `, also when corrected ${mended === 1 ? 'once' : 'twice'}`}.`)
      messages = mending(first, answer, [read.problem])
    }
  } catch (error) {
    if (signal.aborted) throw cancelled()
    return none(error instanceof Failure ? lowered(error.message) : 'something unexpected went wrong in Quaestor itself.')
  } finally {
    callOff()
    stop.abort(cancelled())
    await pending?.catch(() => undefined)
  }
}

function planIn(answer: string, setting: Setting): { plan: Plan } | { problem: string; final: boolean } {
  const value = jsonIn(answer)
  if (value === undefined) return { problem: 'The answer holds no whole JSON object.', final: false }
  const read = readDraft(value)
  if ('problem' in read) return { ...read, final: false }
  if (read.draft.cannot !== null && read.draft.measures.length + read.draft.show.length === 0 && read.draft.rows === null) return { problem: 'It found no way to answer from these tables.', final: true }
  const made = planOfDraft(read.draft, setting)
  return 'plan' in made ? made : { ...made, final: false }
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1)
