import { useEffect, useRef, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { ChipChoices } from '../../shared/model/plan-edit.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'

const pauseMs = 80

export type Choices = { choices: ChipChoices | null; failure: FailureFacts | null; retry: () => void }

/** What a chip can become. While a search is under way the former choices stay; a late reply to an earlier search is dropped. */
export function useChoices(plan: Plan, path: string, search: string): Choices {
  const [state, setState] = useState<Omit<Choices, 'retry'>>({ choices: null, failure: null })
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(0)
  useEffect(() => {
    const turn = ++latest.current
    const timer = setTimeout(() => {
      client.ask.choices({ plan, path, search }).then(
        (choices) => { if (turn === latest.current) setState({ choices, failure: null }) },
        (error: unknown) => { if (turn === latest.current) setState({ choices: null, failure: failureOf(error) }) },
      )
    }, search === '' ? 0 : pauseMs)
    return () => {
      clearTimeout(timer)
      latest.current++
    }
  }, [plan, path, search, attempt])
  return { ...state, retry: () => { setAttempt(attempt + 1) } }
}
