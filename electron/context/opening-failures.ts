import { Failure } from '../../shared/model/failure.ts'

/** A later selection took the place of this one. */
export const superseded = (): Failure => new Failure('CANCELLED', 'Another database was chosen meanwhile.', { hint: 'Choose this one again if you want it.', retry: true })

/** What ended an opening, as a Failure. */
export function openingFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure('INTERNAL', 'The database could not be opened, for a reason inside Quaestor itself.', { hint: 'Try again; if it happens again, report it.', retry: true, cause: error })
}
