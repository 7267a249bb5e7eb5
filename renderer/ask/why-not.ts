import type { ContextState } from '../../shared/model/context.ts'

/** Why nothing can be asked now; `choose` when choosing a database is the way out. Null when it can. */
export function whyNot(context: ContextState | null): { text: string; choose: boolean } | null {
  if (context === null) return { text: 'Connecting to the engine…', choose: false }
  switch (context.state) {
    case 'none': return { text: 'Choose a database to ask about', choose: true }
    case 'opening': return { text: `Opening ${context.sourceName}…`, choose: false }
    case 'failed': return { text: `${context.sourceName} cannot be opened`, choose: true }
    case 'ready': case 'idle': case 'lost': return null
  }
}
