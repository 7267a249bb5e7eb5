import { Button, Modal, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import type { ModelState } from '../../../shared/model/model.ts'
import { client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useSettings } from '../../state/app.ts'
import { useContextFacts } from '../../state/context.ts'
import { useModel } from '../../state/model.ts'
import { hostOf, modelStanding } from '../../state/model-words.ts'
import { useThread } from '../../state/thread.ts'
import { toast } from '../../state/toast.ts'
import { showDialog, showPicker, useWindow } from '../../state/window.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { formatCount } from '../../ui/format.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { Messages } from '../sent/Messages.tsx'
import style from './OutgoingDialog.module.css'
import { usePreview } from './use-preview.ts'

const close = (): void => { showDialog(null) }

/** Shows exactly what a question sends to the model, before anything is sent; there it is allowed, or not now. */
export function OutgoingDialog() {
  const model = useModel()
  return model?.endpoint == null ? null : <Opened model={model} endpoint={model.endpoint} />
}

function Opened({ model, endpoint }: { model: ModelState; endpoint: string }) {
  const place = useContextFacts()
  const [question, setQuestion] = useFirstQuestion(place?.fingerprint ?? null)
  const { comments } = useSettings().model
  const { outgoing, failure, busy } = usePreview(question, `${endpoint} ${model.name} ${comments} ${place?.fingerprint ?? ''}`)
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<FailureFacts | null>(null)
  const allowed = modelStanding(model) === 'allowed'
  const host = hostOf(endpoint)

  const decide = async (call: () => Promise<unknown>, said: string): Promise<void> => {
    setSaving(true)
    try {
      await call()
      close()
      toast(said)
    } catch (error) {
      setRefused(failureOf(error))
      setSaving(false)
    }
  }

  return (
    <Modal opened onClose={close} title={allowed ? `What is sent to ${host}` : `What would be sent to ${host}`} size={780} closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className={style.body}>
        {allowed ? 'A question that it may help with sends this' : 'Nothing is sent until you allow it. A question that it may help with would then send this'}, letter for letter: its own words, and the names of tables, columns, metrics and terms{comments ? ', with comments' : ''}. Rows and values stay here.
      </p>
      <Textarea label="For the question" value={question} autosize minRows={1} maxRows={3} maxLength={2_000} data-autofocus onChange={({ currentTarget }) => { setQuestion(currentTarget.value) }} />
      <dl className={style.facts}>
        <div><dt>To</dt><dd>{endpoint}{model.local && ', on this machine'}</dd></div>
        <div><dt>Model</dt><dd>{model.name}</dd></div>
        <div><dt>Size</dt><dd>{outgoing === null ? '–' : `${formatCount(outgoing.bytes)} bytes in all: what stands below, and the form that an answer must have`}</dd></div>
      </dl>
      {failure !== null && <FailureNotice failure={failure} onRemedy={failure.code === 'CONTEXT_MISSING' ? () => { close(); showPicker(true) } : undefined} />}
      {outgoing !== null && <Messages messages={outgoing.messages} busy={busy} />}
      {outgoing === null && failure === null && (question.trim() === '' && place !== null ? <p className={style.hint}>Type a question to see what it sends.</p> : <SkeletonRows rows={6} label="Making what would be sent" />)}
      {refused !== null && <div className={style.refused}><FailureNotice failure={refused} /></div>}
      <div className={style.buttons}>
        {allowed
          ? <><Button variant="default" loading={saving} onClick={() => { void decide(() => client.models.forbid(), `Nothing goes to ${host} any more.`) }}>Stop sending</Button><Button onClick={close}>Close</Button></>
          : <><Button variant="default" onClick={close}>Not now</Button><Button loading={saving} disabled={outgoing === null || busy} onClick={() => { void decide(() => client.models.allow({ endpoint }), `Questions may go to ${host} now.`) }}>Allow sending to {host}</Button></>}
      </div>
    </Modal>
  )
}

/** The question to begin with: what stands in the ask box, or was asked last, or one that can be asked of the open database. Until it is written anew. */
function useFirstQuestion(fingerprint: string | null): [string, (question: string) => void] {
  const [typed, setTyped] = useState<string | null>(null)
  const [offered, setOffered] = useState(() => {
    const { draft } = useWindow.getState()
    return draft.trim() !== '' ? draft : useThread.getState().runs.findLast(({ summary }) => summary.asked.kind === 'words')?.summary.asked.text ?? ''
  })
  const isWanted = offered === '' && fingerprint !== null
  useEffect(() => {
    if (!isWanted) return
    let left = false
    client.ask.suggestions().then(([first]) => { if (!left && first !== undefined) setOffered(first.text) }, () => undefined)
    return () => { left = true }
  }, [isWanted, fingerprint])
  return [typed ?? offered, setTyped]
}
