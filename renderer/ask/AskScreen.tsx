import { useExportCommands } from '../answer/export/export-commands.ts'
import { useContextState } from '../state/context.ts'
import { useThread } from '../state/thread.ts'
import { AskBox } from './AskBox.tsx'
import style from './AskScreen.module.css'
import { ModelWaits } from './ModelWaits.tsx'
import { StartCard } from './StartCard.tsx'
import { Thread } from './Thread.tsx'
import { ThreadFailure } from './ThreadFailure.tsx'

/** Where questions are asked and answered: the thread, and the box below it. */
export function AskScreen() {
  useExportCommands()
  const isEmpty = useThread(({ runs }) => runs.length === 0)
  const state = useContextState(({ context }) => context?.state)
  const isAskable = state === 'ready' || state === 'idle' || state === 'lost'
  return (
    <div className={style.screen}>
      {isEmpty ? <div className={style.start}><StartCard /></div> : <Thread footer={isAskable ? null : <StartCard />} />}
      <div className={style.bottom}>
        <ThreadFailure />
        <ModelWaits />
        <AskBox />
      </div>
    </div>
  )
}
