import type { Outgoing } from '../../../shared/model/model.ts'
import { formatCount } from '../../ui/format.ts'
import style from './Messages.module.css'

const roles: Record<Outgoing['messages'][number]['role'], string> = { system: 'Instructions, the same for every question', user: 'User message', assistant: 'What the model had answered' }

/** Messages to a model as they go, letter for letter. */
export function Messages({ messages, busy = false }: { messages: Outgoing['messages']; busy?: boolean }) {
  return (
    <div className={style.messages} aria-busy={busy}>
      {messages.map(({ role, content }, at) => (
        <section key={at} className={style.message} data-role={role} aria-label={roles[role]}>
          <h3 className={style.role}>{roles[role]}<small>{formatCount(content.length)} characters</small></h3>
          <pre className={style.content} tabIndex={0} role="group" aria-label={roles[role]}>{content}</pre>
        </section>
      ))}
    </div>
  )
}
