import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import type { Plan } from '../../shared/model/plan.ts'
import type { Run } from '../state/thread.ts'
import style from './ChipEditor.module.css'
import { ChipEditor } from './ChipEditor.tsx'
import { ChoiceList } from './ChoiceList.tsx'

const pieces = [
  { label: 'Measure', detail: 'a number to see', path: 'add:measure' }, { label: 'Grouping', detail: 'one row for each', path: 'add:by' }, { label: 'Column', detail: 'shown beside', path: 'add:show' },
  { label: 'Filter', detail: 'only some rows', path: 'add:filter' }, { label: 'Period', detail: 'from one day to another', path: 'add:period' }, { label: 'Comparison', detail: 'a share, or an earlier time', path: 'add:compare' },
  { label: 'Order', detail: 'what comes first', path: 'add:order' }, { label: 'Limit', detail: 'so many rows', path: 'add:limit' },
]

/** What can be added to a plan, and then the choices of it. */
export function AddMenu({ run, plan, onDone }: { run: Run; plan: Plan; onDone: () => void }) {
  const [path, setPath] = useState<string | null>(null)
  if (plan.kind !== 'query') return null
  const open = pieces.filter((piece) => (piece.path === 'add:period' ? plan.period === undefined : piece.path === 'add:limit' ? plan.limit === undefined : piece.path === 'add:show' ? plan.measures.length === 0 : piece.path === 'add:compare' ? plan.measures.length > 0 : true))
  if (path === null) return <div className={style.editor}><ChoiceList label="Add" items={open.map((piece) => ({ ...piece, group: '', chosen: false }))} onChoose={(at) => { setPath(open[at]?.path ?? null) }} /></div>
  return (
    <>
      <button type="button" className={style.back} onClick={() => { setPath(null) }}><ChevronLeft size={13} aria-hidden />Add</button>
      <ChipEditor run={run} plan={plan} path={path} onDone={onDone} />
    </>
  )
}
