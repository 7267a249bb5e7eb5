import { Button, PasswordInput } from '@mantine/core'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { toast, toastFailure } from '../../state/toast.ts'
import { icon } from '../../ui/icon.ts'
import style from './ModelForm.module.css'

type Props = { saved: boolean; needed: boolean; value: string; onChange: (key: string) => void }

/** The key of the service: entered, replaced or removed, and never shown. */
export function ModelKey({ saved, needed, value, onChange }: Props) {
  const [replacing, setReplacing] = useState(false)
  const remove = async (): Promise<void> => {
    try {
      await client.models.saveKey({ key: null })
      toast('The key was removed.')
    } catch (error) {
      toastFailure(error)
    }
  }
  if (saved && !replacing && value === '') {
    return (
      <div className={style.key} role="group" aria-label="Key">
        <span className={style.label}>Key</span>
        <div className={style.kept}>
          <span><Check {...icon} aria-hidden />A key is saved</span>
          <Button size="compact-xs" variant="subtle" onClick={() => { setReplacing(true) }}>Replace</Button>
          <Button size="compact-xs" variant="subtle" onClick={() => { void remove() }}>Remove</Button>
        </div>
      </div>
    )
  }
  return (
    <PasswordInput
      label="Key" value={value} placeholder={saved ? 'Replaces the one that is saved' : needed ? 'From your account there' : 'Only if the service wants one'} autoComplete="new-password" maxLength={4_096} data-autofocus={replacing || undefined} ref={(field) => { if (replacing && value === '') field?.focus() }}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }} onBlur={() => { if (value === '') setReplacing(false) }} onChange={({ currentTarget }) => { onChange(currentTarget.value) }}
    />
  )
}
