import type { ReactNode } from 'react'
import style from './EmptyState.module.css'

/** What stands where nothing is yet: what this place is for, and the next step. `compact` for panels. */
export function EmptyState({ icon, title, children, actions, compact = false }: { icon?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode; compact?: boolean }) {
  return (
    <div className={style.empty} data-compact={compact || undefined}>
      {icon !== undefined && <span className={style.icon} aria-hidden>{icon}</span>}
      <p className={style.title}>{title}</p>
      {children !== undefined && <div className={style.body}>{children}</div>}
      {actions !== undefined && <div className={style.actions}>{actions}</div>}
    </div>
  )
}
