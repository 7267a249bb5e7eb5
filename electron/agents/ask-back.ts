import type { Plan } from '../../shared/model/plan.ts'
import type { Choice } from '../../shared/model/preview.ts'
import type { Step } from '../../shared/model/step.ts'
import type { Reading } from '../language/understanding.ts'
import { decision, type Decision } from '../plan/decision.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import type { Limits } from '../sources/source.ts'
import { showing } from './beats.ts'
import { foundText, isEmpty, previewOf } from './preview-of.ts'
import type { Progress } from './progress.ts'
import type { Knowledge } from './question.ts'
import { agreedConfidence } from './try-readings.ts'
import { trialBounds, tryPlans, type Trial } from './try-options.ts'
import type { Unclear } from './understand.ts'

/** How an unclear question is settled: a question back, or the likeliest reading, because all of them find the same rows. */
export type Settled = { kind: 'clarify'; question: string; options: Choice[] } | { kind: 'readings'; chosen: Reading; readings: Reading[] }

/** More would be a list to study, not a question. */
const mostOptions = 4
/** A reading this many times less likely than the best is noise, unless it is the only other. */
const noise = 12
const beatMs = 250

type Option = Unclear['options'][number]
type Tried = { option: Option; trial: Trial; found: string | null }

/**
 * Tries the meanings of an unclear question on the data. Those that find the same rows count as one, the likeliest; where nothing else is left it is the answer, unless a
 * part of the question was not used, which is never passed over. Otherwise one question about the first thing they decide differently, each with what it
 * would answer, those that find nothing last. Fails with CANCELLED only.
 */
export async function* askBack(unclear: Unclear, { context }: Knowledge, limits: Limits, progress: Progress, signal: AbortSignal, bounds = trialBounds): AsyncGenerator<Step, Settled> {
  const options = likely(unclear)
  const detail = options.length === 1 ? 'Trying this reading' : `Trying ${options.length} readings`
  const part = 0.6
  yield progress.within('understand', detail, part)
  const plans = options.map(({ plan }) => inReadableOrder(plan))
  const trials = yield* showing(tryPlans(plans, context, limits, signal, bounds), beatMs, () => progress.within('understand', detail, part))
  const tried = options.map((option, at): Tried => ({ option, trial: trials[at]!, found: foundText(trials[at]!, plans[at]!) }))
  const distinct = tried.filter(({ found }, at) => found === null || tried.findIndex((other) => other.found === found) === at)
  const [first] = distinct
  const chosen = readingOf(unclear, first?.option)
  if (unclear.isWhole && distinct.length === 1 && chosen !== undefined) return agreed(chosen, tried, unclear)
  const ordered = [...distinct.filter(({ trial }) => !isEmpty(trial)), ...distinct.filter(({ trial }) => isEmpty(trial))]
  const decided = decision(ordered.map(({ option }) => option.plan), context.catalog)
  return { kind: 'clarify', question: questionOf(unclear, decided, ordered.length), options: ordered.map(({ option, trial }, at) => choiceOf(unclear, option, trial, decided.labels[at] ?? '')) }
}

/** The options that anyone could mean, at least two of them where there are two. */
function likely(unclear: Unclear): Option[] {
  const best = readingOf(unclear, unclear.options[0])?.score
  const isLikely = (option: Option): boolean => {
    const score = readingOf(unclear, option)?.score
    return best === undefined || score === undefined || Math.exp(best - score) < noise
  }
  return unclear.options.filter((option, at) => at < 2 || isLikely(option)).slice(0, mostOptions)
}

const readingOf = ({ readings }: Unclear, option: { plan: Plan } | undefined): Reading | undefined => readings.find(({ plan }) => plan === option?.plan)

/** All that was tried finds the same rows, so that nothing has to be asked. */
function agreed(chosen: Reading, tried: readonly Tried[], unclear: Unclear): Settled {
  const others = tried.length - 1
  const same = new Set(tried.map(({ option }) => option.plan))
  const confidence = agreedConfidence(chosen, tried.flatMap(({ option }) => readingOf(unclear, option) ?? []), unclear.readings)
  const note = others === 1 ? 'Another reading of the question finds the same rows' : `${others} other readings of the question find the same rows`
  const sure: Reading = { ...chosen, confidence, assumed: others === 0 ? chosen.assumed : [...chosen.assumed, note] }
  return { kind: 'readings', chosen: sure, readings: unclear.readings.map((reading) => (reading === chosen ? sure : same.has(reading.plan) ? { ...reading, same: true } : reading)) }
}

function questionOf({ lead, question, note }: Unclear, decided: Decision, options: number): string {
  const asked = question ?? (options === 1 ? 'Is this what you mean?' : decided.question)
  const led = lead === '' ? asked : lead.endsWith(',') ? `${lead} ${asked.charAt(0).toLowerCase()}${asked.slice(1)}` : `${lead} ${asked}`
  return note === undefined ? led : `${led} ${note}`
}

function choiceOf(unclear: Unclear, option: Option, trial: Trial, decided: string): Choice {
  const at = unclear.readings.findIndex(({ plan }) => plan === option.plan)
  return { decision: option.decision ?? decided, label: option.label, plan: option.plan, preview: previewOf(trial, option.plan), ...(at < 0 ? {} : { reading: at + 1 }) }
}
