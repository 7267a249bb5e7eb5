import type { Session } from '../../../shared/model/session.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const learnedProcedures = ({ learned: procedures }: Base, workbench: Workbench) => {
  const own = ({ workspace }: Session) => workbench.workspace(workspace).learned
  return procedures.router({
    accept: procedures.accept.handler(({ context: { session }, input }) => own(session).accept(workbench.knowledge(session), input)),
    list: procedures.list.handler(({ context: { session }, input }) => own(session).list(workbench.knowledge(session), input)),
    remove: procedures.remove.handler(({ context: { session }, input }) => own(session).remove(workbench.knowledge(session), input.id)),
    clear: procedures.clear.handler(async ({ context: { session } }) => ({ removed: await own(session).clear(workbench.knowledge(session)) })),
  })
}
