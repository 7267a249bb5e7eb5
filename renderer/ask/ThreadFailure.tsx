import { Button } from '@mantine/core'
import { useThread } from '../state/thread.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import style from './Card.module.css'
import { applyRemedy } from './remedy.ts'

/** Why the last question could not even begin. */
export function ThreadFailure() {
  const failure = useThread((thread) => thread.failure)
  if (failure === null) return null
  const close = (): void => { useThread.setState({ failure: null }) }
  return (
    <div className={style.card} data-padded>
      <FailureNotice
        failure={failure} actions={<Button variant="default" onClick={close}>Close</Button>}
        onRemedy={failure.code === 'CONTEXT_MISSING' || failure.code === 'DISCONNECTED' ? (remedy) => { close(); void applyRemedy(failure, null, remedy) } : undefined}
      />
    </div>
  )
}
