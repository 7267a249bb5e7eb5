import { Button } from '@mantine/core'
import { remedies, type FailureFacts } from '../../shared/model/failure.ts'
import { useSettings } from '../state/app.ts'
import { askAgain, type Run } from '../state/thread.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { Notice } from '../ui/Notice.tsx'
import style from './RunFailure.module.css'
import { standingAnswer, type AskedDocument } from './documents.ts'
import { ProgressLine } from './ProgressLine.tsx'
import { applyRemedy } from './remedy.ts'
import { showVersion } from './thread-view.ts'
import { UnknownWord } from './UnknownWord.tsx'
import { unknownWordOf } from './unknown-word.ts'
import { widerLimits } from './wider-limits.ts'

/** How a run ended badly, at the stage where it did, with what mends it. A word that is not known is said in words of its own. */
export function RunFailure({ document, run, failure }: { document: AskedDocument; run: Run; failure: FailureFacts }) {
  const limits = { ...useSettings().limits, ...run.limits }
  const word = unknownWordOf(failure)
  if (word !== null) return <UnknownWord run={run} word={word} failure={failure} />
  const wider = widerLimits(failure.code, limits)
  const before = standingAnswer(document, run)
  const hasBars = run.steps.length > 0
  const back = before !== null && <Button variant="default" onClick={() => { showVersion(document.id, before.summary.id) }}>Back to the last answer</Button>
  return (
    <>
      {hasBars && <ProgressLine run={run} hasRows={false} />}
      <div className={style.failure} data-first={!hasBars || undefined}>
        {failure.code === 'CANCELLED' ? (
          <Notice tone="info" actions={<><Button variant="default" onClick={() => { void applyRemedy(failure, run) }}>Ask again</Button>{back}</>}>Cancelled. The database was told to stop too.</Notice>
        ) : <FailureNotice
          failure={failure} onRemedy={remedies[failure.code] === 'limits' && wider.length > 0 ? undefined : (remedy) => { void applyRemedy(failure, run, remedy) }}
          actions={wider.length === 0 && before === null ? undefined : (
            <>
              {wider.map(({ label, limits: wanted }) => <Button key={label} onClick={() => { void askAgain(run, wanted) }}>{label}</Button>)}
              {wider.length > 0 && <Button variant="default" onClick={() => { void applyRemedy(failure, run, 'rephrase') }}>Edit the question</Button>}
              {back}
            </>
          )}
        />}
      </div>
    </>
  )
}
