import type { ContextState } from '../../shared/model/context.ts'
import { Failure } from '../../shared/model/failure.ts'
import { tableNamed } from '../catalog/lookup.ts'
import type { DatabaseContext } from './database-context.ts'

/**
 * Whether a question may go on: `context` is the one its window is in, null when the window has left the one the question began in. Called before
 * each stage. Fails with CONTEXT_STALE, with what befell the source (SOURCE_UNREACHABLE, CONNECTION_LOST, DATABASE_GONE …), or with CONTEXT_STALE
 * naming the tables that are no longer there.
 */
export function requireContext(context: DatabaseContext | null, state: ContextState, tables: readonly string[]): void {
  if (state.state === 'failed') throw failureOf(state.failure)
  if (context === null) throw windowElsewhere()
  if (state.state === 'lost') throw failureOf(state.failure)
  const gone = tables.filter((table) => tableNamed(context.catalog, table) === undefined)
  if (gone.length > 0) throw contextStale(`${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} no longer in “${context.database}”.`, 'Ask again; the schema has changed meanwhile.', { tables: gone })
}

/** The window has left the database that a question was asked in. */
export const windowElsewhere = (): Failure => contextStale('The window went to another database before this question was answered.', 'Ask it again there.')

export function contextStale(message: string, hint: string, detail?: Record<string, unknown>): Failure {
  return new Failure('CONTEXT_STALE', message, { hint, retry: true, detail })
}

/** No database is open. When one could not be opened, says which. */
export function contextMissing(state: ContextState): Failure {
  if (state.state !== 'failed') return new Failure('CONTEXT_MISSING', 'No database is chosen.', { hint: 'Choose one, or open the sample.' })
  return new Failure('CONTEXT_MISSING', `“${state.sourceName}” is not open: ${state.failure.message}`, { hint: state.failure.hint, detail: { failure: state.failure } })
}

function failureOf({ code, message, ...more }: Extract<ContextState, { state: 'failed' }>['failure']): Failure {
  return new Failure(code, message, more)
}
