import { Button } from '@mantine/core'
import { ArrowLeft, ScrollText } from 'lucide-react'
import { useState } from 'react'
import type { ModelCall } from '../../../shared/model/model.ts'
import { byDay } from '../../history/by-day.ts'
import { useModel } from '../../state/model.ts'
import { hostOf, modelStanding } from '../../state/model-words.ts'
import { showDialog, showModelSettings } from '../../state/window.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { formatBytes, formatDuration } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { callEnds, costText, tokensText, totalsText } from './call-words.ts'
import { SentDialog } from './SentDialog.tsx'
import style from './SentScreen.module.css'
import { useCalls } from './use-calls.ts'

/** Every call to a model: when, what about, where to, how much, and what became of it. Each opens to what went, letter for letter. */
export function SentScreen() {
  const { calls, failure, busy, older, again, clear } = useCalls()
  const [opened, setOpened] = useState<ModelCall | null>(null)
  const isEmpty = calls?.calls.length === 0
  return (
    <div className={style.screen}>
      <header className={style.header}>
        <IconButton label="Back to the settings" onClick={showModelSettings}><ArrowLeft {...icon} /></IconButton>
        <div><h1>What was sent</h1><p>{calls === null || isEmpty ? 'Every call to a model, kept on this machine alone.' : totalsText(calls.totals)}</p></div>
        <Button
          variant="default" disabled={calls === null || isEmpty}
          onClick={() => { showDialog({ kind: 'confirm', title: 'Clear what was sent?', body: 'The record of every call on this machine is forgotten, with its totals. What a service keeps of them is not changed. This cannot be undone.', action: 'Clear', danger: true, run: clear }) }}
        >
          Clear
        </Button>
      </header>
      {failure !== null && <FailureNotice failure={failure} actions={<Button variant="default" onClick={again}>Try again</Button>} />}
      {calls === null && failure === null && <SkeletonRows rows={10} label="Loading what was sent" />}
      {isEmpty && <Nothing />}
      {calls !== null && !isEmpty && <Calls calls={calls.calls} onOpen={setOpened} />}
      {calls?.more === true && <Button variant="default" className={style.more} loading={busy} onClick={() => { void older() }}>Show older calls</Button>}
      {opened !== null && <SentDialog call={opened} onClose={() => { setOpened(null) }} />}
    </div>
  )
}

function Nothing() {
  const model = useModel()
  const allowed = model !== null && modelStanding(model) === 'allowed'
  return (
    <EmptyState icon={<ScrollText size={22} strokeWidth={1.5} />} title="Nothing was sent" actions={<Button variant="default" onClick={showModelSettings}>Model settings</Button>}>
      {allowed ? 'A question that the offline engine is not sure of goes to the model, and then stands here.' : 'Every question has been answered on this machine, without a model.'}
    </EmptyState>
  )
}

function Calls({ calls, onOpen }: { calls: readonly ModelCall[]; onOpen: (call: ModelCall) => void }) {
  return (
    <div className={style.frame}>
      <table className={style.calls}>
        <thead>
          <tr><th scope="col">Time</th><th scope="col">Question and model</th><th scope="col" data-number>Sent</th><th scope="col" data-number title="Sent + received, as the service counted them">Tokens</th><th scope="col" data-number>Cost</th><th scope="col" data-number>Took</th><th scope="col">Outcome</th></tr>
        </thead>
        {byDay(calls.map((call) => ({ askedAt: call.at, call })), new Date()).map(({ day, entries }) => (
          <tbody key={day}>
            <tr className={style.day}><th scope="rowgroup">{day}</th></tr>
            {entries.map(({ call }) => <CallRow key={call.id} call={call} onOpen={() => { onOpen(call) }} />)}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function CallRow({ call, onOpen }: { call: ModelCall; onOpen: () => void }) {
  const { status, word } = callEnds[call.outcome]
  return (
    <tr className={style.call} onClick={onOpen}>
      <td><time dateTime={call.at}>{new Date(call.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}</time></td>
      <td className={style.question} title={`${call.question}\n${call.name} at ${call.endpoint}`}>
        <button type="button" onClick={(event) => { event.stopPropagation(); onOpen() }}>{call.question}</button>
        <small>{call.name} at {hostOf(call.endpoint)}</small>
      </td>
      <td data-number>{formatBytes(call.bytesSent)}</td>
      <td data-number>{tokensText(call) ?? '–'}</td>
      <td data-number>{call.cost === null ? '–' : costText(call.cost)}</td>
      <td data-number>{formatDuration(call.elapsedMs)}</td>
      <td className={style.end} title={call.note === '' ? undefined : call.note}><StatusDot status={status} />{word}</td>
    </tr>
  )
}
