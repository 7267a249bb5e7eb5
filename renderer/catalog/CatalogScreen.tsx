import { Button, TextInput } from '@mantine/core'
import { ArrowLeft, MessageSquareText, Search } from 'lucide-react'
import { useState } from 'react'
import { hasName } from '../../shared/format/place-text.ts'
import { useContextFacts } from '../state/context.ts'
import { askWords } from '../state/thread.ts'
import { showDialog, showScreen, showTable, useWindow } from '../state/window.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatCount } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { Notice } from '../ui/Notice.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import styles from './CatalogScreen.module.css'
import { ColumnTable } from './ColumnTable.tsx'
import { SampleRows } from './SampleRows.tsx'
import { useTable, useTables } from './use-catalog.ts'

/** All that is known of the open database: its tables, or one of them. */
export function CatalogScreen() {
  const facts = useContextFacts()
  const table = useWindow((state) => state.table)
  if (facts === null) return <EmptyState title="No database is open" actions={<Button onClick={() => { showDialog({ kind: 'source', id: null, engine: 'mysql' }) }}>Connect a database</Button>}>The catalog shows the tables, columns, keys and comments of the database that is open.</EmptyState>
  return <div className={styles.screen}>{table === null ? <Overview /> : <OneTable name={table} />}</div>
}

function Overview() {
  const facts = useContextFacts()
  const [search, setSearch] = useState('')
  const { tables, total, loading, failure, more } = useTables(search)
  return (
    <>
      <header className={styles.header}>
        <h1>{facts?.sourceName} {hasName(facts?.database ?? null) && <span>{facts?.database}</span>}</h1>
        <TextInput aria-label="Search tables" placeholder="Search tables, columns, comments" value={search} leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
      </header>
      {facts !== null && facts.changes.length > 0 && (
        <Notice tone={facts.changes.some(({ severity }) => severity !== 'harmless') ? 'warn' : 'info'} lead="The schema has changed">
          <ul className={styles.changes}>{facts.changes.slice(0, 12).map((change) => <li key={change.text}>{change.text}</li>)}</ul>
          {facts.changes.length > 12 && `and ${facts.changes.length - 12} more`}
        </Notice>
      )}
      {facts !== null && facts.unread.length > 0 && <Notice tone="warn" lead="Known by their columns only">{facts.unread.slice(0, 8).map((one) => one.table).join(', ')}{facts.unread.length > 8 ? ` and ${facts.unread.length - 8} more` : ''}. Their contents could not be read: {facts.unread[0]?.failure.message}</Notice>}
      {failure !== null && <FailureNotice failure={failure} />}
      {loading && tables.length === 0 ? <SkeletonRows rows={10} /> : (
        <table className={styles.tables}>
          <thead><tr><th>Table</th><th>What it holds</th><th className={styles.number}>Columns</th><th className={styles.number}>Rows, about</th></tr></thead>
          <tbody>
            {tables.map((each) => (
              <tr key={each.name}>
                <td><button type="button" className={styles.link} onClick={() => { showTable(each.name) }}>{each.name}</button>{each.kind === 'view' && <span className={styles.tag}>view</span>}</td>
                <td className={styles.comment}>{each.comment}</td>
                <td className={styles.number}>{formatCount(each.columns)}</td>
                <td className={styles.number}>{each.rowEstimate === null ? '–' : formatCount(each.rowEstimate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!loading && tables.length === 0 && failure === null && <EmptyState compact title={search === '' ? 'No tables' : `Nothing matches “${search}”`} />}
      {tables.length < total && <Button variant="default" loading={loading} onClick={more}>Show more of {formatCount(total)}</Button>}
    </>
  )
}

function OneTable({ name }: { name: string }) {
  const { known, failure } = useTable(name)
  const ask = (text: string): void => {
    showScreen('ask')
    void askWords(text)
  }
  return (
    <>
      <button type="button" className={styles.back} onClick={() => { useWindow.setState({ table: null }) }}><ArrowLeft {...icon} aria-hidden="true" />All tables</button>
      {failure !== null && <FailureNotice failure={failure} />}
      {known === null && failure === null && <SkeletonRows rows={12} />}
      {known !== null && (
        <>
          <header className={styles.header}>
            <h1>{known.table.name}{known.table.kind === 'view' && <span className={styles.tag}>view</span>}</h1>
            <Button variant="default" leftSection={<MessageSquareText {...icon} />} onClick={() => { ask(`How many ${known.table.name.replaceAll('_', ' ')} are there?`) }}>Ask how many</Button>
          </header>
          {known.table.comment !== undefined && known.table.comment !== '' && <p className={styles.lead}>{known.table.comment}</p>}
          <p className={styles.facts}>
            {known.table.columns.length} columns · {known.table.rowEstimate === null ? 'number of rows not known' : `about ${formatCount(known.table.rowEstimate)} rows`} · {known.table.primaryKey.length === 0 ? 'no primary key' : `key ${known.table.primaryKey.join(', ')}`}
          </p>
          <ColumnTable known={known} />
          <SampleRows table={known.table} />
        </>
      )}
    </>
  )
}
