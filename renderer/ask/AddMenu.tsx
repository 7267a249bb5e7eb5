import { ChevronLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Plan, QueryPlan } from '../../shared/model/plan.ts'
import type { Run } from '../state/thread.ts'
import style from './ChipEditor.module.css'
import { ChipEditor } from './ChipEditor.tsx'
import { ChoiceList } from './ChoiceList.tsx'

type Piece = { label: string; detail: string; path: string; fits: (plan: QueryPlan) => boolean }

const always = (): boolean => true
const pieces: Piece[] = [
  { label: 'Measure', detail: 'a number to see', path: 'add:measure', fits: always },
  { label: 'Grouping', detail: 'one row for each', path: 'add:by', fits: always },
  { label: 'Column', detail: 'shown beside', path: 'add:show', fits: (plan) => plan.measures.length === 0 },
  { label: 'Filter', detail: 'only some rows', path: 'add:filter', fits: always },
  { label: 'Period', detail: 'from one day to another', path: 'add:period', fits: (plan) => plan.period === undefined },
  { label: 'Comparison', detail: 'a share, or an earlier time', path: 'add:compare', fits: (plan) => plan.measures.length > 0 },
  { label: 'Order', detail: 'what comes first', path: 'add:order', fits: always },
  { label: 'Limit', detail: 'so many rows', path: 'add:limit', fits: (plan) => plan.limit === undefined },
]

/** What can be added to a plan, and then the choices of it. */
export function AddMenu({ run, plan, onDone }: { run: Run; plan: Plan; onDone: () => void }) {
  const [path, setPath] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => { box.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus({ preventScroll: true }) }, [path])
  if (plan.kind !== 'query') return null
  const open = pieces.filter(({ fits }) => fits(plan))
  if (path === null) return <div ref={box} className={style.editor}><ChoiceList label="Add" items={open.map(({ label, detail }) => ({ label, detail, group: '', chosen: false }))} onChoose={(at) => { setPath(open[at]?.path ?? null) }} /></div>
  return (
    <>
      <button type="button" className={style.back} onClick={() => { setPath(null) }}><ChevronLeft size={13} aria-hidden />Add</button>
      <ChipEditor run={run} plan={plan} path={path} onDone={onDone} />
    </>
  )
}
