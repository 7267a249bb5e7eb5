import { Button, TextInput } from '@mantine/core'
import { Search, Undo2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { dayText, howText } from '../../shared/format/accepted-text.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { LearnedEntry } from '../../shared/model/learned.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { draft, showDialog, showScreen } from '../state/window.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatCount } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import styles from './GlossaryScreen.module.css'

const pageSize = 50
type Found = { entries: LearnedEntry[]; more: boolean; total: number }

/** Everything that corrections taught about the open database. `place` changes with the database and its schema. */
export function LearnedList({ place }: { place: string }) {
  const [search, setSearch] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const [tries, setTries] = useState(0)
  const load = useCallback((words: string, before?: string): Promise<Found> => client.learned.list({ search: words, count: pageSize, ...(before === undefined ? {} : { before }) }), [])
  useEffect(() => {
    let left = false
    const timer = setTimeout(() => {
      void load(search).then((page) => {
        if (left) return
        setFound(page)
        setFailure(null)
      }, (error: unknown) => { if (!left) setFailure(failureOf(error)) })
    }, search === '' ? 0 : 150)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [search, place, tries, load])

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      setFailure(null)
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  const older = (): Promise<void> => attempt(async () => {
    const last = found?.entries.findLast(({ kind }) => kind === 'question')
    const page = await load(search, last?.id)
    setFound({ ...page, entries: [...found?.entries ?? [], ...page.entries] })
  })
  const forget = (id: string): Promise<void> => attempt(async () => {
    await client.learned.remove({ id })
    setTries((count) => count + 1)
  })
  const clear = async (): Promise<void> => {
    await client.learned.clear()
    setTries((count) => count + 1)
  }
  const questions = found?.total ?? 0
  const askClear = (): void => {
    showDialog({
      kind: 'confirm', title: 'Forget everything learned?', body: `${formatCount(questions)} ${questions === 1 ? 'question' : 'questions'} of this database, and the words learned with them, are forgotten. This cannot be undone.`, action: 'Forget all', danger: true, run: clear,
    })
  }
  return (
    <>
      <div className={styles.header}>
        <div><p>Questions whose meaning you accepted, and words that were corrected with them. Kept on this machine alone.</p></div>
        <TextInput aria-label="Search what was learned" placeholder="Search questions and words" value={search} leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
        <Button variant="default" disabled={questions === 0} onClick={askClear}>Forget all</Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onRemedy={() => { setTries((count) => count + 1) }} />}
      {found === null && failure === null && <SkeletonRows rows={8} label="Loading what was learned" />}
      {found?.entries.length === 0 && (search === ''
        ? <EmptyState title="Nothing learned yet" actions={<Button onClick={() => { showScreen('ask') }}>Ask a question</Button>}>Choose a reading when Quaestor asks back, or say that an answer is right. The same question is then answered so at once.</EmptyState>
        : <EmptyState compact title={`Nothing matches “${search}”`} />)}
      {found !== null && found.entries.length > 0 && <ul className={styles.entries} aria-label="Learned">{found.entries.map((entry) => <LearnedRow key={entry.id} entry={entry} onForget={() => { void forget(entry.id) }} />)}</ul>}
      {found?.more === true && <Button variant="default" onClick={() => { void older() }}>Show older ones</Button>}
    </>
  )
}

function LearnedRow({ entry, onForget }: { entry: LearnedEntry; onForget: () => void }) {
  const isWord = entry.kind === 'alias'
  const name = isWord ? entry.phrase : entry.question
  const notes = isWord ? [`From “${entry.question}”`] : [howText(entry), ...(entry.schemaChanged && entry.problem === null ? ['The schema has changed since; it still fits'] : [])]
  return (
    <li className={styles.learned}>
      <div className={styles.word}>{isWord ? <b>“{name}”</b> : <TextButton onClick={() => { draft(name) }}>{name}</TextButton>}</div>
      <div className={styles.meaning}>
        {isWord ? <code>{entry.means}</code> : entry.reading}
        <small>{notes.join(' · ')}</small>
        {entry.problem !== null && <small className={styles.problem}>Not used: {entry.problem}</small>}
      </div>
      <span className={styles.origin}>{isWord ? 'word' : 'question'}<br /><time dateTime={entry.at}>{dayText(entry.at)}</time></span>
      <span className={styles.buttons}><IconButton label={`Undo ${name.slice(0, 80)}`} onClick={onForget}><Undo2 {...icon} /></IconButton></span>
    </li>
  )
}
