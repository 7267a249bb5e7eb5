import { Button } from '@mantine/core'
import type { VaultState } from '../../shared/contract/app.ts'
import { showUnlock } from '../state/window.ts'
import { StatusDot, type Status } from '../ui/StatusDot.tsx'
import style from './Settings.module.css'

const places: Record<VaultState['kept'], { name: string; explanation: string }> = {
  keychain: { name: 'Kept in the system’s keychain', explanation: 'Passwords are sealed with a key that this computer’s own keychain keeps.' },
  passphrase: { name: 'Sealed with your passphrase', explanation: 'Passwords are sealed with a key made from your passphrase, which is written down nowhere.' },
  memory: { name: 'Kept in memory only', explanation: 'Passwords are forgotten when Quaestor ends.' },
}
const states: Record<VaultState['state'], { status: Status; word: string; action: string | null }> = {
  open: { status: 'good', word: 'Unlocked', action: null },
  locked: { status: 'warn', word: 'Locked', action: 'Unlock…' },
  unset: { status: 'none', word: 'Not set up yet', action: 'Choose a passphrase…' },
}

/** Where the key to the saved passwords sleeps, and whether it is awake. */
export function SecretsSection({ vault }: { vault: VaultState }) {
  const place = places[vault.kept]
  const { status, word, action } = states[vault.state]
  return (
    <div className={style.setting}>
      <div className={style.text}>
        <span className={style.name}>{vault.state === 'unset' ? 'No passphrase was chosen yet' : place.name}</span>
        <p className={style.explanation}>{vault.state === 'unset' ? 'There is no keychain here that Quaestor can use. A passphrase seals the passwords you save.' : place.explanation}</p>
      </div>
      <div className={`${style.control} ${style.fact}`}>
        <span className={style.word}><StatusDot status={status} />{word}</span>
        {action !== null && <Button variant="default" onClick={() => { showUnlock(true) }}>{action}</Button>}
      </div>
    </div>
  )
}
