import { Button, Loader } from '@mantine/core'
import { Check } from 'lucide-react'
import type { ModelTrial } from '../../../shared/model/model.ts'
import { showUnlock } from '../../state/window.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { formatDuration } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { useNow } from '../../ui/use-now.ts'
import style from './ModelForm.module.css'
import { trialWords } from './trial-words.ts'
import type { Trial } from './use-trial.ts'

const offered = 6

type Props = Trial & { name: string; service: string; cancel: () => void; onChoose: (name: string) => void }

/** What a test learned, or how long it goes on already, or why it failed. */
export function TrialResult({ state, trial, failure, startedAt, name, service, cancel, onChoose }: Props) {
  if (state === 'testing') return <Testing service={service} since={startedAt} cancel={cancel} />
  if (state === 'failed' && failure !== null) return <FailureNotice failure={failure} onRemedy={failure.code === 'VAULT_LOCKED' ? () => { showUnlock(true) } : undefined} />
  if (state !== 'done' || trial === null) return null
  return <><Learned trial={trial} name={name} /><Missing trial={trial} name={name} onChoose={onChoose} /></>
}

function Testing({ service, since, cancel }: { service: string; since: number; cancel: () => void }) {
  const now = useNow(200)
  return (
    <div className={style.testing}>
      <Loader size={14} aria-hidden />
      <span role="status">Testing {service}</span>
      <span className={style.clock}>{formatDuration(Math.max(0, now - since))}</span>
      <Button size="compact-xs" variant="default" onClick={cancel}>Cancel</Button>
    </div>
  )
}

function Learned({ trial, name }: { trial: ModelTrial; name: string }) {
  const { facts, warning } = trialWords(trial, name)
  return (
    <>
      <p className={style.learned} role="status"><Check {...icon} aria-hidden /><span>{facts.join(' · ')}</span></p>
      {trial.reply !== null && trial.reply !== '' && <p className={style.reply} title={trial.reply}>It answered <code>{trial.reply}</code></p>}
      {warning !== null && <Notice tone="warn" lead={warning.lead}>{warning.text}</Notice>}
    </>
  )
}

/** The names to choose from, where none or an unknown one stands in the form. */
function Missing({ trial: { models }, name, onChoose }: { trial: ModelTrial; name: string; onChoose: (name: string) => void }) {
  if (models.length === 0 || models.includes(name)) return null
  return (
    <p className={style.models}>
      {name === '' ? 'Choose a model: ' : `It lists no model “${name}”. It has `}
      {models.slice(0, offered).map((model) => <TextButton key={model} onClick={() => { onChoose(model) }}>{model}</TextButton>)}
      {models.length > offered && `and ${models.length - offered} more, in the list of the field`}
    </p>
  )
}
