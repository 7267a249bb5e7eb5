import { Check } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import style from './ChoiceList.module.css'

export type ChoiceItem = { label: string; detail: string; group: string; chosen: boolean }

type Props = {
  label: string
  items: readonly ChoiceItem[]
  onChoose: (at: number) => void
  /** What is searched for; without it the list itself takes the keys. */
  search?: { text: string; onChange: (text: string) => void } | undefined
  disabled?: boolean
  /** Leaves room for a form below. */
  isShort?: boolean
  empty?: ReactNode
}

/** Choices under their headings. Arrows move, Enter chooses, and typing searches where there is a search. */
export function ChoiceList({ label, items, onChoose, search, disabled = false, isShort = false, empty }: Props) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const first = Math.max(0, items.findIndex((item) => item.chosen))
  const [active, setActive] = useState(first)
  const offered = items.map((item) => item.label).join('\n')
  useEffect(() => { setActive(first) }, [offered, first])
  useEffect(() => { list.current?.querySelector(`[data-at="${active}"]`)?.scrollIntoView({ block: 'nearest' }) }, [active])
  const onKey = (event: KeyboardEvent): void => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: search === undefined ? 0 : null, End: search === undefined ? items.length - 1 : null }[event.key]
    if (to != null && items.length > 0) setActive((to + items.length) % items.length)
    else if (event.key === 'Enter' && items[active] !== undefined && !disabled) onChoose(active)
    else return
    event.preventDefault()
  }
  const points = items.length > 0 ? `${id}-${active}` : undefined
  const groups = groupsOf(items)
  const isSaid = groups.length === 1 && label.startsWith(groups[0]?.group ?? '')
  return (
    <div className={style.choices}>
      {search !== undefined && (
        <input
          type="search" className={style.search} value={search.text} placeholder="Search" aria-label={`Search: ${label}`} data-first-focus spellCheck={false} role="combobox" aria-expanded aria-controls={id} aria-activedescendant={points}
          onChange={({ currentTarget }) => { search.onChange(currentTarget.value) }} onKeyDown={onKey}
        />
      )}
      <div ref={list} id={id} role="listbox" aria-label={label} aria-activedescendant={search === undefined ? points : undefined} tabIndex={search === undefined ? 0 : -1} data-first-focus={search === undefined || undefined} data-short={isShort || undefined} className={style.list} onKeyDown={search === undefined ? onKey : undefined}>
        {groups.map(({ group, from, members }) => (
          <div key={`${group} ${from}`} role="group" aria-label={group === '' ? undefined : group}>
            {group !== '' && !isSaid && <div className={style.group} aria-hidden>{group}</div>}
            {members.map((item, place) => {
              const at = from + place
              return (
                <div key={at} id={`${id}-${at}`} data-at={at} role="option" aria-selected={item.chosen} aria-disabled={disabled || undefined} data-active={at === active || undefined} className={style.choice} onPointerMove={() => { if (at !== active) setActive(at) }} onClick={() => { if (!disabled) onChoose(at) }}>
                  <span className={style.label}>{item.label}</span>
                  {item.detail !== '' && <small title={item.detail}>{item.detail}</small>}
                  {item.chosen && <Check size={13} strokeWidth={2.5} aria-hidden />}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {items.length === 0 && empty}
    </div>
  )
}

type Group = { group: string; from: number; members: ChoiceItem[] }

function groupsOf(items: readonly ChoiceItem[]): Group[] {
  const groups: Group[] = []
  items.forEach((item, at) => {
    const last = groups.at(-1)
    if (last?.group === item.group) last.members.push(item)
    else groups.push({ group: item.group, from: at, members: [item] })
  })
  return groups
}
