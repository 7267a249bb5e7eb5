import type { ReactNode } from 'react'
import style from './PanelHeader.module.css'

/** The heading of a panel. `actions` stand at its end. */
export function PanelHeader({ id, title, actions }: { id?: string; title: string; actions?: ReactNode }) {
  return <div className={style.header}><h2 id={id} className={style.title}>{title}</h2>{actions !== undefined && <div className={style.actions}>{actions}</div>}</div>
}
