import type { Answer } from '../../../shared/model/answer.ts'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { howRead } from './how-read.ts'
import style from './HowRead.module.css'

/** Which words became which part of the answer. Nothing for an answer that comes from no question. */
export function HowRead({ answer }: { answer: Answer }) {
  const lines = howRead(answer)
  if (lines.length === 0) return null
  return (
    <div className={style.part}>
      <PanelHeader title="How it was read" />
      <dl className={style.lines} aria-label="How it was read">
        {lines.map(({ kind, from, parts }) => (
          <div key={`${kind} ${from}`} data-kind={kind}>
            <dt>{from}</dt>
            <dd>{parts.map(({ label, text, note }) => <span key={`${label} ${text} ${note}`}>{label !== '' && <small>{label} </small>}{text}{note !== '' && <small> · {note}</small>}</span>)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
