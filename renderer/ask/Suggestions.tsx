import { useEffect, useState } from 'react'
import type { Suggestion } from '../../shared/contract/ask.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { askWords } from '../state/thread.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './Suggestions.module.css'

const shown = 6
type State = { suggestions: Suggestion[] | null; failure: FailureFacts | null }

/** Six questions to try. `about` names the database and its schema: when it changes, they are made anew. */
export function Suggestions({ about }: { about: string }) {
  const [{ suggestions, failure }, setState] = useState<State>({ suggestions: null, failure: null })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let left = false
    setState({ suggestions: null, failure: null })
    client.ask.suggestions().then(
      (found) => { if (!left) setState({ suggestions: found.slice(0, shown), failure: null }) },
      (error: unknown) => { if (!left) setState({ suggestions: null, failure: failureOf(error) }) },
    )
    return () => { left = true }
  }, [about, attempt])

  if (failure !== null) return <div className={style.failed}><FailureNotice failure={failure} onRemedy={() => { setAttempt(attempt + 1) }} /></div>
  if (suggestions?.length === 0) return <p className={style.none}>Ask for a number, a list or a comparison in the words of your tables.</p>
  return (
    <ul className={style.list} aria-label="Questions to try" aria-busy={suggestions === null}>
      {suggestions === null
        ? Array.from({ length: shown }, (_, at) => <li key={at} className={style.blank}><i /><i /></li>)
        : suggestions.map(({ text, about: tables }) => (
          <li key={text}>
            <button type="button" className={style.suggestion} onClick={() => { void askWords(text) }}>{text}<small>{tables}</small></button>
          </li>
        ))}
    </ul>
  )
}
