import { Button } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { PlanEdit } from '../../shared/model/plan-edit.ts'
import { failureOf } from '../api/failure.ts'
import type { Run } from '../state/thread.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { icon } from '../ui/icon.ts'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { changePlan } from './change-plan.ts'
import style from './ChipEditor.module.css'
import { ChoiceList } from './ChoiceList.tsx'
import { FilterForm } from './FilterForm.tsx'
import { LimitForm } from './LimitForm.tsx'
import { PeriodForm } from './PeriodForm.tsx'
import { useChoices } from './use-choices.ts'

/** So many choices are found faster by typing. */
const manyChoices = 8

/** What a piece of a plan can become: choices, a form for what can be typed, and a way to take it out. */
export function ChipEditor({ run, plan, path, onDone }: { run: Run; plan: Plan; path: string; onDone: () => void }) {
  const [search, setSearch] = useState('')
  const { choices, failure, retry } = useChoices(plan, path, search)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<FailureFacts | null>(null)

  const box = useRef<HTMLDivElement>(null)
  const isKnown = choices !== null
  useEffect(() => { box.current?.querySelector<HTMLElement>('[data-first-focus], input, button')?.focus({ preventScroll: true }) }, [isKnown])

  const make = async (edit: PlanEdit): Promise<void> => {
    setBusy(true)
    setRefused(null)
    try {
      await changePlan(run, plan, edit)
      onDone()
    } catch (error) {
      setRefused(failureOf(error))
      setBusy(false)
    }
  }
  const apply = (edit: PlanEdit): void => { void make(edit) }

  if (failure !== null) return <div className={style.padded}><FailureNotice failure={failure} onRemedy={failure.retry ? retry : undefined} /></div>
  if (choices === null) return <div tabIndex={0} data-autofocus className={style.waiting}><SkeletonRows rows={4} label="Looking up the choices" /></div>
  const { form } = choices
  const searches = search !== '' || choices.choices.length > manyChoices
  const formNode = form === null ? null
    : form.kind === 'filter' ? <FilterForm key={path} form={form} busy={busy} onApply={apply} />
      : form.kind === 'period' ? <PeriodForm key={path} form={form} busy={busy} onApply={apply} />
        : <LimitForm key={path} form={form} busy={busy} onApply={apply} />
  const list = choices.choices.length === 0 && !searches ? null : (
    <ChoiceList
      label={choices.title} items={choices.choices} disabled={busy} isShort={formNode !== null} search={searches ? { text: search, onChange: setSearch } : undefined}
      onChoose={(at) => { const choice = choices.choices[at]; if (choice?.chosen === true) onDone(); else if (choice !== undefined) apply(choice.edit) }}
      empty={<p className={style.none}>Nothing here is called “{search}”.</p>}
    />
  )
  return (
    <div ref={box} className={style.editor} aria-busy={busy} role="group" aria-label={choices.title}>
      <div className={style.head}>{choices.title}</div>
      {refused !== null && <div className={style.padded}><FailureNotice failure={refused} /></div>}
      {list}
      {formNode !== null && <div className={list === null ? undefined : style.divided}>{formNode}</div>}
      {list === null && formNode === null && !choices.removable && <p className={style.none} tabIndex={-1} data-first-focus>There is nothing else this can be.</p>}
      {choices.removable && (
        <div className={style.foot}>
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<Trash2 {...icon} size={13} />} disabled={busy} onClick={() => { apply({ kind: 'remove', at: choices.path }) }}>Remove</Button>
        </div>
      )}
    </div>
  )
}
