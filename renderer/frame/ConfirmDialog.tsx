import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { failureOf } from '../api/failure.ts'
import { showDialog, type Dialog } from '../state/window.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './Dialogs.module.css'

const close = (): void => { showDialog(null) }

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, body, action, danger, run }: Extract<Dialog, { kind: 'confirm' }>) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const go = async (): Promise<void> => {
    setBusy(true)
    try {
      await run()
      close()
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={close} title={title} size={420} closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className={style.body}>{body}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={style.buttons}>
        <Button variant="default" onClick={close}>Cancel</Button>
        <Button className={danger ? style.danger : undefined} loading={busy} data-autofocus onClick={() => { void go() }}>{action}</Button>
      </div>
    </Modal>
  )
}
