import { setTimeout as delay } from 'node:timers/promises'

/** Several senders pass on the same keystroke: the terminal, npm, the script that started this. */
const sameKeystrokeMs = 400
/** Closing waits for statements to be cancelled in their databases, and not for ever. */
const mostMs = 8_000

/** Ends the process with 0 once `close` is done: at Ctrl-C, at a request to end, or when who started it is gone. A second Ctrl-C ends it at once. */
export function stopWith(close: () => Promise<void>): void {
  let since: number | null = null
  const stop = (): void => {
    const now = performance.now()
    if (since !== null) {
      if (now - since > sameKeystrokeMs) process.exit(130)
      return
    }
    since = now
    void Promise.race([close(), delay(mostMs)]).then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exit(1)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  if (process.channel) process.on('disconnect', stop)
}
