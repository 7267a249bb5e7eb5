import { isAbort } from './failure.ts'

const pausesMs = [100, 400, 1_200, 4_000]

/**
 * Follows a stream of the engine for as long as `signal` lasts: `open` is called again whenever the stream breaks, and says itself where to go on.
 * A stream that ends by itself is over. An error that `isFinal` knows ends it too, and is thrown.
 */
export async function follow<Event>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>, see: (event: Event) => void, { signal, isFinal }: { signal: AbortSignal; isFinal: (error: unknown) => boolean },
): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      for await (const event of await open(signal)) {
        failures = 0
        see(event)
      }
      return
    } catch (error) {
      if (signal.aborted || (isAbort(error) && signal.aborted)) return
      if (isFinal(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pausesMs[Math.min(failures, pausesMs.length - 1)]))
      failures++
    }
  }
}
