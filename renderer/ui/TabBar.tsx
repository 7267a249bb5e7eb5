import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import style from './TabBar.module.css'

export type TabOption<Value extends string> = { value: Value; label: ReactNode; disabled?: boolean }

type Props<Value extends string> = {
  /** What the tabs choose between, for screen readers. */
  label: string
  value: Value
  tabs: readonly TabOption<Value>[]
  onChange: (value: Value) => void
  /** Stands at the far end of the bar. */
  end?: ReactNode
  /** The panel of a tab has the id `${panel}-${value}`. */
  panel?: string
}

/** Underlined tabs; arrows, Home and End move between them. */
export function TabBar<Value extends string>({ label, value, tabs, onChange, end, panel }: Props<Value>) {
  const bar = useRef<HTMLDivElement>(null)
  const open = tabs.filter((tab) => tab.disabled !== true)
  const move = (event: KeyboardEvent): void => {
    const at = open.findIndex((tab) => tab.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key]
    const next = to === undefined ? undefined : open[(to + open.length) % open.length]
    if (next === undefined) return
    event.preventDefault()
    onChange(next.value)
    bar.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus()
  }
  return (
    <div className={style.bar}>
      <div ref={bar} role="tablist" aria-label={label} className={style.tabs} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value} type="button" role="tab" data-tab={tab.value} className={style.tab} aria-selected={tab.value === value} tabIndex={tab.value === value ? 0 : -1} disabled={tab.disabled}
            aria-controls={panel === undefined || tab.value !== value ? undefined : `${panel}-${tab.value}`} onClick={() => { onChange(tab.value) }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {end !== undefined && <div className={style.end}>{end}</div>}
    </div>
  )
}
