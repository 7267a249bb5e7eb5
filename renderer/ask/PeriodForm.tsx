import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { ChipChoices, PlanEdit } from '../../shared/model/plan-edit.ts'
import style from './ChipEditor.module.css'
import { lastDay, readPeriod } from './period-form.ts'

type Form = Extract<NonNullable<ChipChoices['form']>, { kind: 'period' }>

/** Two days, both included; either may be left out. */
export function PeriodForm({ form, busy, onApply }: { form: Form; busy: boolean; onApply: (edit: PlanEdit) => void }) {
  const [from, setFrom] = useState(form.from ?? '')
  const [last, setLast] = useState(lastDay(form.until) ?? '')
  const [told, setTold] = useState(false)
  const read = readPeriod(from, last)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTold(true)
    if (read.edit !== null) onApply(read.edit)
  }
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <div className={style.pair}>
        <TextInput label="From" type="date" value={from} onChange={({ currentTarget }) => { setTold(false); setFrom(currentTarget.value) }} />
        <TextInput label="To, included" type="date" value={last} onChange={({ currentTarget }) => { setTold(false); setLast(currentTarget.value) }} />
      </div>
      <div className={style.end}>
        {told && read.problem !== null && <p className={style.problem} role="alert">{read.problem}</p>}
        <Button type="submit" loading={busy}>Apply</Button>
      </div>
    </form>
  )
}
