import { Failure } from '../../../shared/model/failure.ts'

export function notYet(): never {
  throw new Failure('NOT_SUPPORTED', 'Quaestor cannot do this yet.', { hint: 'Do it another way for now.' })
}
