import type { Session } from '../../../shared/model/session.ts'
import { checkSource } from '../check-source.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const sourcesProcedures = ({ sources: procedures }: Base, workbench: Workbench) => {
  const own = ({ workspace }: Session) => workbench.workspace(workspace)
  return procedures.router({
    list: procedures.list.handler(({ context }) => own(context.session).sources.list()),
    test: procedures.test.handler(({ context, input, signal }) => checkSource(input, own(context.session), signal)),
    save: procedures.save.handler(({ context, input }) => workbench.saveSource(context.session, input)),
    duplicate: procedures.duplicate.handler(({ context, input }) => own(context.session).sources.duplicate(input.id)),
    remove: procedures.remove.handler(({ context, input }) => workbench.removeSource(context.session, input.id)),
    databases: procedures.databases.handler(({ context, input, signal }) => own(context.session).databases(input.id, signal)),
  })
}
