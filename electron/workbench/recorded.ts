import { Failure } from '../../shared/model/failure.ts'
import type { Step } from '../../shared/model/step.ts'
import type { Outcome } from '../agents/question.ts'

/**
 * A run that is recorded however it ends. A history that cannot be written does not take the answer away: its receipt says so, and a failure stays
 * what it was.
 */
export async function* recorded(steps: AsyncGenerator<Step, Outcome>, record: (end: unknown) => void): AsyncGenerator<Step, Outcome> {
  try {
    const outcome = yield* steps
    const missing = written(record, outcome)
    if (missing !== null && outcome.kind === 'answer') outcome.answer.receipt.warnings.push(`This question is not in the history: ${missing}`)
    return outcome
  } catch (error) {
    written(record, error)
    throw error
  }
}

/** Why the record could not be written; null when it was. */
function written(record: (end: unknown) => void, end: unknown): string | null {
  try {
    record(end)
    return null
  } catch (error) {
    return error instanceof Failure ? error.message : 'it could not be written.'
  }
}
