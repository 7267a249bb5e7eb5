import { useContextFacts } from '../state/context.ts'
import type { Run } from '../state/thread.ts'

/** Whether the database that a run was asked in is the one that is open: its plan means nothing in another. */
export function useIsHere({ summary }: Run): boolean {
  const facts = useContextFacts()
  return facts !== null && facts.sourceName === summary.sourceName && (summary.database === '' || facts.database === summary.database)
}
