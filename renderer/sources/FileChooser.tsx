import { Button, TextInput } from '@mantine/core'
import { ArrowUp, Database, File, FileSpreadsheet, Folder as FolderIcon } from 'lucide-react'
import { useCallback, useEffect, useState, type KeyboardEvent } from 'react'
import type { FileSource, Folder, FolderEntry } from '../../shared/contract/files.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatBytes } from '../ui/format.ts'
import { kindWords } from './words.ts'
import styles from './FileChooser.module.css'

type Props = { onChoose: (found: FileSource) => void; onCancel: () => void }

/** Walks the folders of this computer to a file, or to a folder of data files. */
export function FileChooser({ onChoose, onCancel }: Props) {
  const [folder, setFolder] = useState<Folder | null>(null)
  const [path, setPath] = useState('')
  const [marked, setMarked] = useState<FolderEntry | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const [busy, setBusy] = useState(false)

  const go = useCallback(async (to: string | undefined): Promise<boolean> => {
    setBusy(true)
    try {
      const found = await client.files.browse({ path: to })
      setFolder(found)
      setPath(found.path)
      setMarked(null)
      setFailure(null)
      return true
    } catch (error) {
      setFailure(failureOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  useEffect(() => { void go(undefined) }, [go])

  const open = async (what: string): Promise<void> => {
    setBusy(true)
    try {
      onChoose(await client.files.identify({ path: what }))
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
    }
  }
  const enter = (entry: FolderEntry): Promise<unknown> => (entry.kind === 'folder' ? go(entry.path) : open(entry.path))
  /** What is typed may be a folder to look into, or a file to open. */
  const follow = async (typed: string): Promise<void> => { if (!await go(typed)) await open(typed) }
  const onKey = (event: KeyboardEvent<HTMLUListElement>): void => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
    const at = rows.findIndex((row) => row === document.activeElement)
    const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null
    if (event.key === 'Backspace' && folder?.parent != null) void go(folder.parent)
    if (to === null) return
    event.preventDefault()
    rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus()
  }

  return (
    <div className={styles.chooser}>
      <form className={styles.path} onSubmit={(event) => { event.preventDefault(); void follow(path) }}>
        <Button variant="default" aria-label="Folder above" disabled={folder?.parent == null || busy} onClick={() => { void go(folder?.parent ?? undefined) }}><ArrowUp size={15} /></Button>
        <TextInput aria-label="Folder" value={path} spellCheck={false} onChange={({ currentTarget }) => { setPath(currentTarget.value) }} />
      </form>
      <div className={styles.columns}>
        <nav aria-label="Places" className={styles.places}>
          {folder?.places.map((place) => <button key={place.path} type="button" data-on={place.path === folder.path || undefined} onClick={() => { void go(place.path) }}>{place.name}</button>)}
        </nav>
        <ul className={styles.entries} aria-label="Files and folders" aria-busy={busy} onKeyDown={onKey}>
          {folder?.entries.map((entry) => (
            <li key={entry.path}>
              <button type="button" disabled={entry.kind === 'file' && entry.opens === null} data-on={marked?.path === entry.path || undefined} onClick={() => { setMarked(entry) }} onDoubleClick={() => { void enter(entry) }}
                onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); void enter(entry) } }}>
                <EntryIcon entry={entry} />
                <span className={styles.name} title={entry.name}>{entry.name}</span>
                <span className={styles.facts}>{entry.kind === 'folder' ? '' : entry.opens === null ? '' : kindWords[entry.opens]}</span>
                <span className={styles.size}>{entry.kind === 'folder' ? '' : formatBytes(entry.bytes)}</span>
              </button>
            </li>
          ))}
          {folder?.entries.length === 0 && <li className={styles.empty}>This folder is empty.</li>}
        </ul>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      <p className={styles.hint}>SQLite, DuckDB, CSV, Parquet and JSON files. A folder of data files opens as one database, each file a table.</p>
      <div className={styles.actions}>
        <Button variant="default" disabled={busy || folder === null} onClick={() => { if (folder !== null) void open(marked?.kind === 'folder' ? marked.path : folder.path) }}>Open this folder</Button>
        <span className={styles.gap} />
        <Button variant="default" onClick={onCancel}>Cancel</Button>
        <Button disabled={busy || marked?.kind !== 'file'} onClick={() => { if (marked !== null) void open(marked.path) }}>Open file</Button>
      </div>
    </div>
  )
}

function EntryIcon({ entry }: { entry: FolderEntry }) {
  const props = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const
  if (entry.kind === 'folder') return <FolderIcon {...props} />
  if (entry.opens === 'sqlite' || entry.opens === 'duckdb') return <Database {...props} />
  return entry.opens === null ? <File {...props} /> : <FileSpreadsheet {...props} />
}
