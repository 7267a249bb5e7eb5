import type { StreamEvent } from '../source.ts'
import { window, type Answer, type Call, type Fault, type Reply, type Request } from './protocol.ts'
import { startWatchdog } from './watchdog.ts'

/** Sends a batch; resolves when another may be sent. */
export type Send = (event: StreamEvent) => Promise<void>
/** What a child does with a call on the file at `path`: gives its answer, or sends events and gives nothing. */
export type Handler = (path: string, call: Call, send: Send) => Promise<Answer | undefined>

const reply = (message: Reply): void => {
  process.send?.(message)
}

/**
 * Makes this process the child that serves one parent, until the parent goes or its own memory grows past `memory` bytes.
 * `faultOf` says what an error of the handler was.
 */
export function serve(handler: Handler, faultOf: (error: unknown) => Fault, memory: number): void {
  /** Batches that may still be sent, and who waits for one. */
  let credit = 0
  let waiting: (() => void) | null = null
  let watched = false

  const send: Send = async (event) => {
    reply({ kind: 'event', event })
    credit -= 1
    while (credit <= 0) await new Promise<void>((resolve) => { waiting = resolve })
  }

  async function work(path: string, call: Call): Promise<void> {
    try {
      credit = window
      const answer = await handler(path, call, send)
      if (answer !== undefined) reply({ kind: 'answer', answer })
      reply({ kind: 'done' })
    } catch (error) {
      reply({ kind: 'fault', fault: faultOf(error) })
    }
  }

  process.on('message', (request: Request) => {
    if (request.kind === 'more') {
      credit += 1
      waiting?.()
      waiting = null
      return
    }
    if (!watched) startWatchdog(memory)
    watched = true
    void work(request.path, request.call)
  })
  process.on('disconnect', () => process.exit(0))
}
