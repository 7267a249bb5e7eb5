import type { ReactNode } from 'react'
import style from './StatusDot.module.css'

/** `good` a disc, `busy` a turning arc, `idle` a ring, `warn` a triangle, `bad` a cross, `none` a dash. */
export type Status = 'good' | 'busy' | 'idle' | 'warn' | 'bad' | 'none'

const shapes: Record<Status, ReactNode> = {
  good: <circle cx="4.5" cy="4.5" r="3.5" fill="currentColor" />,
  busy: <path d="M4.5 1a3.5 3.5 0 1 1-3.5 3.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
  idle: <circle cx="4.5" cy="4.5" r="2.9" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  warn: <path d="M4.5 .8 8.4 7.8H.6Z" fill="currentColor" />,
  bad: <path d="M1.4 1.4l6.2 6.2M7.6 1.4 1.4 7.6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
  none: <path d="M1.5 4.5h6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />,
}

/** A state by shape and colour. `label` is its word: the tooltip and what is read out; leave it out where the word stands beside. */
export function StatusDot({ status, label }: { status: Status; label?: string }) {
  return (
    <svg className={`${style.dot} ${style[status]}`} width="9" height="9" viewBox="0 0 9 9" role={label === undefined ? undefined : 'img'} aria-label={label} aria-hidden={label === undefined || undefined}>
      {label !== undefined && <title>{label}</title>}
      {shapes[status]}
    </svg>
  )
}
