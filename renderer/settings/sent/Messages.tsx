import type { Outgoing } from '../../../shared/model/model.ts'
import { formatCount } from '../../ui/format.ts'
import style from './Messages.module.css'

const roles: Record<Outgoing['messages'][number]['role'], string> = { system: 'System message', user: 'User message', assistant: 'What the model said before' }

/** Messages to a model as they go, letter for letter. */
export function Messages({ messages, busy = false }: { messages: Outgoing['messages']; busy?: boolean }) {
  return (
    <div className={style.messages} aria-busy={busy}>
      {messages.map(({ role, content }, at) => (
        <section key={at} className={style.message} aria-label={roles[role]}>
          <h3 className={style.role}>{roles[role]}<small>{formatCount(content.length)} characters</small></h3>
          <pre className={style.content} tabIndex={0} role="group" aria-label={`Text of the ${roles[role].toLowerCase()}`}>{content}</pre>
        </section>
      ))}
    </div>
  )
}
