import { useId, useState } from 'react'
import { AnswerBody } from '../answer/AnswerBody.tsx'
import type { Span } from '../answer/receipt/origin-words.ts'
import { PartialRows } from '../answer/PartialRows.tsx'
import { focusRun, useThread, type Run } from '../state/thread.ts'
import cards from './Card.module.css'
import { CardHeader } from './CardHeader.tsx'
import { ChipRow } from './ChipRow.tsx'
import { Clarify } from './Clarify.tsx'
import style from './DocumentCard.module.css'
import { titleOf } from './DocumentLine.tsx'
import { standingAnswer, type AskedDocument } from './documents.ts'
import { DoneLine } from './DoneLine.tsx'
import { Flags } from './Flags.tsx'
import { FollowUps } from './FollowUps.tsx'
import { OtherReadings } from './OtherReadings.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { RememberLine } from './RememberLine.tsx'
import { RowsBehindCheck } from './RowsBehindCheck.tsx'
import { RunFailure } from './RunFailure.tsx'
import { readingOf } from './stages.ts'
import { unknownWordOf } from './unknown-word.ts'
import { useIsHere } from './use-is-here.ts'
import { useLate } from './use-late.ts'

/** A new version that comes within so many milliseconds is simply there: no bars are shown for it. */
const noticedMs = 350

/** A question and its answer, with every version of it. What was answered before stays, dimmed, until the new version is there. */
export function DocumentCard({ document, run, isLast }: { document: AskedDocument; run: Run; isLast: boolean }) {
  const titleId = useId()
  const [pointed, setPointed] = useState<Span | null>(null)
  const isFocused = useThread(({ focus }) => focus === run.summary.id)
  const { outcome } = run
  const isHere = useIsHere(run)
  const word = outcome?.kind === 'failed' ? unknownWordOf(outcome.failure) : null
  const standing = standingAnswer(document, run)
  // SQL that failed is mended where it was written.
  const isOwnSql = outcome?.kind === 'failed' && run.summary.asked.kind === 'sql'
  const late = useLate(noticedMs, run.summary.id)
  const isRunning = outcome === null
  const reading = isRunning ? readingOf(run.steps) : null
  const partial = reading?.result ?? null
  const focus = (): void => { if (!isFocused) focusRun(run.summary.id) }
  return (
    <article className={`${cards.card} ${style.document}`} aria-labelledby={titleId} aria-busy={isRunning} data-focused={(isFocused && !isLast) || undefined} onPointerDownCapture={focus} onFocusCapture={focus} data-testid="document">
      {outcome?.kind === 'clarify'
        ? <Clarify run={run} outcome={outcome} document={document} titleId={titleId} isLast={isLast} />
        : <CardHeader id={titleId} document={document} run={run} title={word === null ? titleOf(standing ?? run) : `I don’t know “${word.text}”`} isLast={isLast} pointed={pointed} />}
      {standing?.outcome?.kind === 'answer' && outcome?.kind !== 'clarify' && <ChipRow run={standing} answer={standing.outcome.answer} disabled={isRunning || !isHere} onPoint={setPointed} />}
      {isRunning && (standing?.outcome?.kind !== 'answer' || late ? <ProgressLine run={run} hasRows={partial !== null && standing === null} /> : <DoneLine run={standing} answer={standing.outcome.answer} />)}
      {outcome?.kind === 'failed' && <RunFailure document={document} run={run} failure={outcome.failure} />}
      {partial !== null && standing === null && <PartialRows resultId={partial} rows={reading?.rows ?? 0} />}
      {standing?.outcome?.kind === 'answer' && (isRunning || outcome?.kind === 'answer' || isOwnSql) && (
        <>
          {outcome?.kind === 'answer' && <DoneLine run={run} answer={outcome.answer} />}
          <div className={style.body} data-old={(isRunning && late) || undefined} inert={isRunning}>
            <Flags answer={standing.outcome.answer} />
            <RowsBehindCheck run={standing} answer={standing.outcome.answer} />
            <AnswerBody run={standing} answer={standing.outcome.answer} />
          </div>
        </>
      )}
      {outcome?.kind === 'answer' && isHere && (
        <>
          <OtherReadings run={run} answer={outcome.answer} readings={outcome.readings} />
          <RememberLine document={document} run={run} answer={outcome.answer} />
          {isLast && <FollowUps run={run} answer={outcome.answer} />}
        </>
      )}
    </article>
  )
}
