import type { Failure } from '../../shared/model/failure.ts'
import type { Outcome as WireOutcome } from '../../shared/model/outcome.ts'
import type { Outcome } from './question.ts'

/** The end of a run as it travels: of the readings, what a person chooses by. */
export function wireOutcome(end: Outcome | Failure): WireOutcome {
  if (!('kind' in end)) return { kind: 'failed', failure: end.facts() }
  if (end.kind === 'clarify') return { kind: 'clarify', question: end.question, options: end.options, refines: end.refines, model: end.model }
  return { kind: 'answer', answer: end.answer, readings: end.readings.map(({ short, title, difference, same, confidence, plan }) => ({ short, title, difference, same: same ?? false, confidence, plan })), refines: end.refines }
}
