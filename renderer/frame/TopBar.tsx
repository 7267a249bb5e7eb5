import { PanelLeft, PanelRight, Search } from 'lucide-react'
import { useConnection } from '../state/connection.ts'
import { useWindow } from '../state/window.ts'
import { icon } from '../ui/icon.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { StatusDot } from '../ui/StatusDot.tsx'
import { keyNames } from '../ui/keys.ts'
import { Brand } from './Brand.tsx'
import { lineWords } from './connection-words.ts'
import { useDelayed } from './use-delayed.ts'
import style from './TopBar.module.css'

/** Name, search, how the line to the engine is when that is not as it should be, and the panels. */
export function TopBar() {
  const { side, inspector, screen } = useWindow()
  return (
    <header className={style.top}>
      <Brand />
      <button type="button" className={style.find} aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" data-testid="open-palette" onClick={() => { useWindow.setState({ palette: true }) }}>
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <span className={style.hint}>Search tables, terms, questions, commands</span>
        <Kbd keys="Mod+K" />
      </button>
      <div className={style.end}>
        <LineStatus />
        <IconButton label={`${side ? 'Hide' : 'Show'} the side panel (${keyNames('Mod+B').join(' ')})`} pressed={side} onClick={() => { useWindow.setState({ side: !side }) }}><PanelLeft {...icon} /></IconButton>
        <IconButton label={`${inspector ? 'Hide' : 'Show'} the inspector (${keyNames('Mod+I').join(' ')})`} pressed={inspector} disabled={screen !== 'ask'} onClick={() => { useWindow.setState({ inspector: !inspector }) }}><PanelRight {...icon} /></IconButton>
      </div>
    </header>
  )
}

/** Nothing while the line is up, and nothing for drops that mend themselves at once. */
function LineStatus() {
  const line = lineWords(useConnection((state) => state.status))
  const shown = useDelayed(line !== null, 300)
  if (line === null || !shown) return null
  return <span className={style.line} role="status"><StatusDot status={line.status} />{line.word}</span>
}
