import { Menu, TextInput } from '@mantine/core'
import { ChevronRight, Copy, FolderOpen, MoreHorizontal, Pencil, Plus, Search, Trash2 } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { DatabaseSummary } from '../../shared/model/catalog.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { useApp } from '../state/app.ts'
import { loadSources, useSources } from '../state/sources.ts'
import { toastFailure } from '../state/toast.ts'
import { showDialog, showUnlock } from '../state/window.ts'
import { EngineBadge } from '../ui/EngineBadge.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatAgo, formatCount } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import type { Current } from './current.ts'
import { chooseFile, openSource } from './open-source.ts'
import styles from './SourceList.module.css'
import { matches, placeOf, shortPlaceOf } from './words.ts'

type Opened = { id: string; databases: DatabaseSummary[] | null; failure: FailureFacts | null }

/** Every saved source, the last used first, each with its databases; and the ways to add one. */
export function SourceList({ current, onDone }: { current: Current | null; onDone: () => void }) {
  const { sources, failure } = useSources()
  const hasDialog = useApp(({ app }) => app?.fileDialog ?? false)
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<Opened | null>(null)
  const found = sources?.filter((source) => matches(source, search)) ?? []

  const choose = (source: SavedSource, database?: string): void => {
    onDone()
    openSource(source, database)
  }
  const unfold = async (source: SavedSource): Promise<void> => {
    if (opened?.id === source.id) {
      setOpened(null)
      return
    }
    setOpened({ id: source.id, databases: null, failure: null })
    const read = await client.sources.databases({ id: source.id }).then((databases) => ({ databases, failure: null }), (error: unknown) => ({ databases: [], failure: failureOf(error) }))
    setOpened((now) => (now?.id === source.id ? { id: source.id, ...read } : now))
  }
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    const at = rows.findIndex((row) => row === document.activeElement)
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null
    if (to === null || rows.length === 0) return
    event.preventDefault()
    rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus()
  }

  return (
    <div className={styles.list} onKeyDown={onKey}>
      <TextInput className={styles.search} aria-label="Search sources" placeholder="Search sources" value={search} data-autofocus leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
      <div className={styles.rows}>
        {sources === null && failure === null && <SkeletonRows rows={3} label="Loading the sources" />}
        {failure !== null && <FailureNotice failure={failure} onRemedy={() => { void loadSources() }} />}
        {sources !== null && found.length === 0 && <p className={styles.none}>No source matches “{search}”.</p>}
        {found.map((source) => (
          <div key={source.id}>
            <div className={styles.row} data-on={source.id === current?.sourceId || undefined}>
              {source.spec.kind === 'mysql'
                ? <button type="button" className={styles.fold} aria-label={`Databases of ${source.name}`} aria-expanded={opened?.id === source.id} onClick={() => { void unfold(source) }}><ChevronRight size={13} aria-hidden="true" /></button>
                : <span />}
              <button type="button" data-row className={styles.open} onClick={() => { choose(source, source.spec.kind === 'mysql' ? source.lastDatabase ?? source.spec.database : undefined) }}>
                <EngineBadge kind={source.spec.kind} path={'path' in source.spec ? source.spec.path : undefined} />
                <span className={styles.names}>
                  <b>{source.name}</b>
                  <small title={placeOf(source.spec)}>{shortPlaceOf(source.spec)}{source.lastUsedAt === null ? '' : ` · ${formatAgo(source.lastUsedAt, Date.now())}`}</small>
                </span>
              </button>
              {!source.bundled && <SourceMenu source={source} onDone={onDone} />}
            </div>
            {opened?.id === source.id && <Databases opened={opened} current={current} onChoose={(name) => { choose(source, name) }} />}
          </div>
        ))}
      </div>
      <div className={styles.add}>
        <button type="button" data-row onClick={() => { onDone(); showDialog({ kind: 'source', id: null, engine: 'mysql' }) }}><Plus {...icon} aria-hidden="true" />Connect a database</button>
        <button type="button" data-row onClick={() => { onDone(); void chooseFile(hasDialog) }}><FolderOpen {...icon} aria-hidden="true" />Open a file or folder</button>
      </div>
    </div>
  )
}

function Databases({ opened, current, onChoose }: { opened: Opened; current: Current | null; onChoose: (name: string) => void }) {
  if (opened.databases === null) return <SkeletonRows rows={2} label="Loading the databases" />
  if (opened.failure !== null) return <div className={styles.inset}><FailureNotice failure={opened.failure} onRemedy={(remedy) => { if (remedy === 'unlock') showUnlock(true); else showDialog({ kind: 'source', id: opened.id, engine: 'mysql' }) }} /></div>
  if (opened.databases.length === 0) return <p className={styles.none}>This account sees no database.</p>
  return (
    <ul className={styles.databases}>
      {opened.databases.map(({ name, tables }) => (
        <li key={name}>
          <button type="button" data-row data-on={(current?.sourceId === opened.id && current.database === name) || undefined} onClick={() => { onChoose(name) }}>
            <span>{name}</span><small>{tables === null ? '' : `${formatCount(tables)} ${tables === 1 ? 'table' : 'tables'}`}</small>
          </button>
        </li>
      ))}
    </ul>
  )
}

function SourceMenu({ source, onDone }: { source: SavedSource; onDone: () => void }) {
  const duplicate = async (): Promise<void> => {
    const copy = await client.sources.duplicate({ id: source.id })
    await loadSources()
    showDialog({ kind: 'source', id: copy.id, engine: copy.spec.kind === 'mysql' ? 'mysql' : 'files' })
  }
  const remove = async (): Promise<void> => {
    await client.sources.remove({ id: source.id })
    await loadSources()
  }
  const act = (what: () => void) => () => {
    onDone()
    what()
  }
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target><IconButton label={`More for ${source.name}`} size={24}><MoreHorizontal {...icon} /></IconButton></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil {...icon} />} onClick={act(() => { showDialog({ kind: 'source', id: source.id, engine: source.spec.kind === 'mysql' ? 'mysql' : 'files' }) })}>Edit</Menu.Item>
        <Menu.Item leftSection={<Copy {...icon} />} onClick={act(() => { duplicate().catch(toastFailure) })}>Duplicate</Menu.Item>
        <Menu.Item leftSection={<Trash2 {...icon} />} color="red" onClick={act(() => {
          showDialog({ kind: 'confirm', title: `Remove ${source.name}?`, body: 'The saved connection and its password are removed. Nothing is changed in the database, and the vocabulary you defined for it stays.', action: 'Remove', danger: true, run: remove })
        })}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
