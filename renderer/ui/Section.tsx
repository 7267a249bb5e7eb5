import { useId, type ReactNode } from 'react'
import style from './Section.module.css'

/** A small heading over its content, as in the inspector. `actions` stand at the end of the heading. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={style.section}>
      <PanelHeader id={id} title={title} actions={actions} />
      {children}
    </section>
  )
}

/** The heading of a panel or section. */
export function PanelHeader({ id, title, actions }: { id?: string; title: string; actions?: ReactNode }) {
  return <div className={style.header}><h2 id={id} className={style.title}>{title}</h2>{actions !== undefined && <div className={style.actions}>{actions}</div>}</div>
}
