import { Failure } from '../../../shared/model/failure.ts'
import type { Session } from '../../../shared/model/session.ts'
import { callTotals, clearCalls, listCalls, sentIn } from '../../store/model-calls.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const modelsProcedures = ({ models }: Base, workbench: Workbench) => {
  const { store } = workbench
  const own = ({ workspace }: Session) => workbench.workspace(workspace).model
  return models.router({
    saveKey: models.saveKey.handler(({ context, input }) => own(context.session).saveKey(input.key)),
    test: models.test.handler(({ context, input, signal }) => own(context.session).test(input, signal)),
    preview: models.preview.handler(({ context, input }) => own(context.session).preview(input.text, workbench.knowledge(context.session))),
    allow: models.allow.handler(({ context, input }) => own(context.session).allow(input.endpoint)),
    forbid: models.forbid.handler(({ context }) => own(context.session).forbid()),
    calls: models.calls.handler(({ context: { session }, input }) => ({ ...listCalls(store, session.workspace, input), totals: callTotals(store, session.workspace) })),
    sent: models.sent.handler(({ context, input }) => {
      const text = sentIn(store, context.session.workspace, input.id)
      if (text === undefined) throw new Failure('RESULT_GONE', 'This call is no longer kept.', { hint: 'Choose another one.', detail: { call: input.id } })
      return { text }
    }),
    clearCalls: models.clearCalls.handler(({ context }) => {
      clearCalls(store, context.session.workspace)
      return {}
    }),
  })
}
