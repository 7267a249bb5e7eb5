import type { Session } from '../../../shared/model/session.ts'
import { checkDefinition } from '../../agents/check-definition.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const termsProcedures = ({ terms }: Base, workbench: Workbench) => {
  const about = (session: Session) => {
    const { vocabulary, sources, contexts } = workbench.workspace(session.workspace)
    const knowledge = workbench.knowledge(session)
    const { sourceId, database } = knowledge.context
    const saved = sources.get(sourceId)
    const list = () => vocabulary.list(saved, knowledge)
    return {
      vocabulary, saved, knowledge, list,
      changed: async () => {
        await contexts.vocabularyChanged(sourceId, database)
        return list()
      },
    }
  }
  return terms.router({
    list: terms.list.handler(({ context }) => about(context.session).list()),
    check: terms.check.handler(({ context, input, signal }) =>
      workbench.holding(context.session, signal, (known, stop) => checkDefinition(input.definition, known, { asOf: known.asOf, signal: stop }))),
    save: terms.save.handler(async ({ context, input: { definition, replaces } }) => {
      const { vocabulary, saved, knowledge, changed } = about(context.session)
      await vocabulary.save(saved, knowledge, definition, replaces)
      return changed()
    }),
    remove: terms.remove.handler(async ({ context, input: { kind, name } }) => {
      const { vocabulary, saved, knowledge, changed } = about(context.session)
      await vocabulary.remove(saved, knowledge, kind, name)
      return changed()
    }),
  })
}
