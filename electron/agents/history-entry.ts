import { Failure } from '../../shared/model/failure.ts'
import type { Place } from '../context/hold.ts'
import { addQuestion, type AskedQuestion } from '../store/history.ts'
import type { Store } from '../store/store.ts'
import type { Outcome, Question } from './question.ts'

const refusals = new Set(['UNKNOWN_WORD', 'NOT_UNDERSTOOD', 'NO_JOIN_PATH', 'NOT_SUPPORTED', 'PLAN_INVALID', 'MIXED_CURRENCIES', 'REFUSED_BY_GUARD', 'REFUSED_BY_POLICY'])

/** Starts the record of a question; the function that comes back writes it, given the outcome or what was thrown. `where` is asked at the end, when it is known for sure. */
export function historyEntry(store: Store, workspace: string, question: Pick<Question, 'id' | 'asked'>, where: () => Place, clock: () => Date): (end: unknown) => void {
  const asked = clock()
  return (end) => {
    const { sourceId, sourceName, database } = where()
    addQuestion(store, workspace, {
      id: question.id, askedAt: asked.toISOString(), source: sourceId, sourceName, database, question: question.asked.text, ...ending(end), elapsedMs: clock().getTime() - asked.getTime(),
    })
  }
}

function ending(end: unknown): Pick<AskedQuestion, 'plan' | 'sql' | 'outcome' | 'rows'> {
  const nothing = { plan: null, sql: null, rows: null }
  if (isOutcome(end)) {
    if (end.kind === 'clarify') return { ...nothing, outcome: 'clarify' }
    const { plan, receipt, result } = end.answer
    return { plan, sql: receipt.sql, rows: result.rows, outcome: 'answered' }
  }
  if (!(end instanceof Failure)) return { ...nothing, outcome: 'failed' }
  return { ...nothing, outcome: end.code === 'CANCELLED' ? 'cancelled' : refusals.has(end.code) ? 'refused' : 'failed' }
}

function isOutcome(end: unknown): end is Outcome {
  return typeof end === 'object' && end !== null && !(end instanceof Error) && 'kind' in end
}
