import { Failure } from '../../shared/model/failure.ts'
import type { ModelCallOutcome } from '../../shared/model/model.ts'

type Detail = Record<string, unknown>

/** Nothing answers, or the line broke. */
export const unreachable = (message: string, detail: Detail, cause?: unknown): Failure =>
  new Failure('MODEL_UNREACHABLE', message, { hint: 'Check that the model is running and that its address is right.', retry: true, detail, ...(cause === undefined ? {} : { cause }) })

/** It answers too slowly. */
export const late = (message: string, detail: Detail): Failure =>
  new Failure('MODEL_UNREACHABLE', message, { hint: 'Try again, or choose a smaller model.', retry: true, detail: { ...detail, late: true } })

/** It does not want to, or Quaestor does not. */
export const refused = (message: string, hint: string, detail: Detail): Failure => new Failure('MODEL_REFUSED', message, { hint, detail })

/** What came back is no answer. */
export const nonsense = (message: string, detail: Detail, cause?: unknown): Failure =>
  new Failure('MODEL_NONSENSE', message, { hint: 'Check the address, or choose another model.', retry: true, detail, ...(cause === undefined ? {} : { cause }) })

export const cancelled = (): Failure => new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })

/** How the ledger calls the end of a call that failed. */
export function outcomeOf({ code, detail }: Failure): ModelCallOutcome {
  if (code === 'CANCELLED') return 'cancelled'
  if (code === 'MODEL_UNREACHABLE') return detail?.late === true ? 'late' : 'unreachable'
  return code === 'MODEL_REFUSED' ? 'refused' : 'nonsense'
}
