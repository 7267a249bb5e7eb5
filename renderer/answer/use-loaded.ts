import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { failureOf } from '../api/failure.ts'

export type Loaded<Value> = { state: 'loading' } | { state: 'ready'; value: Value } | { state: 'failed'; failure: FailureFacts }

/** What a call to the engine gives. It is made again when `key` changes; what arrives for an earlier key is dropped. */
export function useLoaded<Value>(key: string, call: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<{ key: string; was: Loaded<Value> }>({ key, was: { state: 'loading' } })
  useEffect(() => {
    const stop = new AbortController()
    const settle = (was: Loaded<Value>): void => { if (!stop.signal.aborted) setLoaded({ key, was }) }
    call(stop.signal).then((value) => { settle({ state: 'ready', value }) }, (error: unknown) => { settle({ state: 'failed', failure: failureOf(error) }) })
    return () => { stop.abort() }
    // The key stands for everything that the call reads.
  }, [key])
  return loaded.key === key ? loaded.was : { state: 'loading' }
}
