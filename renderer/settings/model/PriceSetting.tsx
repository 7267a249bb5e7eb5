import { NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SettingsChange } from '../../../shared/model/settings.ts'
import { describedField, Setting } from '../Setting.tsx'
import { useSaving } from '../use-saving.ts'
import style from '../Settings.module.css'

const most = 10_000

type Props = { name: string; explanation: string; value: number | null; change: (value: number | null) => SettingsChange }

/** A price in dollars, or none; saved when the field is left or Enter is pressed. */
export function PriceSetting({ name, explanation, value, change }: Props) {
  const { save, ...saving } = useSaving()
  const [typed, setTyped] = useState<string | number>(value ?? '')
  const [refused, setRefused] = useState(false)
  useEffect(() => { setTyped(value ?? '') }, [value])
  const leave = (): void => {
    const wanted = typed === '' ? null : Number(typed)
    const isPrice = wanted === null || (Number.isFinite(wanted) && wanted >= 0 && wanted <= most)
    setRefused(!isPrice)
    if (isPrice && wanted !== value) save(change(wanted))
  }
  return (
    <Setting name={name} explanation={explanation} {...saving}>
      {(described) => (
        <NumberInput
          {...described} {...describedField(explanation)} value={typed} placeholder="Not known" hideControls allowNegative={false} decimalScale={4} thousandSeparator="," leftSection="$" rightSection={<span className={style.unit}>a million</span>} rightSectionWidth={70}
          rightSectionPointerEvents="none" error={refused ? 'A price from 0 to 10,000, or nothing.' : undefined}
          onChange={(next) => { setTyped(next); setRefused(false) }} onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }}
        />
      )}
    </Setting>
  )
}
