import { placeText } from '../../shared/format/place-text.ts'
import { useApp } from '../state/app.ts'
import { useConnection } from '../state/connection.ts'
import { useContextFacts, useContextState } from '../state/context.ts'
import { useThread } from '../state/thread.ts'
import { showUnlock } from '../state/window.ts'
import { StatusDot } from '../ui/StatusDot.tsx'
import { contextWords, lineWords } from './connection-words.ts'
import { EngineStatus } from './EngineStatus.tsx'
import { SchemaChanges } from './SchemaChanges.tsx'
import { useDelayed } from './use-delayed.ts'
import style from './StatusBar.module.css'

/** Where the window stands, from left to right: connection, database, what it may do, who answers, what leaves the machine, what runs. */
export function StatusBar() {
  const context = useContextState((state) => state.context)
  const facts = useContextFacts()
  const locked = useApp(({ app }) => app?.vault.state === 'locked')
  const running = useThread(({ runs }) => runs.filter((run) => run.outcome === null).length)
  const line = lineWords(useConnection((state) => state.status))
  const isDown = useDelayed(line !== null, 300)
  const { status, word } = line !== null && isDown ? line : contextWords(context)
  return (
    <footer className={style.status} data-testid="status-bar">
      <span className={style.item} role="status"><StatusDot status={status} />{word}</span>
      {context?.state === 'opening' && <OpeningBar done={context.done} of={context.of} />}
      {facts !== null && <span className={`${style.item} ${style.name}`} title={placeText(facts.sourceName, facts.database)}>{placeText(facts.sourceName, facts.database)}</span>}
      {facts !== null && <span className={`${style.item} ${style.spare}`}>{facts.readOnly ? 'Read-only' : 'Account can write; Quaestor only reads'}</span>}
      <EngineStatus />
      <span className={style.end}>
        {locked && <button type="button" className={style.button} onClick={() => { showUnlock(true) }}>Passwords are locked</button>}
        {facts !== null && facts.changes.length > 0 && <SchemaChanges key={facts.readAt} changes={facts.changes} />}
        <span className={style.item} data-testid="running">{running} running</span>
      </span>
    </footer>
  )
}

function OpeningBar({ done, of }: { done: number; of: number }) {
  return <span className={style.bar} role="progressbar" aria-label="Opening the database" aria-valuemin={0} aria-valuemax={of} aria-valuenow={of > 0 ? done : undefined}><i style={{ width: `${of > 0 ? (done / of) * 100 : 8}%` }} /></span>
}
