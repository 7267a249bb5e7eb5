import { Popover } from '@mantine/core'
import { ChevronsUpDown, Database } from 'lucide-react'
import { hasName } from '../../shared/format/place-text.ts'
import type { ContextState } from '../../shared/model/context.ts'
import { useContextState } from '../state/context.ts'
import { useSources } from '../state/sources.ts'
import { showPicker, useWindow } from '../state/window.ts'
import { EngineBadge } from '../ui/EngineBadge.tsx'
import { icon } from '../ui/icon.ts'
import { StatusDot, type Status } from '../ui/StatusDot.tsx'
import { SourceList } from './SourceList.tsx'
import type { Current } from './current.ts'
import styles from './DatabasePicker.module.css'

const words: Record<ContextState['state'], { status: Status; text: string }> = {
  none: { status: 'none', text: 'Nothing is open' }, opening: { status: 'busy', text: 'opening…' }, ready: { status: 'good', text: 'connected' }, idle: { status: 'idle', text: 'released, opens by itself' },
  lost: { status: 'warn', text: 'connection lost, trying again' }, failed: { status: 'bad', text: 'cannot be opened' },
}

/** What is open, and the list to open something else from. */
export function DatabasePicker() {
  const context = useContextState((state) => state.context) ?? { state: 'none' }
  const open = useWindow((state) => state.picker)
  const shown = current(context)
  const saved = useSources(({ sources }) => sources?.find((source) => source.id === shown?.sourceId) ?? null)
  const { status, text } = words[context.state]
  return (
    <Popover opened={open} onChange={showPicker} position="bottom-start" width={340} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.pick} aria-haspopup="dialog" aria-expanded={open} aria-label={`Database: ${shown?.name ?? 'none'}, ${text}`} data-testid="database-picker" onClick={() => { showPicker(!open) }}>
          {saved === null ? <span className={styles.blank}><Database {...icon} aria-hidden /></span> : <EngineBadge kind={saved.spec.kind} dialect={'facts' in context ? context.facts.dialect : undefined} path={'path' in saved.spec ? saved.spec.path : undefined} />}
          <span className={styles.names}>
            <b>{shown?.name ?? 'Choose a database'}</b>
            <small><StatusDot status={status} label={text} />{[hasName(shown?.database ?? null) ? shown?.database : null, context.state === 'ready' ? (context.facts.readOnly ? 'read-only' : 'can write') : text].filter((word) => word != null).join(' · ')}</small>
          </span>
          <ChevronsUpDown {...icon} className={styles.mark} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}><SourceList current={shown} onDone={() => { showPicker(false) }} /></Popover.Dropdown>
    </Popover>
  )
}

function current(context: ContextState): Current | null {
  if (context.state === 'none') return null
  if ('facts' in context) return { sourceId: context.facts.sourceId, name: context.facts.sourceName, database: context.facts.database }
  return { sourceId: context.sourceId, name: context.sourceName, database: context.database }
}
