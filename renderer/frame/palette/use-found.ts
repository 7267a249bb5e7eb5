import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { client } from '../../api/client.ts'
import { failureOf, isAbort } from '../../api/failure.ts'
import { useContextFacts } from '../../state/context.ts'
import { foundEntry, questionEntry } from './entries.ts'
import type { Entry } from './group-entries.ts'

type Search = { entries: Entry[]; failure: FailureFacts | null }
const nothing: Search = { entries: [], failure: null }

/** What the engine finds for a query: tables, columns, metrics and terms of the open database, and earlier questions. Without a query, the latest questions. */
export function useFound(query: string, on: boolean): Search {
  const [text] = useDebouncedValue(query.trim(), 90)
  const [search, setSearch] = useState(nothing)
  const database = useContextFacts()?.fingerprint ?? null
  useEffect(() => {
    if (!on) return
    const stop = new AbortController()
    const { signal } = stop
    const catalog = text === '' || database === null ? Promise.resolve([]) : client.catalog.find({ text: text.slice(0, 200), count: 12 }, { signal })
    const questions = client.history.list({ search: text.slice(0, 500), count: text === '' ? 5 : 8 }, { signal })
    Promise.all([catalog, questions]).then(
      ([found, earlier]) => { if (!signal.aborted) setSearch({ entries: [...found.map(foundEntry), ...earlier.map(questionEntry)], failure: null }) },
      (error: unknown) => { if (!signal.aborted && !isAbort(error)) setSearch({ entries: [], failure: failureOf(error) }) },
    )
    return () => { stop.abort() }
  }, [text, database, on])
  return search
}
