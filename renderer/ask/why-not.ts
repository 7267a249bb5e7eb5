import type { ContextState } from '../../shared/model/context.ts'

/** Why nothing can be asked now; `choose` when choosing a database is the way out. Null when it can; what is asked while a database opens waits for it. */
export function whyNot(context: ContextState | null): { text: string; choose: boolean } | null {
  if (context === null) return { text: 'Connecting to the engine…', choose: false }
  switch (context.state) {
    case 'none': return { text: 'Choose a database to ask about', choose: true }
    case 'failed': return { text: `${context.sourceName} cannot be opened`, choose: true }
    case 'opening': case 'ready': case 'idle': case 'lost': return null
  }
}
