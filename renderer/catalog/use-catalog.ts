import { useEffect, useState } from 'react'
import type { TableSummary } from '../../shared/contract/catalog.ts'
import type { Relationship, Table } from '../../shared/model/catalog.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { useConnection } from '../state/connection.ts'
import { useContextFacts } from '../state/context.ts'

const pageSize = 200

/** While the engine is not reached what is here stays; it is read anew afterwards. */
const useIsLost = (): boolean => useConnection(({ status }) => status === 'lost')

type Listed = { tables: TableSummary[]; total: number; failure: FailureFacts | null; loading: boolean }

/** The tables that a search finds, a page at a time; read anew when the database or its schema changes. */
export function useTables(search: string): Listed & { more: () => void } {
  const facts = useContextFacts()
  const place = facts === null ? null : `${facts.sourceId}/${facts.database}/${facts.fingerprint}/${facts.readAt}`
  const isLost = useIsLost()
  const [listed, setListed] = useState<Listed>({ tables: [], total: 0, failure: null, loading: true })
  const [wanted, setWanted] = useState(pageSize)
  useEffect(() => { setWanted(pageSize) }, [search, place])
  useEffect(() => {
    if (place === null || isLost) return
    let left = false
    setListed((before) => ({ ...before, loading: true }))
    const timer = setTimeout(() => {
      void pages(search, wanted).then(({ tables, total }) => ({ tables, total, failure: null }), (error: unknown) => ({ tables: [], total: 0, failure: failureOf(error) })).then((found) => {
        if (!left) setListed({ ...found, loading: false })
      })
    }, search === '' ? 0 : 120)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [search, place, wanted, isLost])
  return { ...listed, more: () => { if (!listed.loading && listed.tables.length < listed.total) setWanted(listed.tables.length + pageSize) } }
}

async function pages(search: string, wanted: number): Promise<{ tables: TableSummary[]; total: number }> {
  const tables: TableSummary[] = []
  for (;;) {
    const page = await client.catalog.tables({ search, offset: tables.length, count: pageSize })
    tables.push(...page.tables)
    if (page.tables.length === 0 || tables.length >= Math.min(wanted, page.total)) return { tables, total: page.total }
  }
}

export type Known = { table: Table; relationships: Relationship[] }

/** All that is known of a table; null while it is read. */
export function useTable(name: string | null): { known: Known | null; failure: FailureFacts | null } {
  const facts = useContextFacts()
  const place = facts === null ? null : `${facts.sourceId}/${facts.database}/${facts.fingerprint}/${facts.readAt}`
  const isLost = useIsLost()
  const [read, setRead] = useState<{ known: Known | null; failure: FailureFacts | null }>({ known: null, failure: null })
  useEffect(() => {
    if (name === null || place === null || isLost) return
    let left = false
    setRead({ known: null, failure: null })
    void client.catalog.table({ name }).then((known) => ({ known, failure: null }), (error: unknown) => ({ known: null, failure: failureOf(error) })).then((found) => {
      if (!left) setRead(found)
    })
    return () => { left = true }
  }, [name, place, isLost])
  return read
}
