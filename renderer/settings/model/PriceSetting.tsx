import { NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Settings } from '../../../shared/model/settings.ts'
import { Setting } from '../Setting.tsx'
import { useSaving } from '../use-saving.ts'
import style from './ModelForm.module.css'

const most = 100_000

/** What a million tokens cost, sent and received; saved when a field is left or Enter is pressed. */
export function PriceSetting({ model }: { model: Settings['model'] }) {
  const { save, ...saving } = useSaving()
  return (
    <Setting name="Price of a million tokens" explanation="In US dollars, as the service says. Without prices no cost is counted." {...saving}>
      {({ id, 'aria-describedby': about }) => (
        <div className={style.prices}>
          <Price id={id} name="sent" about={about} value={model.inputPrice} save={(inputPrice) => { save({ model: { inputPrice } }) }} />
          <Price name="received" about={about} value={model.outputPrice} save={(outputPrice) => { save({ model: { outputPrice } }) }} />
        </div>
      )}
    </Setting>
  )
}

function Price({ id, name, about, value, save }: { id?: string; name: string; about: string; value: number | null; save: (price: number | null) => void }) {
  const [typed, setTyped] = useState<string | number>(value ?? '')
  const [refused, setRefused] = useState(false)
  useEffect(() => { setTyped(value ?? '') }, [value])
  const leave = (): void => {
    const wanted = typed === '' ? null : Number(typed)
    const isPrice = wanted === null || (Number.isFinite(wanted) && wanted >= 0 && wanted <= most)
    setRefused(!isPrice)
    if (isPrice && wanted !== value) save(wanted)
  }
  return (
    <NumberInput
      {...(id === undefined ? {} : { id })} aria-label={`Price of a million tokens ${name}`} aria-describedby={about} value={typed} placeholder={name} hideControls allowNegative={false} decimalScale={4} thousandSeparator="," leftSection="$" leftSectionWidth={24}
      error={refused ? '0 to 100,000' : undefined} onChange={(next) => { setTyped(next); setRefused(false) }} onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }}
    />
  )
}
