import { AlertTriangle, Info, OctagonAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { icon } from './icon.ts'
import style from './Notice.module.css'

const marks = { info: Info, warn: AlertTriangle, danger: OctagonAlert }

type Props = {
  tone: 'info' | 'warn' | 'danger'
  /** The few words that carry the message. */
  lead?: ReactNode
  children?: ReactNode
  /** Buttons or links, at the end. */
  actions?: ReactNode
  className?: string
}

/** A flag that travels with what it is about. `danger` is read out at once, the others when there is a pause. */
export function Notice({ tone, lead, children, actions, className }: Props) {
  const Mark = marks[tone]
  return (
    <div className={`${style.notice} ${style[tone]} ${className ?? ''}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Mark {...icon} className={style.mark} />
      <div className={style.text}>
        {lead !== undefined && <b className={style.lead}>{lead} </b>}
        {children}
      </div>
      {actions !== undefined && <div className={style.actions}>{actions}</div>}
    </div>
  )
}
