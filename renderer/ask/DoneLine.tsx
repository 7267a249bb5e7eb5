import { Check } from 'lucide-react'
import type { Answer } from '../../shared/model/answer.ts'
import { modelName } from '../answer/receipt/grade-words.ts'
import type { Run } from '../state/thread.ts'
import { formatDuration } from '../ui/format.ts'
import style from './DoneLine.module.css'
import { countOf } from './progress-text.ts'
import { stagesOf } from './stages.ts'

/** The five stages of a run that is over, in one quiet line. */
export function DoneLine({ run, answer: { receipt } }: { run: Run; answer: Answer }) {
  return (
    <div className={style.done}>
      <ul className={style.stages} aria-label="Stages">
        {stagesOf(run.steps, run.outcome).map(({ name, words }) => (
          <li key={name}><Check size={12} strokeWidth={2.75} aria-hidden />{name === 'run' ? `${receipt.truncated ? 'First ' : ''}${countOf(receipt.rows, 'row')}` : words}</li>
        ))}
      </ul>
      <span className={style.facts}>{formatDuration(receipt.elapsedMs)} · {receipt.engine === 'offline' || receipt.model === null ? 'offline engine' : modelName(receipt.model)}</span>
    </div>
  )
}
