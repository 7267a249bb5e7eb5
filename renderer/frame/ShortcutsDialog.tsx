import { Modal } from '@mantine/core'
import { useCommands } from '../state/commands.ts'
import { showDialog } from '../state/window.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { frameCommands } from './commands.ts'
import style from './Dialogs.module.css'

/** Every key that does something. */
export function ShortcutsDialog() {
  const added = useCommands((state) => state.commands)
  const groups = Object.entries(Object.groupBy([...frameCommands, ...added].filter(({ keys }) => keys !== undefined), ({ group }) => group))
  return (
    <Modal opened onClose={() => { showDialog(null) }} title="Keyboard shortcuts" size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={style.keys} tabIndex={-1} data-autofocus>
        {groups.map(([group, commands = []]) => (
          <section key={group} className={style.group} aria-label={group}>
            <h3>{group}</h3>
            <dl>{commands.map(({ id, title, keys = '', where }) => <div key={id} className={style.key}><dt>{title}{where !== undefined && <small> {where}</small>}</dt><dd><Kbd keys={keys} /></dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
