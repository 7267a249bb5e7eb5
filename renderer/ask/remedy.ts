import { remedies, type FailureFacts, type Remedy } from '../../shared/model/failure.ts'
import { connection } from '../api/client.ts'
import { refreshDatabase, selectDatabase, sourceIdOf, useContextState } from '../state/context.ts'
import { mend } from '../state/mend.ts'
import { useSources } from '../state/sources.ts'
import { askAgain, type Run } from '../state/thread.ts'
import { showDialog, showPicker } from '../state/window.ts'
import { unknownWordOf } from './unknown-word.ts'

/** Does what the button beside a failure says. `run` is the question that failed; null when the failure is about the database. */
export async function applyRemedy(failure: FailureFacts, run: Run | null, remedy: Remedy = remedies[failure.code]): Promise<void> {
  const question = run?.summary.asked.text
  const word = unknownWordOf(failure)?.text
  switch (remedy) {
    case 'refreshCatalog':
      await refreshDatabase()
      return again(run)
    case 'restart':
      connection.retry()
      return again(run)
    case 'editSource': return editSource()
    default: mend(remedy, { retry: () => { void again(run) }, ...(question === undefined ? {} : { question }), ...(word === undefined ? {} : { word }) })
  }
}

async function again(run: Run | null): Promise<void> {
  const { context } = useContextState.getState()
  if (run !== null) await askAgain(run)
  else if (context?.state === 'failed') await selectDatabase(context.sourceId, context.database ?? undefined)
  else if (context?.state === 'lost') await refreshDatabase()
}

/** The bundled sample has nothing to edit: another database is the way out. */
function editSource(): void {
  const id = sourceIdOf(useContextState.getState().context)
  const source = useSources.getState().sources?.find((each) => each.id === id)
  if (source === undefined || source.bundled) showPicker(true)
  else showDialog({ kind: 'source', id: source.id, engine: source.spec.kind === 'mysql' ? 'mysql' : 'files' })
}
