import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { onOneLine } from '../../shared/format/cell-text.ts'
import type { Outcome } from '../../shared/model/outcome.ts'
import type { Run } from '../state/thread.ts'
import { useWindow } from '../state/window.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { CardHeader } from './CardHeader.tsx'
import style from './Clarify.module.css'
import type { AskedDocument } from './documents.ts'
import { chooseReading } from './remember.ts'
import { useIsHere } from './use-is-here.ts'
import { questionBack } from './offered-readings.ts'
import { PreviewView } from './PreviewView.tsx'

type Props = { run: Run; outcome: Extract<Outcome, { kind: 'clarify' }>; document: AskedDocument; titleId: string; isLast: boolean }

/** Readings that give different answers, to choose from by what each of them decides and would answer. Digits and arrows choose, Enter uses. */
export function Clarify({ run, outcome: { question, options }, document, titleId, isLast }: Props) {
  const [at, setAt] = useState(0)
  const { question: asked, note } = questionBack(question)
  const isHere = useIsHere(run)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Whoever is writing the next question already is not interrupted.
    if (isLast && useWindow.getState().draft === '') first.current?.focus({ preventScroll: true })
  }, [isLast])
  const use = (place: number): void => {
    const option = options[place]
    if (option !== undefined && isHere) void chooseReading(run, option.plan, 'option')
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
      <CardHeader id={titleId} document={document} run={run} title={asked} isLast={isLast} />
      <div className={style.clarify} onKeyDown={onKey}>
        {note !== '' && <p className={style.note}>{note}</p>}
        <div className={style.options} role="radiogroup" aria-labelledby={titleId}>
          {options.map(({ decision, label, preview }, place) => (
            <label key={place} className={style.option} data-on={place === at || undefined}>
              <input
                type="radio" name={titleId} ref={place === 0 ? first : undefined} checked={place === at} aria-labelledby={`${titleId}-${place}-decision`} aria-describedby={`${titleId}-${place}-preview ${titleId}-${place}-reading`}
                onChange={() => { setAt(place) }} onDoubleClick={() => { use(place) }}
              />
              <span className={style.meaning}>
                <span id={`${titleId}-${place}-decision`} className={style.decision}>{decision}</span>
                <small id={`${titleId}-${place}-reading`} title={onOneLine(label)}>{onOneLine(label)}</small>
              </span>
              <PreviewView id={`${titleId}-${place}-preview`} preview={preview} />
              <span aria-hidden className={style.key}><Kbd keys={String(place + 1)} /></span>
            </label>
          ))}
        </div>
        <Button className={style.use} disabled={!isHere} onClick={() => { use(at) }}>Use this</Button>
      </div>
    </>
  )
}
