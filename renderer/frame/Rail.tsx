import { Tooltip } from '@mantine/core'
import { useRef, type KeyboardEvent } from 'react'
import { showScreen, useWindow } from '../state/window.ts'
import { keyNames } from '../ui/keys.ts'
import { screens } from './screens.ts'
import style from './Rail.module.css'

/** The screens; one stop of the Tab key, arrows move inside. */
export function Rail() {
  const shown = useWindow((state) => state.screen)
  const current = shown === 'sent' ? 'settings' : shown
  const rail = useRef<HTMLElement>(null)
  const move = (event: KeyboardEvent): void => {
    const buttons = [...rail.current?.querySelectorAll('button') ?? []]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    buttons[(to + buttons.length) % buttons.length]?.focus()
  }
  return (
    <nav ref={rail} className={style.rail} aria-label="Screens" onKeyDown={move}>
      {screens.map(({ screen, name, Icon }, at) => (
        <Tooltip key={screen} label={<>{name}<span className={style.keys}>{keyNames(`Mod+${at + 1}`).join(' ')}</span></>} position="right">
          <button
            type="button" className={style.screen} aria-label={name} aria-current={screen === current ? 'page' : undefined} tabIndex={screen === current ? 0 : -1} data-testid={`screen-${screen}`} data-last={screen === 'settings' || undefined}
            onClick={() => { showScreen(screen) }}
          >
            <Icon size={17} strokeWidth={1.75} aria-hidden />
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
