import { create } from 'zustand'
import type { ContextFacts, ContextState } from '../../shared/model/context.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { follow } from '../api/follow.ts'

/** `null` until the engine has said where this window stands. */
export const useContextState = create<{ context: ContextState | null }>(() => ({ context: null }))

/** The facts of the database that is open, idle or lost; null otherwise. */
export const useContextFacts = (): ContextFacts | null => useContextState(({ context }) => (context !== null && 'facts' in context ? context.facts : null))

/** The source that a window has open, opens, or failed to open. */
export const sourceIdOf = (context: ContextState | null): string | null => (context === null || context.state === 'none' ? null : 'facts' in context ? context.facts.sourceId : context.sourceId)

/** Follows where this window stands. It is not said to stand nowhere before it was `resumed`, for until then it may be about to open what it had. */
export function followContext(signal: AbortSignal, resumed: Promise<unknown>): Promise<void> {
  let context: ContextState | null = null
  let isResumed = false
  const show = (): void => { if (context !== null && (isResumed || context.state !== 'none')) useContextState.setState({ context }) }
  const done = (): void => {
    isResumed = true
    show()
  }
  resumed.then(done, done)
  return follow((until) => client.context.watch(undefined, { signal: until }), (next) => {
    context = next
    show()
  }, { signal, isFinal: () => false })
}

/** The watcher shows how an opening goes and ends, its failure too; what is thrown here is told there as well. */
async function quietly(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (failureOf(error).code === 'DISCONNECTED') throw error
  }
}

export const selectDatabase = (sourceId: string, database?: string): Promise<void> => quietly(client.context.select({ sourceId, database }))
export const resumeDatabase = (): Promise<void> => quietly(client.context.resume())
export const refreshDatabase = (): Promise<void> => quietly(client.context.refresh())
export const cancelOpening = (): Promise<void> => quietly(client.context.cancel())
export const closeDatabase = (): Promise<void> => quietly(client.context.close())
