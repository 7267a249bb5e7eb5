import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { SavedSource } from '../../shared/model/saved-source.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { loadSources } from '../state/sources.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import styles from './SourceForm.module.css'

/** Renames a file source, or points it to where the file is now. */
export function FileForm({ saved, onSaved, onCancel }: { saved: SavedSource; onSaved: (source: SavedSource) => void; onCancel: () => void }) {
  const [name, setName] = useState(saved.name)
  const [path, setPath] = useState('path' in saved.spec ? saved.spec.path : '')
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const { spec } = await client.files.identify({ path })
      const source = await client.sources.save({ id: saved.id, name: name.trim() === '' ? saved.name : name.trim(), spec })
      await loadSources()
      onSaved(source)
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void save() }}>
      <TextInput label="Name" value={name} data-autofocus onChange={({ currentTarget }) => { setName(currentTarget.value) }} />
      <TextInput label="Path" description="A SQLite, DuckDB, CSV, Parquet or JSON file, or a folder of data files." value={path} spellCheck={false} onChange={({ currentTarget }) => { setPath(currentTarget.value); setFailure(null) }} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={styles.actions}>
        <span className={styles.gap} />
        <Button variant="default" onClick={onCancel}>Cancel</Button>
        <Button type="submit" loading={busy}>Save</Button>
      </div>
    </form>
  )
}
