import { Autocomplete, Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { AppState } from '../../../shared/contract/app.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { ModelPreset, modelPresets } from '../../../shared/model/model.ts'
import { client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { changeSettings, useApp } from '../../state/app.ts'
import { askToAllow } from '../../state/model.ts'
import { toastFailure } from '../../state/toast.ts'
import { showUnlock, useWindow } from '../../state/window.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { faultsOf, fieldsOf, isChanged, isKeyKept, isOpenToRead, withPreset, type ModelFaults, type ModelFields } from './model-fields.ts'
import style from './ModelForm.module.css'
import { ModelKey } from './ModelKey.tsx'
import { TrialResult } from './TrialResult.tsx'
import { useTrial } from './use-trial.ts'

const services = ModelPreset.options.map((preset) => ({ value: preset, label: modelPresets[preset].label }))

/** Which model is asked, and where. It is tried before it is saved; the key goes to the vault and never comes back. */
export function ModelForm({ app }: { app: AppState }) {
  const saved = app.settings.model
  const [changed, setChanged] = useState<ModelFields | null>(null)
  const [faults, setFaults] = useState<ModelFaults>({})
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  const fields = changed ?? fieldsOf(saved)
  const trial = useTrial()
  const keepsKey = isKeyKept(fields, app.model)
  const { label, needsKey, local } = modelPresets[fields.preset]
  const set = (next: ModelFields): void => {
    setChanged(next)
    setFaults({})
    setFailure(null)
    if (next.baseUrl !== fields.baseUrl || next.key !== fields.key) trial.forget()
    else if (next.name !== fields.name) trial.cancel()
  }
  const isComplete = (what: 'test' | 'save'): boolean => {
    const found = faultsOf(fields, what)
    setFaults(found)
    return Object.keys(found).length === 0
  }

  const test = (): void => {
    if (isComplete('test')) trial.begin({ baseUrl: fields.baseUrl.trim(), name: fields.name.trim(), ...(fields.key === '' ? {} : { key: fields.key }) })
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      await changeSettings({ model: { preset: fields.preset, baseUrl: fields.baseUrl.trim(), name: fields.name.trim() } })
      if (fields.key !== '') await client.models.saveKey({ key: fields.key })
      setChanged(null)
      await askToAllow()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const submit = (): void => {
    if (!isComplete('save')) return
    if (fields.key !== '') whenUnlocked(() => { void save() })
    else void save()
  }

  return (
    <form className={style.form} aria-label="The model" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div className={style.grid}>
        <NativeSelect label="Service" data={services} value={fields.preset} onChange={({ currentTarget }) => { set(withPreset(fields, ModelPreset.parse(currentTarget.value))) }} />
        <TextInput
          label="Address" value={fields.baseUrl} error={faults.baseUrl} placeholder={fields.preset === 'azure' ? 'https://your-resource.openai.azure.com/openai/v1' : 'https://'} spellCheck={false} autoComplete="off"
          onChange={({ currentTarget }) => { set({ ...fields, baseUrl: currentTarget.value }) }}
        />
        <Autocomplete
          label="Model" value={fields.name} error={faults.name} data={trial.trial?.models ?? []} limit={200} maxDropdownHeight={220} placeholder={fields.preset === 'azure' ? 'The name of your deployment' : 'Test lists what there is'} spellCheck={false} autoComplete="off"
          onChange={(name) => { set({ ...fields, name }) }}
        />
        <ModelKey saved={keepsKey} needed={needsKey} value={fields.key} onChange={(key) => { set({ ...fields, key }) }} />
      </div>
      {isOpenToRead(fields.baseUrl) && <Notice tone="warn" lead="Not encrypted.">What is sent to this address can be read on its way. Use https unless it is in your own network.</Notice>}
      <TrialResult {...trial} name={fields.name.trim()} service={local ? `${label} on this machine` : label} onChoose={(name) => { set({ ...fields, name }) }} />
      {failure !== null && <FailureNotice failure={failure} />}
      <div className={style.actions}>
        <Button variant="default" disabled={trial.state === 'testing' || busy} onClick={test}>Test</Button>
        <span className={style.hint}>A test sends a made-up sentence, and nothing of any database.</span>
        {changed !== null && isChanged(fields, saved) && <Button variant="default" disabled={busy} onClick={() => { setChanged(null); setFaults({}); setFailure(null); trial.forget() }}>Undo</Button>}
        <Button type="submit" loading={busy} disabled={!isChanged(fields, saved)}>Save</Button>
      </div>
    </form>
  )
}

/** Does something once the passwords are open, asking for the passphrase where they are not; nothing when that is given up. */
function whenUnlocked(work: () => void): void {
  const { app } = useApp.getState()
  if (app?.vault.state === 'open') {
    work()
    return
  }
  showUnlock(true)
  const stop = useWindow.subscribe(({ unlocking }) => {
    if (unlocking) return
    stop()
    client.app.state().then(({ vault }) => { if (vault.state === 'open') work() }, toastFailure)
  })
}
