import { lazy, Suspense, useState } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { askAgain, type Run } from '../../state/thread.ts'
import { formatCount } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { RowsFailure } from '../RowsFailure.tsx'
import { useFirstRows } from '../first-rows.ts'
import { NoRows } from './NoRows.tsx'
import style from './TableTab.module.css'

const ResultGrid = lazy(async () => ({ default: (await import('./ResultGrid.tsx')).ResultGrid }))

const mostRows = 5_000_000

/** The rows of an answer, and what must be known of them: that they are only the first, or that there are none. */
export function TableTab({ run, answer }: { run: Run; answer: Answer }) {
  const first = useFirstRows(answer)
  const [lost, setLost] = useState<FailureFacts | null>(null)
  const { rows, truncated } = answer.result
  if (rows === 0) return <NoRows answer={answer} />
  if (lost !== null) return <RowsFailure run={run} failure={lost} />
  if (first.state === 'failed') return <RowsFailure run={run} failure={first.failure} />
  const waiting = <div className={style.waiting}><SkeletonRows rows={Math.min(8, rows)} label="Loading rows" /></div>
  return (
    <div className={style.tab}>
      {truncated && <FirstRowsOnly run={run} answer={answer} />}
      {first.state === 'loading' ? waiting : <Suspense fallback={waiting}><ResultGrid key={answer.result.id} run={run} answer={answer} first={first.value} onLost={setLost} /></Suspense>}
      <p className={style.footer}>{truncated ? `First ${formatCount(rows)} rows. Not totalled.` : `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`}{answer.result.columns.length > 12 && ` · ${formatCount(answer.result.columns.length)} columns`}</p>
    </div>
  )
}

function FirstRowsOnly({ run, answer: { result: { rows }, receipt } }: { run: Run; answer: Answer }) {
  const more = Math.min(mostRows, rows * 10)
  return (
    <Notice tone="warn" lead={`First ${formatCount(rows)} rows`} className={style.flag}>
      {receipt.estimatedRows !== null && receipt.estimatedRows > rows ? `of about ${formatCount(receipt.estimatedRows)}. ` : '; there are more. '}Not totalled, and in the order they came.{' '}
      {more > rows && <TextButton onClick={() => { void askAgain(run, { rows: more }) }}>Read up to {formatCount(more)} rows</TextButton>}
    </Notice>
  )
}
