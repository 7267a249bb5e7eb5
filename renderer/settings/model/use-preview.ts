import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import type { Outgoing } from '../../../shared/model/model.ts'
import { client } from '../../api/client.ts'
import { failureOf, isAbort } from '../../api/failure.ts'

/** What a question would send; the one before stays while the next is `busy` being made. `about` is what else it depends on. */
export function usePreview(question: string, about: string): { outgoing: Outgoing | null; failure: FailureFacts | null; busy: boolean } {
  const [text] = useDebouncedValue(question.trim(), 200)
  const [preview, setPreview] = useState<{ outgoing: Outgoing | null; failure: FailureFacts | null; of: string | null }>({ outgoing: null, failure: null, of: null })
  const of = `${about}\n${text}`
  useEffect(() => {
    if (text === '') return
    const stop = new AbortController()
    client.models.preview({ text }, { signal: stop.signal }).then(
      (outgoing) => { if (!stop.signal.aborted) setPreview({ outgoing, failure: null, of }) },
      (error: unknown) => { if (!stop.signal.aborted && !isAbort(error)) setPreview({ outgoing: null, failure: failureOf(error), of }) },
    )
    return () => { stop.abort() }
  }, [text, of])
  return { outgoing: preview.outgoing, failure: preview.failure, busy: question.trim() !== '' && (preview.of !== of || text !== question.trim()) }
}
