import type { Session } from '../../../shared/model/session.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const contextProcedures = ({ context: procedures }: Base, workbench: Workbench) => {
  const contexts = ({ workspace }: Session) => workbench.workspace(workspace).contexts
  const own = (session: Session) => contexts(session).of(session.window)
  return procedures.router({
    select: procedures.select.handler(({ context, input }) => own(context.session).select(input)),
    resume: procedures.resume.handler(({ context: { session } }) => contexts(session).resume(session.window, () => workbench.workspace(session.workspace).lastOf(session.window))),
    refresh: procedures.refresh.handler(({ context }) => own(context.session).refresh()),
    cancel: procedures.cancel.handler(({ context }) => own(context.session).cancel()),
    close: procedures.close.handler(({ context: { session } }) => contexts(session).leave(session.window)),
    watch: procedures.watch.handler(({ context, signal }) => own(context.session).state.watch(signal)),
  })
}
