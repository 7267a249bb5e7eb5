import { Button } from '@mantine/core'
import { Copy, Pencil, Play, RotateCcw } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Answer } from '../../../shared/model/answer.ts'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { ask, type Run } from '../../state/thread.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { draftSql, useSqlDraft } from '../answer-views.ts'
import { copyText } from '../notify.ts'
import { inlineParameters, literalOf } from './inline-parameters.ts'
import { knownParameters } from './parameter-kinds.ts'
import { refusedWord } from './refused-word.ts'
import style from './SqlTab.module.css'

const SqlEditor = lazy(async () => ({ default: (await import('./SqlEditor.tsx')).SqlEditor }))

type Refusal = { failure: FailureFacts; text: string }

/** The SQL behind an answer: as it ran, with its values; and on demand as one's own, to be changed and run again. */
export function SqlTab({ run, answer }: { run: Run; answer: Answer }) {
  const { receipt } = answer
  const parameters = useMemo(() => knownParameters(receipt.parameters, answer.plan), [receipt, answer.plan])
  const draft = useSqlDraft(answer.id)
  const setDraft = (text: string | null): void => { draftSql(answer.id, text) }
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [checking, setChecking] = useState(false)
  const whole = useMemo(() => inlineParameters(receipt.sql, parameters, receipt.dialect), [receipt, parameters])
  const marked = useMemo(() => (draft === null || refusal?.text !== draft ? null : refusedWord(refusal.text, refusal.failure)), [refusal, draft])
  const runDraft = async (): Promise<void> => {
    if (draft === null || checking) return
    setChecking(true)
    try {
      await client.ask.checkSql({ sql: draft })
      setRefusal(null)
      await ask({ kind: 'sql', text: answer.question, sql: draft }, { parent: run.summary.id })
    } catch (error) {
      setRefusal({ failure: failureOf(error), text: draft })
    } finally {
      setChecking(false)
    }
  }
  const leave = (): void => {
    setDraft(null)
    setRefusal(null)
  }
  return (
    <div className={style.tab}>
      <Suspense fallback={<pre className={style.waiting}>{draft ?? receipt.sql}</pre>}>
        <SqlEditor key={draft === null ? 'read' : 'write'} text={draft ?? receipt.sql} dialect={receipt.dialect} editable={draft !== null} marked={marked} onChange={setDraft} onRun={() => { void runDraft() }} />
      </Suspense>
      {refusal !== null && <FailureNotice failure={refusal.failure} />}
      {draft === null && parameters.length > 0 && (
        <dl className={style.parameters} aria-label="Values">
          {parameters.map((parameter, at) => <div key={at}><dt>?{at + 1}</dt><dd>= {literalOf(parameter, receipt.dialect)}</dd></div>)}
        </dl>
      )}
      <div className={style.actions}>
        {draft === null
          ? <Button variant="default" leftSection={<Pencil size={13} aria-hidden />} onClick={() => { setDraft(whole) }}>Edit</Button>
          : (
            <>
              <Button leftSection={<Play size={13} aria-hidden />} loading={checking} onClick={() => { void runDraft() }}>Run</Button>
              <Button variant="default" leftSection={<RotateCcw size={13} aria-hidden />} disabled={draft === whole} onClick={() => { setDraft(whole); setRefusal(null) }}>Reset</Button>
              <Button variant="subtle" color="gray" onClick={leave}>Stop editing</Button>
            </>
          )}
        <Button variant="subtle" color="gray" leftSection={<Copy size={13} aria-hidden />} onClick={() => { void copyText(draft ?? whole, 'SQL copied') }}>Copy</Button>
        <span className={style.hint}>{draft === null ? 'Read-only: Quaestor never changes a database.' : <><Kbd keys="Mod+Enter" /> runs it as a new answer</>}</span>
      </div>
    </div>
  )
}
