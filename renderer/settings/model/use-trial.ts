import { useEffect, useRef, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import type { ModelTrial } from '../../../shared/model/model.ts'
import { client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'

type Tried = { baseUrl: string; name: string; key?: string }
/** How a test stands. `startedAt` is a time of `Date.now()`. */
export type Trial = { state: 'none' | 'testing' | 'done' | 'failed'; trial: ModelTrial | null; failure: FailureFacts | null; startedAt: number }

const none: Trial = { state: 'none', trial: null, failure: null, startedAt: 0 }

/** Tries a model, one test at a time. The list of models of the last good test stays until another service is tried. */
export function useTrial(): Trial & { begin: (tried: Tried) => void; cancel: () => void; forget: () => void } {
  const [trial, setTrial] = useState<Trial>(none)
  const going = useRef<AbortController | null>(null)
  const stop = (): void => {
    going.current?.abort()
    going.current = null
  }
  useEffect(() => stop, [])
  const begin = (tried: Tried): void => {
    stop()
    const controller = new AbortController()
    going.current = controller
    setTrial((before) => ({ state: 'testing', trial: before.trial, failure: null, startedAt: Date.now() }))
    const end = (next: Partial<Trial>): void => { if (!controller.signal.aborted) setTrial((before) => ({ ...before, ...next })) }
    client.models.test(tried, { signal: controller.signal }).then(
      (done) => { end({ state: 'done', trial: done }) },
      (error: unknown) => { end({ state: 'failed', trial: null, failure: failureOf(error) }) },
    )
  }
  return {
    ...trial, begin,
    cancel: () => {
      stop()
      setTrial((before) => ({ ...before, state: 'none', failure: null }))
    },
    forget: () => {
      stop()
      setTrial(none)
    },
  }
}
