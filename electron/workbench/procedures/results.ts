import { totalRow } from '../../answers/total-row.ts'
import { windowKey } from '../windows.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'
import type { Session } from '../../../shared/model/session.ts'

export const resultsProcedures = ({ results: procedures }: Base, workbench: Workbench) => {
  const { results, runs, exports } = workbench
  const own = (session: Session, id: string): string => {
    runs.requireResult(windowKey(session), id)
    return id
  }
  return procedures.router({
    facts: procedures.facts.handler(({ context, input }) => results.facts(own(context.session, input.id))),
    page: procedures.page.handler(({ context, input: { id, ...request } }) => results.page(own(context.session, id), request)),
    totals: procedures.totals.handler(({ context, input }) => results.totals(own(context.session, input.id))),
    totalRow: procedures.totalRow.handler(async ({ context, input: { id, plan } }) => {
      const facts = results.facts(own(context.session, id))
      return facts.truncated || facts.growing || plan === null ? null : totalRow(plan, facts, await results.totals(id))
    }),
    export: procedures.export.handler(async function* ({ context: { session }, input }) {
      const { negatives } = workbench.workspace(session.workspace).settings.appearance
      yield* exports.make(results, { ...input, id: own(session, input.id), negatives })
    }),
    readFile: procedures.readFile.handler(async ({ input: { file, offset } }) => {
      const { piece, last } = await exports.read(file, offset)
      return { piece: new Blob([piece]), last }
    }),
  })
}
