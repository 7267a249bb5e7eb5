import { Button, Checkbox, NumberInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { ChipChoices, PlanEdit } from '../../shared/model/plan-edit.ts'
import style from './ChipEditor.module.css'

type Form = Extract<NonNullable<ChipChoices['form']>, { kind: 'limit' }>
const most = 1_000_000

/** How many rows are kept, and whether rows equal to the last one are kept with it. */
export function LimitForm({ form, busy, onApply }: { form: Form; busy: boolean; onApply: (edit: PlanEdit) => void }) {
  const [count, setCount] = useState<number | string>(form.count)
  const [ties, setTies] = useState(form.ties === 'include')
  const [told, setTold] = useState(false)
  const isGood = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= most
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTold(true)
    if (isGood) onApply({ kind: 'limit', count, ties: ties ? 'include' : 'cut' })
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <NumberInput label="Rows" value={count} min={1} max={most} step={5} allowDecimal={false} allowNegative={false} thousandSeparator="," clampBehavior="none" onChange={(value) => { setTold(false); setCount(value) }} />
      <Checkbox label="Keep rows equal to the last one" checked={ties} onChange={({ currentTarget }) => { setTies(currentTarget.checked) }} />
      <div className={style.end}>
        {told && !isGood && <p className={style.problem} role="alert">Give a whole number from 1 to 1,000,000.</p>}
        <Button type="submit" loading={busy}>Apply</Button>
      </div>
    </form>
  )
}
