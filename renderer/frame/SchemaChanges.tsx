import { Popover } from '@mantine/core'
import type { SchemaChange } from '../../shared/model/context.ts'
import { StatusDot, type Status } from '../ui/StatusDot.tsx'
import style from './StatusBar.module.css'

const marks: Record<SchemaChange['severity'], { status: Status; word: string }> = {
  breaking: { status: 'bad', word: 'Breaks earlier questions' }, notable: { status: 'warn', word: 'Worth knowing' }, harmless: { status: 'idle', word: 'Harmless' },
}
const order: readonly SchemaChange['severity'][] = ['breaking', 'notable', 'harmless']

/** What changed in the schema since the last reading, worst first. */
export function SchemaChanges({ changes }: { changes: readonly SchemaChange[] }) {
  const sorted = changes.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    <Popover position="top-end" width={360} trapFocus returnFocus>
      <Popover.Target><button type="button" className={style.button}>{changes.length === 1 ? '1 change in the schema' : `${changes.length} changes in the schema`}</button></Popover.Target>
      <Popover.Dropdown>
        <h2 className={style.title}>Changed since the last reading</h2>
        <ul className={style.changes} tabIndex={0} aria-label="Changes">
          {sorted.map(({ severity, table, text }) => <li key={`${table} ${text}`}><StatusDot status={marks[severity].status} label={marks[severity].word} /><span>{text}</span></li>)}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
