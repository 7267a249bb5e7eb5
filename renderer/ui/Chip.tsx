import { X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import style from './Chip.module.css'

type Props = Omit<ComponentProps<'button'>, 'value'> & {
  label?: string
  value: ReactNode
  /** A default supplied it: it stands out, and its name says so. */
  assumed?: boolean
  /** Shows that it opens something. */
  opens?: boolean
  /** A dashed chip that adds a piece. */
  adds?: boolean
  /** Shows a cross after the value. */
  onRemove?: () => void
}

/** One piece of a plan: what it is and what it says. A real button; works as the target of a Mantine Popover. */
export function Chip({ label, value, assumed = false, opens = false, adds = false, onRemove, className, disabled, ...rest }: Props) {
  const tone = `${style.chip} ${assumed ? style.assumed : ''} ${adds ? style.adds : ''} ${className ?? ''}`
  return (
    <span className={tone} data-disabled={disabled || undefined}>
      <button type="button" className={style.body} disabled={disabled} aria-haspopup={opens ? 'dialog' : undefined} {...rest}>
        {label !== undefined && <span className={style.label}>{label}</span>}
        <span className={style.value}>{value}</span>
        {assumed && <span className="visually-hidden">(assumed)</span>}
        {opens && <span className={style.mark} aria-hidden>▾</span>}
      </button>
      {onRemove !== undefined && !disabled && (
        <button type="button" className={style.remove} aria-label={`Remove ${label ?? (typeof value === 'string' ? value : '')}`.trim()} onClick={onRemove}><X size={12} strokeWidth={2} /></button>
      )}
    </span>
  )
}
