import { NativeSelect, NumberInput, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatCount } from '../ui/format.ts'
import type { SettingsChange } from '../../shared/model/settings.ts'
import { describedField, Setting } from './Setting.tsx'
import { useSaving } from './use-saving.ts'
import style from './Settings.module.css'

type Named = { name: string; explanation: string }

/** A setting with a few values to choose from. */
export function ChoiceSetting<Value extends string>({ name, explanation, value, choices, change }: Named & { value: Value; choices: readonly { value: Value; label: string }[]; change: (value: Value) => SettingsChange }) {
  const { save, ...saving } = useSaving()
  const choose = (text: string): void => {
    const chosen = choices.find((choice) => choice.value === text)
    if (chosen !== undefined) save(change(chosen.value))
  }
  return (
    <Setting name={name} explanation={explanation} {...saving}>
      {(described) => <NativeSelect {...described} {...describedField(explanation)} data={[...choices]} value={value} onChange={(event) => { choose(event.currentTarget.value) }} />}
    </Setting>
  )
}

/** A setting that is on or off. `next` is done once a change is saved. */
export function SwitchSetting({ name, explanation, value, change, next }: Named & { value: boolean; change: (value: boolean) => SettingsChange; next?: () => Promise<void> }) {
  const { save, ...saving } = useSaving()
  return (
    <Setting name={name} explanation={explanation} {...saving}>
      {(described) => <Switch {...described} checked={value} onChange={(event) => { save(change(event.currentTarget.checked), next) }} />}
    </Setting>
  )
}

type NumberProps<Value> = Named & {
  value: Value
  least: number
  most: number
  unit: string
  /** What an empty field means; without it a number is wanted. */
  empty?: string
  change: (value: Value) => SettingsChange
}

/** A whole number within bounds, saved when the field is left or Enter is pressed. */
export function NumberSetting({ name, explanation, value, least, most, unit, change }: NumberProps<number>) {
  return <WholeNumber name={name} explanation={explanation} value={value} least={least} most={most} unit={unit} onSave={(wanted) => (wanted === null ? null : change(wanted))} />
}

/** A whole number within bounds, or none. */
export function OptionalNumberSetting({ name, explanation, value, least, most, unit, empty, change }: NumberProps<number | null>) {
  return <WholeNumber name={name} explanation={explanation} value={value} least={least} most={most} unit={unit} empty={empty} onSave={change} />
}

function WholeNumber({ name, explanation, value, least, most, unit, empty, onSave }: Omit<NumberProps<number | null>, 'change'> & { onSave: (value: number | null) => SettingsChange | null }) {
  const { save, ...saving } = useSaving()
  const [typed, setTyped] = useState<string | number>(value ?? '')
  const [refused, setRefused] = useState(false)
  useEffect(() => { setTyped(value ?? '') }, [value])
  const leave = (): void => {
    const wanted = typed === '' ? null : Number(typed)
    const change = wanted === null || (Number.isInteger(wanted) && wanted >= least && wanted <= most) ? onSave(wanted) : null
    setRefused(change === null)
    if (change !== null && wanted !== value) save(change)
  }
  return (
    <Setting name={name} explanation={explanation} {...saving}>
      {(described) => (
        <NumberInput
          {...described} {...describedField(explanation)} value={typed} placeholder={empty} thousandSeparator="," hideControls rightSection={<span className={style.unit}>{unit}</span>} rightSectionWidth={70} rightSectionPointerEvents="none"
          error={refused ? `A whole number from ${formatCount(least)} to ${formatCount(most)}${empty === undefined ? '' : ', or nothing'}.` : undefined}
          onChange={(next) => { setTyped(next); setRefused(false) }} onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }}
        />
      )}
    </Setting>
  )
}
