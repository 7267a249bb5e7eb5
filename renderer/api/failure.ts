import { ORPCError } from '@orpc/client'
import { failureError } from '../../shared/contract/procedure.ts'
import { FailureFacts } from '../../shared/model/failure.ts'

const disconnected: FailureFacts = { code: 'DISCONNECTED', message: 'The connection to Quaestor’s engine was lost.', hint: 'It is tried again by itself; nothing in your databases was changed.', retry: true }

/** What went wrong, as the engine told it; anything else is a lost connection or a fault of the interface. */
export function failureOf(error: unknown): FailureFacts {
  if (error instanceof ORPCError && error.code === failureError) {
    const facts = FailureFacts.safeParse(error.data)
    if (facts.success) return facts.data
  }
  if (error instanceof ORPCError) return { code: 'INTERNAL', message: 'Something unexpected went wrong in Quaestor itself.', hint: 'Try again; if it happens again, restart Quaestor.', retry: true, detail: { status: error.status, code: String(error.code) } }
  if (error instanceof DOMException || error instanceof TypeError || (error instanceof Error && /abort|not open|closed/i.test(error.message))) return disconnected
  return { code: 'INTERNAL', message: 'Something unexpected went wrong in this window.', hint: 'Reload the window; if it happens again, report it.', retry: true }
}

/** A call that was given up because its component left. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
