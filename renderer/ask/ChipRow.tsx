import { Popover, Tooltip } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Answer, Chip as ChipFacts } from '../../shared/model/answer.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Run } from '../state/thread.ts'
import { Chip } from '../ui/Chip.tsx'
import { AddMenu } from './AddMenu.tsx'
import { ChipEditor } from './ChipEditor.tsx'
import style from './ChipRow.module.css'

type Props = { run: Run; answer: Answer; disabled: boolean }

/** The plan of an answer, piece by piece. A piece is changed where it stands, and the answer is made anew. */
export function ChipRow({ run, answer: { plan, receipt }, disabled }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  if (plan === null) return null
  const shared = { run, plan, disabled, open, onOpen: setOpen }
  return (
    <div className={style.chips} role="group" aria-label="What was understood">
      {receipt.chips.map((chip, at) => <PlanChip key={`${chip.path} ${at}`} chip={chip} {...shared} />)}
      {plan.kind === 'query' && (
        <>
          <AddChip path="add:filter" name="Filter" {...shared} />
          <AddChip path="add" name="Add" {...shared} />
        </>
      )}
    </div>
  )
}

type Shared = { run: Run; plan: Plan; disabled: boolean; open: string | null; onOpen: (path: string | null) => void }

function PlanChip({ chip, run, plan, disabled, open, onOpen }: { chip: ChipFacts } & Shared) {
  const isOpen = open === chip.path
  const target = (
    <Chip label={chip.label} value={<span title={chip.value.length > 60 ? chip.value : undefined}>{chip.value}</span>} assumed={chip.assumed} opens disabled={disabled} aria-expanded={isOpen} onClick={() => { onOpen(isOpen ? null : chip.path) }} />
  )
  return (
    <Popover opened={isOpen} onChange={(opened) => { if (!opened) onOpen(null) }} position="bottom-start" width={380} withRoles={false} trapFocus returnFocus>
      <Popover.Target>{chip.assumed ? <Assumed>{target}</Assumed> : <span className={style.target}>{target}</span>}</Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={chip.label} className={style.dropdown}><ChipEditor run={run} plan={plan} path={chip.path} onDone={() => { onOpen(null) }} /></Popover.Dropdown>
    </Popover>
  )
}

function Assumed({ children, ref, ...rest }: React.ComponentProps<'span'>) {
  return <Tooltip label="Assumed: the question does not say so" openDelay={300}><span ref={ref} className={style.target} {...rest}>{children}</span></Tooltip>
}

function AddChip({ path, name, run, plan, disabled, open, onOpen }: { path: 'add' | 'add:filter'; name: string } & Shared) {
  const isOpen = open === path
  const done = (): void => { onOpen(null) }
  return (
    <Popover opened={isOpen} onChange={(opened) => { if (!opened) done() }} position="bottom-start" width={380} withRoles={false} trapFocus returnFocus>
      <Popover.Target><span className={style.target}><Chip adds value={<><Plus size={11} strokeWidth={2.25} className={style.plus} aria-hidden />{name}</>} disabled={disabled} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => { onOpen(isOpen ? null : path) }} /></span></Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={name} className={style.dropdown}>{path === 'add' ? <AddMenu run={run} plan={plan} onDone={done} /> : <ChipEditor run={run} plan={plan} path={path} onDone={done} />}</Popover.Dropdown>
    </Popover>
  )
}
