import { implement, ORPCError, ValidationError } from '@orpc/server'
import { contract } from '../../../shared/contract/contract.ts'
import { failureError } from '../../../shared/contract/procedure.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { Session } from '../../../shared/model/session.ts'
import type { Workbench } from '../workbench.ts'
import { requireBounded } from './bounded.ts'
import { statusOf } from './status.ts'

/**
 * The contract, to be implemented on behalf of the session that a host puts into the context. Here, and nowhere else, a call notes that its window
 * is there, and whatever fails becomes the typed error of the contract; `report` is told of what no Failure foresaw.
 */
export const baseFor = ({ windows, options: { report } }: Pick<Workbench, 'windows' | 'options'>) => implement(contract).$context<{ session: Session }>().use(async ({ context, next, path }, input) => {
  const leave = windows.enter(context.session)
  const wire = (error: unknown): Error => wireError(error, path, report)
  try {
    requireBounded(input)
    const result = await next()
    return { ...result, output: followed(result.output, wire, leave) }
  } catch (error) {
    leave()
    throw wire(error)
  }
})
export type Base = ReturnType<typeof baseFor>

function wireError(error: unknown, path: readonly string[], report: (failure: Failure) => void): ORPCError<typeof failureError, unknown> {
  const failure = asFailure(error, path)
  if (failure.code === 'INTERNAL') report(failure)
  return new ORPCError(failureError, { status: statusOf(failure.code), message: failure.message, data: failure.facts(), cause: error })
}

type Values = AsyncGenerator<unknown, unknown>

/** What a procedure gave: an iterator whose failures are the typed error too. `ended` is called once the call is over, iterating included. */
function followed(output: unknown, wire: (error: unknown) => Error, ended: () => void): unknown {
  if (!isIterator(output)) {
    ended()
    return output
  }
  const told = async (next: Promise<IteratorResult<unknown, unknown>>): Promise<IteratorResult<unknown, unknown>> => {
    try {
      const result = await next
      if (result.done === true) ended()
      return result
    } catch (error) {
      ended()
      throw wire(error)
    }
  }
  const values: Values = {
    next: () => told(output.next()),
    return: (value) => told(output.return(value)),
    throw: (error) => told(output.throw(error)),
    [Symbol.asyncIterator]: () => values,
    [Symbol.asyncDispose]: async () => { await values.return(undefined) },
  }
  return values
}

const isIterator = (output: unknown): output is Values => typeof output === 'object' && output !== null && Symbol.asyncIterator in output

function asFailure(error: unknown, path: readonly string[]): Failure {
  if (error instanceof Failure) return error
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const [issue] = error.cause.issues
    const field = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') ?? ''
    return new Failure('BAD_REQUEST', `${path.join('.')} was called with a wrong ${field === '' ? 'input' : `“${field}”`}.`, { hint: 'Correct it and call again.', detail: { field, problem: issue?.message ?? '' } })
  }
  return new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Try again; if it happens again, report it.', retry: true, cause: error })
}
