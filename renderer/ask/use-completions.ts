import { useEffect, useRef, useState } from 'react'
import type { Suggestion } from '../../shared/contract/ask.ts'
import { client } from '../api/client.ts'

const pauseMs = 80
const shown = 7

/** Ways to go on from `text`, while `on`; what an earlier text brought is dropped. They are a help: when they cannot be had there are none. */
export function useCompletions(text: string, on: boolean): Suggestion[] {
  const [found, setFound] = useState<Suggestion[]>([])
  const latest = useRef(0)
  useEffect(() => {
    const turn = ++latest.current
    if (!on || text.trim() === '') {
      setFound([])
      return
    }
    const timer = setTimeout(() => {
      client.ask.complete({ text: text.slice(0, 2_000) }).then(
        (suggestions) => { if (turn === latest.current) setFound(suggestions.filter((each) => each.text !== text).slice(0, shown)) },
        () => { if (turn === latest.current) setFound([]) },
      )
    }, pauseMs)
    return () => { clearTimeout(timer) }
  }, [text, on])
  return found
}
