import { Button, Menu, TextInput } from '@mantine/core'
import { MoreHorizontal, Pencil, RotateCw, Search, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { HistoryEntry } from '../../shared/contract/history.ts'
import { placeText } from '../../shared/format/place-text.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { selectDatabase, useContextFacts } from '../state/context.ts'
import { useSources } from '../state/sources.ts'
import { ask, askWords } from '../state/thread.ts'
import { draft, showDialog, showScreen } from '../state/window.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatCount, formatDuration } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { StatusDot, type Status } from '../ui/StatusDot.tsx'
import { byDay } from './by-day.ts'
import styles from './HistoryScreen.module.css'

const pageSize = 50
const ends: Record<HistoryEntry['outcome'], { status: Status; word: string }> = {
  answered: { status: 'good', word: 'answered' }, clarify: { status: 'warn', word: 'asked back' }, refused: { status: 'idle', word: 'not understood' }, failed: { status: 'bad', word: 'failed' }, cancelled: { status: 'none', word: 'cancelled' },
}

/** Every question that was asked, by day; each can be asked again. */
export function HistoryScreen() {
  const [search, setSearch] = useState('')
  const [entries, setEntries] = useState<HistoryEntry[] | null>(null)
  const [more, setMore] = useState(false)
  const [failure, setFailure] = useState<FailureFacts | null>(null)

  const load = useCallback(async (words: string, before?: string): Promise<HistoryEntry[]> => client.history.list({ search: words, count: pageSize, ...(before === undefined ? {} : { before }) }), [])
  useEffect(() => {
    let left = false
    const timer = setTimeout(() => {
      void load(search).then((found) => {
        if (left) return
        setEntries(found)
        setMore(found.length === pageSize)
        setFailure(null)
      }, (error: unknown) => { if (!left) setFailure(failureOf(error)) })
    }, search === '' ? 0 : 150)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [search, load])

  const older = async (): Promise<void> => {
    try {
      const found = await load(search, entries?.at(-1)?.id)
      setEntries([...entries ?? [], ...found])
      setMore(found.length === pageSize)
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  const remove = async (id: string): Promise<void> => {
    try {
      await client.history.remove({ id })
      setEntries((now) => now?.filter((entry) => entry.id !== id) ?? null)
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  const clear = async (): Promise<void> => {
    await client.history.clear()
    setEntries([])
    setMore(false)
  }

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div><h1>History</h1><p>Every question asked here, kept on this machine alone.</p></div>
        <TextInput aria-label="Search the history" placeholder="Search questions and SQL" value={search} leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
        <Button variant="default" disabled={entries === null || entries.length === 0} onClick={() => { showDialog({ kind: 'confirm', title: 'Clear the history?', body: 'Every question kept on this machine is forgotten. This cannot be undone.', action: 'Clear', danger: true, run: clear }) }}>Clear</Button>
      </header>
      {failure !== null && <FailureNotice failure={failure} onRemedy={() => { setSearch('') }} />}
      {entries === null && failure === null && <SkeletonRows rows={10} label="Loading the history" />}
      {entries?.length === 0 && (search === '' ? <EmptyState title="Nothing asked yet" actions={<Button onClick={() => { showScreen('ask') }}>Ask a question</Button>}>Questions you ask stand here, with what became of them.</EmptyState> : <EmptyState compact title={`Nothing matches “${search}”`} />)}
      {entries !== null && byDay(entries, new Date()).map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>{day}</h2>
          <ul className={styles.entries}>{ofDay.map((entry) => <EntryRow key={entry.id} entry={entry} onRemove={() => { void remove(entry.id) }} />)}</ul>
        </section>
      ))}
      {more && <Button variant="default" onClick={() => { void older() }}>Show older questions</Button>}
    </div>
  )
}

function EntryRow({ entry, onRemove }: { entry: HistoryEntry; onRemove: () => void }) {
  const open = useContextFacts()
  const here = open?.sourceId === entry.sourceId && open.database === entry.database
  const isSaved = useSources(({ sources }) => sources?.some((source) => source.id === entry.sourceId) ?? true)
  const again = async (): Promise<void> => {
    // Its source is gone: the words can still be asked of what is open.
    if (!here && !isSaved) {
      draft(entry.question)
      return
    }
    showScreen('ask')
    if (!here) await selectDatabase(entry.sourceId, entry.database === '' ? undefined : entry.database)
    await (entry.plan === null ? entry.sql === null ? askWords(entry.question) : ask({ kind: 'sql', text: entry.question, sql: entry.sql }) : ask({ kind: 'plan', text: entry.question, plan: entry.plan }))
  }
  const { status, word } = ends[entry.outcome]
  const isOwnSql = entry.plan === null && entry.sql !== null
  const facts = [isOwnSql ? 'SQL written by hand' : null, entry.outcome === 'answered' && entry.rows !== null ? `${formatCount(entry.rows)} ${entry.rows === 1 ? 'row' : 'rows'}` : word, formatDuration(entry.elapsedMs), here ? null : `${placeText(entry.sourceName, entry.database)}${isSaved ? '' : ', not saved here'}`].filter((text) => text !== null)
  return (
    <li className={styles.entry}>
      <StatusDot status={status} label={word} />
      <button type="button" className={styles.question} onClick={() => { void again() }}>{entry.question}</button>
      <span className={styles.facts}>{facts.join(' · ')}</span>
      <time className={styles.time} dateTime={entry.askedAt}>{new Date(entry.askedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}</time>
      <Menu position="bottom-end">
        <Menu.Target><IconButton label={`More for ${entry.question}`}><MoreHorizontal {...icon} /></IconButton></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<RotateCw {...icon} />} onClick={() => { void again() }}>Ask again</Menu.Item>
          <Menu.Item leftSection={<Pencil {...icon} />} onClick={() => { draft(entry.question) }}>Edit the question</Menu.Item>
          <Menu.Item leftSection={<Trash2 {...icon} />} color="red" onClick={onRemove}>Forget it</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
