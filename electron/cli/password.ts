import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Failure } from '../../shared/model/failure.ts'

/**
 * Asks on the terminal without showing what is typed. The prompt goes to stderr, so that stdout stays the answer alone. Fails with CANCELLED on
 * Ctrl-C (which a terminal that hides what is typed sends as a character, not as a signal) and when `signal` aborts.
 */
export async function askPassword(prompt: string, input: NodeJS.ReadableStream, output: NodeJS.WritableStream, signal: AbortSignal): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => { done() } })
  const lines = createInterface({ input, output: silent, terminal: true })
  // Only now: from here on the terminal shows nothing of what is typed.
  output.write(prompt)
  try {
    return await new Promise((answer, refuse) => {
      const cancelled = (): void => { refuse(new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })) }
      lines.once('line', answer)
      lines.once('SIGINT', cancelled)
      lines.once('close', () => { answer('') })
      signal.addEventListener('abort', cancelled, { once: true })
    })
  } finally {
    lines.close()
    output.write('\n')
  }
}
