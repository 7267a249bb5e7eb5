import { Button, TextInput } from '@mantine/core'
import { Pencil, Plus, Search, Trash2 } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Definition } from '../../shared/model/vocabulary.ts'
import { client } from '../api/client.ts'
import { useContextFacts } from '../state/context.ts'
import { showDialog, showPicker } from '../state/window.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { TabBar, type TabOption } from '../ui/TabBar.tsx'
import styles from './GlossaryScreen.module.css'
import { LearnedList } from './LearnedList.tsx'
import { loadVocabulary, useVocabulary } from './vocabulary.ts'

type Entry = { name: string; kind: 'metric' | 'term'; also: string[]; means: string; note: string | undefined; own: boolean; problem: FailureFacts | null; definition: Definition }

const byName = (left: Entry, right: Entry): number => left.name.localeCompare(right.name, 'en', { sensitivity: 'base' })

type Part = 'words' | 'learned'
const parts: readonly TabOption<Part>[] = [{ value: 'words', label: 'Words' }, { value: 'learned', label: 'Learned' }]

/** The words of the business and what they stand for in the open database, and what corrections taught. */
export function GlossaryScreen() {
  const facts = useContextFacts()
  const panel = useId()
  const [part, setPart] = useState<Part>('words')
  if (facts === null) return <EmptyState title="No database is open" actions={<Button onClick={() => { showPicker(true) }}>Choose a database</Button>}>Each database has a vocabulary of its own: what revenue is, which invoices count as unpaid.</EmptyState>
  const place = `${facts.sourceId}/${facts.database}/${facts.readAt}`
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div><h1>Glossary</h1><p>What words mean in {facts.sourceName}. Questions use them at once.</p></div>
        {part === 'words' && <Button leftSection={<Plus {...icon} />} onClick={define}>Define a word</Button>}
      </header>
      <TabBar label="Parts of the glossary" value={part} tabs={parts} onChange={setPart} panel={panel} />
      <div id={`${panel}-${part}`} role="tabpanel" aria-label={part === 'words' ? 'Words' : 'Learned'} className={styles.panel}>
        {part === 'words' ? <Words place={place} /> : <LearnedList place={place} />}
      </div>
    </div>
  )
}

const define = (): void => { showDialog({ kind: 'define', word: '', question: null, definition: null }) }

function Words({ place }: { place: string }) {
  const { vocabulary, failure } = useVocabulary()
  const [search, setSearch] = useState('')
  useEffect(() => { void loadVocabulary() }, [place])
  const entries = vocabulary === null ? [] : entriesOf(vocabulary).filter((entry) => `${entry.name} ${entry.also.join(' ')} ${entry.means} ${entry.note ?? ''}`.toLowerCase().includes(search.trim().toLowerCase()))
  return (
    <>
      <TextInput className={styles.search} aria-label="Search the glossary" placeholder="Search words" value={search} leftSection={<Search {...icon} />} onChange={({ currentTarget }) => { setSearch(currentTarget.value) }} />
      {failure !== null && <FailureNotice failure={failure} onRemedy={() => { void loadVocabulary() }} />}
      {vocabulary === null && failure === null && <SkeletonRows rows={10} label="Loading the glossary" />}
      {vocabulary !== null && entries.length === 0 && (search === ''
        ? <EmptyState title="No words yet" actions={<Button onClick={define}>Define a word</Button>}>Tables and columns are known by their names. Define what they do not say: revenue, margin, unpaid, active.</EmptyState>
        : <EmptyState compact title={`Nothing matches “${search}”`} />)}
      {entries.length > 0 && <Entries title="Numbers" entries={entries.filter(({ kind }) => kind === 'metric')} />}
      {entries.length > 0 && <Entries title="Words" entries={entries.filter(({ kind }) => kind === 'term')} />}
      {vocabulary !== null && <p className={styles.file}>Your own entries are kept in <code>{vocabulary.ownFile}</code>, a text file you can edit and share.</p>}
    </>
  )
}

function Entries({ title, entries }: { title: string; entries: Entry[] }) {
  if (entries.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.entries}>{entries.map((entry) => <EntryRow key={`${entry.kind} ${entry.name}`} entry={entry} />)}</ul>
    </section>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const remove = async (): Promise<void> => { useVocabulary.setState({ vocabulary: await client.terms.remove({ kind: entry.kind, name: entry.name }) }) }
  return (
    <li className={styles.entry}>
      <div className={styles.word}><b>{entry.name}</b>{entry.also.length > 0 && <small>{entry.also.join(', ')}</small>}</div>
      <div className={styles.meaning}>
        <code>{entry.means}</code>
        {entry.note !== undefined && <small>{entry.note}</small>}
        {entry.problem !== null && <small className={styles.problem}>Not used: {entry.problem.message}</small>}
      </div>
      <span className={styles.origin}>{entry.own ? 'yours' : 'from the source'}</span>
      <span className={styles.buttons}>
        <IconButton label={entry.own ? `Edit ${entry.name}` : `Make your own ${entry.name}`} onClick={() => { showDialog({ kind: 'define', word: entry.name, question: null, definition: entry.definition }) }}><Pencil {...icon} /></IconButton>
        {entry.own && <IconButton label={`Remove ${entry.name}`} onClick={() => { showDialog({ kind: 'confirm', title: `Remove “${entry.name}”?`, body: 'Questions will not know this word any more.', action: 'Remove', danger: true, run: remove }) }}><Trash2 {...icon} /></IconButton>}
      </span>
    </li>
  )
}

function entriesOf({ metrics, terms }: NonNullable<ReturnType<typeof useVocabulary.getState>['vocabulary']>): Entry[] {
  const entries = [
    ...metrics.map(({ metric, origin, problem }): Entry => ({
      name: metric.name, kind: 'metric', also: metric.synonyms, means: `${metric.expression}${metric.filter === undefined ? '' : `  where ${metric.filter}`}`, note: metric.description, own: origin === 'own', problem, definition: { kind: 'metric', metric },
    })),
    ...terms.map(({ term, origin, problem }): Entry => ({
      name: term.phrase, kind: 'term', also: term.synonyms, means: term.filter ?? (term.value === undefined ? term.column ?? term.table ?? term.metric ?? '' : `${term.value.column} = ${term.value.is}`), note: term.description, own: origin === 'own', problem, definition: { kind: 'term', term },
    })),
  ]
  return entries.toSorted(byName)
}
