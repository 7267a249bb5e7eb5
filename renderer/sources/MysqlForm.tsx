import { Button, Checkbox, Collapse, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { SavedSource, SourceCheck } from '../../shared/model/saved-source.ts'
import { client } from '../api/client.ts'
import { failureOf } from '../api/failure.ts'
import { loadSources } from '../state/sources.ts'
import { showUnlock } from '../state/window.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { CheckResult } from './CheckResult.tsx'
import { draftOf, emptyFields, faultsOf, fieldsFromAddress, fieldsOf, type FieldFaults, type MysqlFields } from './mysql-draft.ts'
import styles from './SourceForm.module.css'

type Props = { saved: SavedSource | null; onSaved: (source: SavedSource) => void; onCancel: () => void }

const tlsChoices = [
  { value: 'verify', label: 'Verify the certificate' },
  { value: 'encrypt', label: 'Encrypt, any certificate' },
  { value: 'off', label: 'Off: plain text' },
]

/** Adds or edits a MySQL, MariaDB or TiDB server. The password goes to the vault and never comes back. */
export function MysqlForm({ saved, onSaved, onCancel }: Props) {
  const [fields, setFields] = useState<MysqlFields>(saved === null ? emptyFields : fieldsOf(saved))
  const [faults, setFaults] = useState<FieldFaults>({})
  const [more, setMore] = useState(fields.ca !== '' || fields.pool !== 4)
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const [check, setCheck] = useState<SourceCheck | null>(null)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const set = (change: Partial<MysqlFields>): void => {
    setFields((before) => ({ ...before, ...change }))
    setFaults({})
    setCheck(null)
    setFailure(null)
  }

  const attempt = async (what: 'test' | 'save'): Promise<void> => {
    const found = faultsOf(fields)
    setFaults(found)
    if (found.ca !== undefined || found.pool !== undefined) setMore(true)
    if (Object.keys(found).length > 0) return
    setBusy(what)
    setFailure(null)
    try {
      const draft = draftOf(fields, saved)
      if (what === 'test') setCheck(await client.sources.test(draft))
      else {
        const source = await client.sources.save(draft)
        await loadSources()
        onSaved(source)
      }
    } catch (error) {
      const told = failureOf(error)
      setCheck(null)
      setFailure(told)
      if (told.detail?.field === 'password') setFaults({ password: 'Enter it again.' })
    } finally {
      setBusy(null)
    }
  }

  const unlock = (): void => {
    setFailure(null)
    showUnlock(true)
  }

  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void attempt('save') }}>
      <div className={styles.grid}>
        <TextInput label="Host" value={fields.host} error={faults.host} placeholder="db.example.com, or a mysql:// address" data-autofocus autoComplete="off" spellCheck={false}
          onChange={({ currentTarget }) => { set(fieldsFromAddress(currentTarget.value) ?? { host: currentTarget.value }) }} />
        <NumberInput label="Port" value={fields.port} error={faults.port} min={1} max={65_535} allowDecimal={false} hideControls onChange={(port) => { set({ port }) }} />
        <TextInput label="User" value={fields.user} error={faults.user} autoComplete="off" spellCheck={false} onChange={({ currentTarget }) => { set({ user: currentTarget.value }) }} />
        <PasswordInput label="Password" value={fields.password} error={faults.password} autoComplete="new-password" placeholder={saved?.hasPassword === true ? 'Saved; type to replace' : ''} onChange={({ currentTarget }) => { set({ password: currentTarget.value }) }} />
        <TextInput label="Database" value={fields.database} placeholder="All that this user sees" autoComplete="off" spellCheck={false} onChange={({ currentTarget }) => { set({ database: currentTarget.value }) }} />
        <Select label="TLS" data={tlsChoices} value={fields.tls} onChange={(tls) => { set({ tls: (tls ?? 'verify') as MysqlFields['tls'] }) }} />
      </div>
      <TextInput label="Name" value={fields.name} placeholder="What you call it" autoComplete="off" onChange={({ currentTarget }) => { set({ name: currentTarget.value }) }} />
      <Checkbox label="More options" checked={more} onChange={({ currentTarget }) => { setMore(currentTarget.checked) }} />
      <Collapse expanded={more}>
        <div className={styles.more}>
          <Textarea label="Certificate authority (PEM)" description="Trusted beside the system’s own, for servers with a certificate of your company." value={fields.ca} error={faults.ca} rows={4} spellCheck={false} disabled={fields.tls === 'off'}
            onChange={({ currentTarget }) => { set({ ca: currentTarget.value }) }} />
          <NumberInput label="Connections at once" value={fields.pool} error={faults.pool} min={1} max={20} allowDecimal={false} onChange={(pool) => { set({ pool }) }} />
        </div>
      </Collapse>
      {check !== null && <CheckResult check={check} database={fields.database.trim()} />}
      {failure !== null && <FailureNotice failure={failure} onRemedy={failure.code === 'VAULT_LOCKED' ? unlock : undefined} />}
      <div className={styles.actions}>
        <Button variant="default" loading={busy === 'test'} disabled={busy === 'save'} onClick={() => { void attempt('test') }}>Test</Button>
        <span className={styles.gap} />
        <Button variant="default" onClick={onCancel}>Cancel</Button>
        <Button type="submit" loading={busy === 'save'} disabled={busy === 'test'}>{saved === null ? 'Save and open' : 'Save'}</Button>
      </div>
    </form>
  )
}
