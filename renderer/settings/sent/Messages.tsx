import type { Outgoing } from '../../../shared/model/model.ts'
import { formatCount } from '../../ui/format.ts'
import style from './Messages.module.css'

type Message = Outgoing['messages'][number]

/** The first message of the user asks; those after an answer say what is wrong with it. */
function nameOf({ role }: Message, before: readonly Message[]): string {
  if (role === 'system') return 'Instructions, the same for every question'
  if (role === 'assistant') return 'What the model had answered'
  return before.some((message) => message.role === 'assistant') ? 'What had to be mended' : 'Names, and the question'
}

/** Messages to a model as they go, letter for letter. */
export function Messages({ messages, busy = false }: { messages: Outgoing['messages']; busy?: boolean }) {
  return (
    <div className={style.messages} aria-busy={busy}>
      {messages.map((message, at) => {
        const name = nameOf(message, messages.slice(0, at))
        return (
          <section key={at} className={style.message} data-role={message.role}>
            <h3 className={style.role}>{name}<small>{formatCount(message.content.length)} characters</small></h3>
            <pre className={style.content} tabIndex={0} role="group" aria-label={name}>{message.content}</pre>
          </section>
        )
      })}
    </div>
  )
}
