import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import type { Exit } from './spawn.ts'

/** Why a call was stopped from this side. */
export type Stopped = 'cancelled' | 'late' | 'closed'

/** The Failure for a call that was stopped, or whose child ended on its own. */
export function stoppedFailure(stopped: Stopped | Exit, file: string, milliseconds: number, sql?: string): Failure {
  const detail = { path: file, ...(sql === undefined ? {} : { sql }) }
  switch (stopped) {
    case 'cancelled': return new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true, detail })
    case 'closed': return new Failure('CANCELLED', 'The file was closed.', { hint: 'Open it again.', retry: true, detail })
    case 'late': return new Failure('TIMEOUT', `Stopped after ${Math.round(milliseconds / 1000)} seconds.`, { hint: 'Ask for less: a shorter period, fewer tables.', detail })
  }
  // The watchdog of the child ends it with SIGUSR2, V8 aborts when its heap is full.
  const memory = stopped.signal === 'SIGUSR2' || stopped.signal === 'SIGABRT' || stopped.code === 134
  return memory
    ? new Failure('OUT_OF_MEMORY', 'The question needs more memory than it may have.', { hint: 'Ask for less: fewer columns, a shorter period.', detail })
    : new Failure('CONNECTION_LOST', `The process that reads ${path.basename(file)} ended unexpectedly.`, { hint: 'Ask again; if it happens every time, the file may be damaged.', retry: true, detail: { ...detail, ...stopped } })
}
