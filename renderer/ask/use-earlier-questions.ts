import { useRef } from 'react'
import { client } from '../api/client.ts'
import { useThread } from '../state/thread.ts'

const kept = 100

/** Questions asked before, oldest first: those that history keeps, read when they are first wanted, then those of this thread. */
export function useEarlierQuestions(): { load: () => void; questions: () => string[] } {
  const before = useRef<string[] | null>(null)
  const load = (): void => {
    if (before.current !== null) return
    before.current = []
    client.history.list({ count: kept }).then((entries) => { before.current = entries.map(({ question }) => question).reverse() }, () => { before.current = null })
  }
  const questions = (): string[] => {
    const here = useThread.getState().runs.flatMap(({ summary: { asked } }) => (asked.kind === 'words' ? [asked.text] : []))
    const fresh = new Set(here)
    return [...(before.current ?? []).filter((question) => question !== '' && !fresh.has(question)), ...here]
  }
  return { load, questions }
}
