import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { remedies, type FailureFacts, type Remedy } from '../../shared/model/failure.ts'
import { Notice } from './Notice.tsx'
import { TextButton } from './TextButton.tsx'
import style from './FailureNotice.module.css'

const names: Record<Remedy, string | null> = {
  retry: 'Try again', chooseDatabase: 'Choose a database', editSource: 'Edit connection', chooseFile: 'Choose another file', refreshCatalog: 'Read the schema again', define: 'Define it',
  rephrase: 'Edit the question', limits: 'Change the limits', unlock: 'Unlock', modelSettings: 'Set up the model', restart: 'Try now', none: null,
}

type Props = {
  failure: FailureFacts
  /** Does what the button of this failure names; without it there is no such button. */
  onRemedy?: (remedy: Remedy) => void
  /** Further buttons. */
  actions?: ReactNode
}

/** What happened, what to do about it, the facts behind it on demand, and the button that mends it. */
export function FailureNotice({ failure, onRemedy, actions }: Props) {
  const [open, setOpen] = useState(false)
  const remedy = remedies[failure.code]
  const name = names[remedy]
  return (
    <div className={style.failure}>
      <Notice tone="danger">
        {failure.message} <span className={style.hint}>{failure.hint}</span> <TextButton aria-expanded={open} onClick={() => { setOpen(!open) }}>{open ? 'Hide details' : 'Show details'}</TextButton>
        {open && <Details failure={failure} />}
      </Notice>
      {((name !== null && onRemedy !== undefined) || actions !== undefined) && (
        <div className={style.actions}>
          {name !== null && onRemedy !== undefined && <Button onClick={() => { onRemedy(remedy) }}>{name}</Button>}
          {actions}
        </div>
      )}
    </div>
  )
}

function Details({ failure }: { failure: FailureFacts }) {
  const facts = Object.entries(failure.detail ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return (
    <dl className={style.details}>
      <dt>code</dt><dd>{failure.code}</dd>
      {facts.map(([name, value]) => (
        <div key={name} className={style.fact}><dt>{name}</dt><dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd></div>
      ))}
    </dl>
  )
}
