import { ReceiptText } from 'lucide-react'
import { useFocusedRun } from '../state/thread.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PanelHeader } from '../ui/PanelHeader.tsx'
import { ReceiptView } from './receipt/ReceiptView.tsx'
import style from './Inspector.module.css'

/** The receipt of the focused run. */
export function Inspector() {
  const run = useFocusedRun()
  const outcome = run?.outcome ?? null
  return (
    <div className={style.inspector}>
      <PanelHeader title="Receipt" />
      {outcome?.kind === 'answer'
        ? <ReceiptView key={outcome.answer.id} answer={outcome.answer} narrow />
        : <EmptyState compact icon={<ReceiptText size={18} strokeWidth={1.75} />} title={run === null ? 'No answer yet' : outcome === null ? 'Working on it' : 'No receipt'}>{words(run === null ? 'none' : outcome?.kind ?? 'running')}</EmptyState>}
    </div>
  )
}

function words(state: 'none' | 'running' | 'clarify' | 'failed'): string {
  switch (state) {
    case 'none': return 'Every answer comes with its evidence: how the question was read, what was assumed, the tables and the SQL.'
    case 'running': return 'The evidence is written while the answer is made: the reading, the tables, the SQL.'
    case 'clarify': return 'The question can be read in ways that give different numbers. Choose one, and its evidence stands here.'
    case 'failed': return 'There is no answer, so there is no evidence to show. The question says what happened.'
  }
}
