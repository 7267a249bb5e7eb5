import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import type { FailureFacts } from '../../shared/model/failure.ts'
import style from './Settings.module.css'

/** What a control needs so that its name and explanation are read out with it. */
export type Described = { id: string; 'aria-describedby': string }

/** Mantine's fields take what describes them in this way only. */
export const describedField = (explanation: string) => ({ description: explanation, descriptionProps: { className: 'visually-hidden' } })

type Props = {
  name: string
  explanation: ReactNode
  saved?: boolean
  failure?: FailureFacts | null
  children: (described: Described) => ReactNode
}

/** One setting: its name, one line of what it does, its control, and quietly what became of a change. */
export function Setting({ name, explanation, saved = false, failure = null, children }: Props) {
  const id = useId()
  return (
    <div className={style.setting}>
      <div className={style.text}>
        <label htmlFor={id} className={style.name}>{name}</label>
        <span className={style.saved} role="status">{saved && <><Check size={13} strokeWidth={2.2} aria-hidden /> Saved</>}</span>
        <p id={`${id}-about`} className={style.explanation} aria-hidden>{explanation}</p>
        {failure !== null && <p className={style.refused} role="alert">{failure.message} {failure.hint}</p>}
      </div>
      <div className={style.control}>{children({ id, 'aria-describedby': `${id}-about` })}</div>
    </div>
  )
}
