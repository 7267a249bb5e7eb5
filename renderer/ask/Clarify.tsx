import { Button } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import type { Outcome } from '../../shared/model/outcome.ts'
import type { Run } from '../state/thread.ts'
import { CardHeader } from './CardHeader.tsx'
import { runPlan } from './change-plan.ts'
import style from './Clarify.module.css'
import type { AskedDocument } from './documents.ts'

type Props = { run: Run; outcome: Extract<Outcome, { kind: 'clarify' }>; document: AskedDocument; titleId: string; isLast: boolean }

/** Readings that would give different numbers, to choose from. Digits choose, Enter uses. */
export function Clarify({ run, outcome: { question, options }, document, titleId, isLast }: Props) {
  const [at, setAt] = useState(0)
  const use = (place: number): void => {
    const option = options[place]
    if (option !== undefined) void runPlan(run, option.plan)
  }
  const onKey = (event: KeyboardEvent): void => {
    const digit = Number(event.key)
    if (Number.isInteger(digit) && digit >= 1 && digit <= options.length) setAt(digit - 1)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) use(at)
    else return
    event.preventDefault()
  }
  return (
    <>
      <CardHeader id={titleId} document={document} run={run} title={question} isLast={isLast} />
      <div className={style.clarify} onKeyDown={onKey}>
        <div className={style.options} role="radiogroup" aria-labelledby={titleId}>
          {options.map((option, place) => (
            <label key={place} className={style.option} data-on={place === at || undefined}>
              <input type="radio" name={titleId} checked={place === at} autoFocus={place === 0 && isLast} onChange={() => { setAt(place) }} onDoubleClick={() => { use(place) }} />
              <span>{option.label}</span>
              <small aria-hidden>{place + 1}</small>
            </label>
          ))}
        </div>
        <Button className={style.use} onClick={() => { use(at) }}>Use this</Button>
      </div>
    </>
  )
}
