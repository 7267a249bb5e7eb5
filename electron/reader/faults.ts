import { Failure } from '../../shared/model/failure.ts'

/** What ended the thread, as the questions on it are told; the next question starts it again. */
export function threadGone(cause: unknown): Failure {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new Failure('OUT_OF_MEMORY', 'There was not enough memory to read this question.', { hint: 'Leave databases that are open in other windows, or ask in fewer words.', retry: true, cause })
  }
  return new Failure('INTERNAL', 'The part of Quaestor that reads questions has stopped.', { hint: 'Ask again: it starts anew.', retry: true, cause })
}

/** What went wrong while reading, as it travels. */
export function asFailure(cause: unknown): Failure {
  return cause instanceof Failure ? cause : new Failure('INTERNAL', 'Something unexpected went wrong while the question was read.', { hint: 'Ask again; if it happens again, report it.', cause })
}

export const cancelled = (): Failure => new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })
