import type { Answer } from '../../shared/model/answer.ts'
import { useSettings } from '../state/app.ts'
import { askAgain, type Run } from '../state/thread.ts'
import { formatCount } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import style from './Flags.module.css'
import { roughly } from './progress-text.ts'
import { moreRows } from './wider-limits.ts'

/** What a reader must know before trusting the numbers; it stands above them. */
export function Flags({ run, answer: { receipt } }: { run: Run; answer: Answer }) {
  const limits = { ...useSettings().limits, ...run.limits, rows: Math.max(receipt.rows, 1) }
  const wider = moreRows(limits)
  const { truncated, ignoredWords, warnings, estimatedRows, rows } = receipt
  if (!truncated && ignoredWords.length === 0 && warnings.length === 0) return null
  const rest = estimatedRows !== null && estimatedRows > rows ? `of ${roughly(estimatedRows)}. Not totalled.` : 'only; there are more. Not totalled.'
  return (
    <div className={style.flags}>
      {truncated && <Notice tone="warn" lead={`First ${formatCount(rows)} rows`}>{rest} {wider !== null && <TextButton onClick={() => { void askAgain(run, wider.limits) }}>{wider.label} rows</TextButton>}</Notice>}
      {ignoredWords.length > 0 && <Notice tone="warn" lead="Not used from the question:">{ignoredWords.map((word) => `“${word}”`).join(', ')}.</Notice>}
      {warnings.map((warning) => <Notice key={warning} tone="warn">{warning.replace(/\.?$/, '.')}</Notice>)}
    </div>
  )
}
