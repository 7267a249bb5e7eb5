import type { ConnectionStatus } from '../api/connection.ts'
import type { ContextState } from '../../shared/model/context.ts'
import type { Status } from '../ui/StatusDot.tsx'

export type StatusWords = { status: Status; word: string }

/** How the window stands with its database, in two or three words. */
export function contextWords(context: ContextState | null): StatusWords {
  switch (context?.state) {
    case undefined: return { status: 'busy', word: 'Starting' }
    case 'none': return { status: 'none', word: 'No database' }
    case 'opening': return { status: 'busy', word: context.of > 0 ? `Opening: ${context.done} of ${context.of}` : 'Opening' }
    case 'ready': return { status: 'good', word: 'Connected' }
    case 'idle': return { status: 'idle', word: 'Released while idle' }
    case 'lost': return { status: 'warn', word: 'Database connection lost' }
    case 'failed': return { status: 'bad', word: 'Could not be opened' }
  }
}

/** How the line to the engine is; null while there is nothing to say. */
export function lineWords(status: ConnectionStatus): StatusWords | null {
  switch (status) {
    case 'open': return null
    case 'connecting': return { status: 'busy', word: 'Starting the engine' }
    case 'reconnecting': return { status: 'busy', word: 'Connecting again' }
    case 'fallback': return { status: 'idle', word: 'Connected without live updates' }
    case 'lost': return { status: 'bad', word: 'Engine not reached' }
  }
}
