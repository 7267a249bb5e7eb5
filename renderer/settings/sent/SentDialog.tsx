import { Button, Modal } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import * as z from 'zod'
import type { FailureFacts } from '../../../shared/model/failure.ts'
import { Outgoing, type ModelCall } from '../../../shared/model/model.ts'
import { copyText } from '../../answer/notify.ts'
import { client } from '../../api/client.ts'
import { failureOf, isAbort } from '../../api/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { formatCount, formatDuration } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { TabBar } from '../../ui/TabBar.tsx'
import { callEnds, costText, tokensText } from './call-words.ts'
import { Messages } from './Messages.tsx'
import style from './SentDialog.module.css'

const Body = z.object({ messages: Outgoing.shape.messages })

/** One call: its facts, and what went, as messages and as the bytes that carried them. */
export function SentDialog({ call, onClose }: { call: ModelCall; onClose: () => void }) {
  const { text, failure } = useSent(call.id)
  const [tab, setTab] = useState<'messages' | 'bytes'>('messages')
  const panel = useId()
  const messages = text === null ? null : messagesOf(text)
  const shown = messages === null ? 'bytes' : tab
  return (
    <Modal opened onClose={onClose} title={call.question} size={820} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Facts call={call} />
      {failure !== null && <FailureNotice failure={failure} />}
      {text === null && failure === null && <SkeletonRows rows={8} label="Loading what was sent" />}
      {text !== null && (
        <>
          <div className={style.tabs}><TabBar label="What was sent" value={shown} panel={panel} tabs={[{ value: 'messages', label: 'Messages', disabled: messages === null }, { value: 'bytes', label: 'As it was sent' }]} onChange={setTab} /></div>
          <div id={`${panel}-${shown}`} role="tabpanel" className={style.panel}>
            {shown === 'messages' && messages !== null ? <Messages messages={messages} /> : <pre className={style.bytes} tabIndex={0} role="group" aria-label="As it was sent">{text}</pre>}
          </div>
        </>
      )}
      <div className={style.buttons}>
        <Button variant="default" leftSection={<Copy {...icon} aria-hidden />} disabled={text === null} onClick={() => { void copyText(text ?? '', 'What was sent is on the clipboard.') }}>Copy as it was sent</Button>
        <Button data-autofocus onClick={onClose}>Close</Button>
      </div>
    </Modal>
  )
}

function Facts({ call }: { call: ModelCall }) {
  const facts: [string, string | null][] = [
    ['Sent', new Date(call.at).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' })],
    ['To', call.endpoint], ['Model', call.name],
    ['Size', `${formatCount(call.bytesSent)} bytes sent, ${formatCount(call.bytesReceived)} received`],
    ['Tokens', tokensText(call) === null ? null : `${tokensText(call) ?? ''} (sent + received)`], ['Cost', call.cost === null ? null : costText(call.cost)],
    ['Took', formatDuration(call.elapsedMs)], ['Outcome', call.note === '' ? callEnds[call.outcome].word : `${callEnds[call.outcome].word}: ${call.note}`],
  ]
  return <dl className={style.facts}>{facts.map(([name, text]) => (text === null ? null : <div key={name}><dt>{name}</dt><dd>{text}</dd></div>))}</dl>
}

function messagesOf(text: string): Outgoing['messages'] | null {
  try {
    return Body.parse(JSON.parse(text)).messages
  } catch {
    return null
  }
}

function useSent(id: string): { text: string | null; failure: FailureFacts | null } {
  const [sent, setSent] = useState<{ text: string | null; failure: FailureFacts | null }>({ text: null, failure: null })
  useEffect(() => {
    const stop = new AbortController()
    client.models.sent({ id }, { signal: stop.signal }).then(
      ({ text }) => { if (!stop.signal.aborted) setSent({ text, failure: null }) },
      (error: unknown) => { if (!stop.signal.aborted && !isAbort(error)) setSent({ text: null, failure: failureOf(error) }) },
    )
    return () => { stop.abort() }
  }, [id])
  return sent
}
