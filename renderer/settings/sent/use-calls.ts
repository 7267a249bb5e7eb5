import { useEffect, useState } from 'react'
import type { ModelCalls } from '../../../shared/contract/models.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { client } from '../../api/client.ts'
import { failureOf, isAbort } from '../../api/failure.ts'

type Ledger = {
  /** Null until they are read. */
  calls: ModelCalls | null
  failure: FailureFacts | null
  /** Whether older calls are being read. */
  busy: boolean
  again: () => void
  older: () => Promise<void>
  clear: () => Promise<void>
}

const page = 50

/** What was sent to models, the latest first, read whenever the page is shown. */
export function useCalls(): Ledger {
  const [calls, setCalls] = useState<ModelCalls | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    client.models.calls({ limit: page }, { signal: stop.signal }).then(
      (found) => { if (!stop.signal.aborted) { setCalls(found); setFailure(null) } },
      (error: unknown) => { if (!stop.signal.aborted && !isAbort(error)) setFailure(failureOf(error)) },
    )
    return () => { stop.abort() }
  }, [attempt])
  const older = async (): Promise<void> => {
    const last = calls?.calls.at(-1)
    if (calls === null || last === undefined) return
    setBusy(true)
    try {
      const found = await client.models.calls({ before: last.id, limit: page })
      setCalls({ ...found, calls: [...calls.calls, ...found.calls] })
      setFailure(null)
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const again = (): void => { setAttempt((now) => now + 1) }
  return {
    calls, failure, busy, older, again,
    clear: async () => {
      await client.models.clearCalls()
      again()
    },
  }
}
