import { Modal } from '@mantine/core'
import { Database, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { failureOf } from '../api/failure.ts'
import type { FileSource } from '../../shared/contract/files.ts'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { useApp } from '../state/app.ts'
import { sourceIdOf, useContextState } from '../state/context.ts'
import { useSources } from '../state/sources.ts'
import { showDialog, useWindow } from '../state/window.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { FileChooser } from './FileChooser.tsx'
import { FileForm } from './FileForm.tsx'
import { MysqlForm } from './MysqlForm.tsx'
import { chooseFile, openFound, openSource } from './open-source.ts'
import styles from './SourceDialogs.module.css'

const close = (): void => { showDialog(null) }

/** The dialogs that add and edit sources. */
export function SourceDialogs() {
  const dialog = useWindow((state) => state.dialog)
  if (dialog?.kind === 'source') return <SourceDialog key={dialog.id ?? 'new'} id={dialog.id} engine={dialog.engine} />
  if (dialog?.kind === 'chooseFile') return <ChooseDialog />
  return null
}

function SourceDialog({ id, engine }: { id: string | null; engine: 'mysql' | 'files' }) {
  const saved = useSources(({ sources }) => sources?.find((source) => source.id === id) ?? null)
  const current = useContextState(({ context }) => sourceIdOf(context))
  const hasDialog = useApp(({ app }) => app?.fileDialog ?? false)
  const done = (source: { id: string }): void => {
    if (id === null || current === source.id) openSource(source)
    else close()
  }
  const files = saved === null ? false : saved.spec.kind !== 'mysql'
  return (
    <Modal opened onClose={close} size={620} title={id === null ? 'Connect a database' : `Edit ${saved?.name ?? 'the source'}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {id === null && engine === 'mysql' && (
        <div className={styles.kinds}>
          <span data-on className={styles.kind}><Database size={16} aria-hidden="true" /><b>Server</b><small>MySQL, MariaDB, TiDB</small></span>
          <button type="button" className={styles.kind} onClick={() => { close(); void chooseFile(hasDialog) }}><FolderOpen size={16} aria-hidden="true" /><b>File or folder</b><small>SQLite, CSV, Parquet, JSON, DuckDB</small></button>
        </div>
      )}
      {files && saved !== null ? <FileForm saved={saved} onSaved={done} onCancel={close} /> : <MysqlForm saved={saved} onSaved={done} onCancel={close} />}
    </Modal>
  )
}

function ChooseDialog() {
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const choose = (found: FileSource): void => { void openFound(found).catch((error: unknown) => { setFailure(failureOf(error)) }) }
  return (
    <Modal opened onClose={close} size={720} title="Open a file or folder" closeButtonProps={{ 'aria-label': 'Close' }}>
      <FileChooser onChoose={choose} onCancel={close} />
      {failure !== null && <FailureNotice failure={failure} />}
    </Modal>
  )
}
