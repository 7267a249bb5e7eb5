import { Button, Modal, PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { useApp } from '../state/app.ts'
import { resumeDatabase, useContextState } from '../state/context.ts'
import { toastFailure } from '../state/toast.ts'
import { showUnlock } from '../state/window.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './Dialogs.module.css'

const close = (): void => { showUnlock(false) }

/** Opens again what failed for want of a password. */
function goOn(): void {
  close()
  const { context } = useContextState.getState()
  if (context?.state === 'failed' && context.failure.code === 'VAULT_LOCKED') resumeDatabase().catch(toastFailure)
}

/** Opens the passwords with the passphrase, or has one chosen. */
export function UnlockDialog() {
  const choosing = useApp(({ app }) => app?.vault.state === 'unset')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const differs = choosing && again !== '' && again !== passphrase
  const ready = passphrase !== '' && (!choosing || again === passphrase)
  const wrong = failure?.code === 'PASSPHRASE_WRONG'

  const call = async (open: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    try {
      await open()
      goOn()
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ready && !busy) void call(() => client.app.unlock({ passphrase }))
  }

  return (
    <Modal opened onClose={close} title={choosing ? 'Choose a passphrase' : 'Unlock your passwords'} size={440} closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className={style.body}>
        {choosing
          ? 'This computer has no keychain that Quaestor can use. A passphrase of your own seals the passwords of your databases. It is not written down anywhere: without it they have to be entered again.'
          : 'The passwords of your databases are sealed with your passphrase. Enter it to use them until Quaestor ends.'}
      </p>
      <form onSubmit={submit}>
        <div className={style.fields}>
          <PasswordInput
            label="Passphrase" autoComplete={choosing ? 'new-password' : 'current-password'} data-autofocus value={passphrase} error={wrong ? `${failure.message} ${failure.hint}` : undefined}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }} maxLength={1_024} onChange={(event) => { setPassphrase(event.currentTarget.value); setFailure(null) }}
          />
          {choosing && <PasswordInput label="Passphrase again" autoComplete="new-password" value={again} error={differs ? 'The two are not the same.' : undefined} visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }} maxLength={1_024} onChange={(event) => { setAgain(event.currentTarget.value) }} />}
        </div>
        {failure !== null && !wrong && <FailureNotice failure={failure} />}
        <div className={style.buttons}>
          {choosing && <Button variant="default" disabled={busy} onClick={() => { void call(() => client.app.keepInMemory()) }}>Keep in memory only</Button>}
          <Button type="submit" disabled={!ready} loading={busy}>{choosing ? 'Use this passphrase' : 'Unlock'}</Button>
        </div>
      </form>
    </Modal>
  )
}
