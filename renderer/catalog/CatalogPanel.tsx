import { TextInput } from '@mantine/core'
import { ChevronRight, Eye, RefreshCw, Search, Table2 } from 'lucide-react'
import { useState, type KeyboardEvent, type UIEvent } from 'react'
import type { TableSummary } from '../../shared/contract/catalog.ts'
import { refreshDatabase, useContextFacts, useContextState } from '../state/context.ts'
import { showTable, useWindow } from '../state/window.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatAgo, formatCount, formatShortCount } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { useNow } from '../ui/use-now.ts'
import styles from './CatalogPanel.module.css'
import { ColumnIcon } from './ColumnIcon.tsx'
import { shortFact } from './column-facts.ts'
import { useTable, useTables } from './use-catalog.ts'

/** The tables of the open database, beside the thread. */
export function CatalogPanel() {
  const context = useContextState((state) => state.context)
  const facts = useContextFacts()
  const [search, setSearch] = useState('')
  const listed = useTables(search)
  if (facts === null) return context?.state === 'opening' ? <SkeletonRows rows={8} label="Reading the schema" /> : <EmptyState compact title="No tables">{context?.state === 'failed' ? 'They show as soon as the database can be opened.' : 'Choose a database to see what is in it.'}</EmptyState>
  const nearEnd = (event: UIEvent<HTMLElement>): void => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget
    if (scrollTop + clientHeight > scrollHeight - 400) listed.more()
  }
  return (
    <section className={styles.panel} aria-label="Catalog">
      <TextInput className={styles.search} aria-label="Search the catalog" placeholder="Search catalog" value={search} leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
      <div className={styles.tree} aria-busy={listed.loading} onScroll={nearEnd}>
        {listed.failure !== null && <FailureNotice failure={listed.failure} onRemedy={() => { void refreshDatabase() }} />}
        {listed.loading && listed.tables.length === 0 && <SkeletonRows rows={8} label="Loading the tables" />}
        {!listed.loading && listed.failure === null && listed.tables.length === 0 && <p className={styles.none}>{search === '' ? 'This database has no tables that this account can read.' : `Nothing matches “${search}”.`}</p>}
        {listed.tables.length > 0 && <div role="tree" aria-label="Tables" onKeyDown={moveInTree}>{listed.tables.map((table, at) => <TableRow key={table.name} table={table} first={at === 0} />)}</div>}
      </div>
      <Footer total={listed.total} readAt={facts.readAt} />
    </section>
  )
}

/** The line under the tree: how much there is, and how old the knowledge of it is. */
function Footer({ total, readAt }: { total: number; readAt: string }) {
  const now = useNow(30_000)
  return (
    <footer className={styles.footer}>
      <span>{formatCount(total)} {total === 1 ? 'table' : 'tables'} · read {formatAgo(readAt, now)}</span>
      <IconButton label="Read the schema again" side="top" size={22} onClick={() => { void refreshDatabase() }}><RefreshCw size={13} strokeWidth={1.75} /></IconButton>
    </footer>
  )
}

function TableRow({ table, first }: { table: TableSummary; first: boolean }) {
  const [open, setOpen] = useState(false)
  const shown = useWindow((state) => state.screen === 'catalog' && state.table === table.name)
  const Mark = table.kind === 'view' ? Eye : Table2
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') setOpen(true)
    else if (event.key === 'ArrowLeft') setOpen(false)
    else if (event.key === 'Enter') showTable(table.name)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.table} role="none">
      <div
        className={styles.row} role="treeitem" aria-expanded={open} aria-selected={shown} tabIndex={first ? 0 : -1} data-row data-open={open || undefined} data-on={shown || undefined} title={table.comment ?? undefined}
        onKeyDown={onKey} onClick={() => { setOpen(!open) }} onDoubleClick={() => { showTable(table.name) }}
      >
        <ChevronRight size={12} className={styles.fold} aria-hidden="true" />
        <Mark size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.name}>{table.name}</span>
        <em>{table.rowEstimate === null ? '' : formatShortCount(table.rowEstimate)}</em>
        <IconButton label={`About ${table.name}`} size={20} tabIndex={-1} className={styles.about} onClick={(event) => { event.stopPropagation(); showTable(table.name) }}><Eye size={13} strokeWidth={1.75} /></IconButton>
      </div>
      {open && <Columns name={table.name} />}
    </div>
  )
}

function Columns({ name }: { name: string }) {
  const { known, failure } = useTable(name)
  if (failure !== null) return <FailureNotice failure={failure} />
  if (known === null) return <SkeletonRows rows={3} label={`Loading the columns of ${name}`} />
  const { table, relationships } = known
  return (
    <div role="group">
      {table.columns.map((column) => (
        <div key={column.name} className={styles.column} role="treeitem" aria-selected={false} tabIndex={-1} data-row title={[column.declared, column.comment].filter((text) => text !== undefined && text !== '').join(' · ')}>
          <ColumnIcon table={table} column={column} relationships={relationships} />
          <span className={styles.name}>{column.name}</span>
          <em>{shortFact(table, column, relationships)}</em>
        </div>
      ))}
    </div>
  )
}

/** Up and down move over every row that shows, Home and End to its ends. */
function moveInTree(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.findIndex((row) => row === document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus()
}
