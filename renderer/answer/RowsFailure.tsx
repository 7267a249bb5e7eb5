import { Button } from '@mantine/core'
import type { FailureFacts } from '../../shared/model/failure.ts'
import { askAgain, type Run } from '../state/thread.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './RowsFailure.module.css'

/** Stands where the rows of an answer would, when the engine no longer has them or cannot be reached. */
export function RowsFailure({ run, failure }: { run: Run; failure: FailureFacts }) {
  return <div className={style.failure}><FailureNotice failure={failure} actions={<Button variant="default" onClick={() => { void askAgain(run) }}>Run again</Button>} /></div>
}
