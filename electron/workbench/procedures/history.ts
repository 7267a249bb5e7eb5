import type { HistoryEntry } from '../../../shared/contract/history.ts'
import { clearQuestions, removeQuestion, searchQuestions, type AskedQuestion } from '../../store/history.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const historyProcedures = ({ history }: Base, workbench: Workbench) => {
  const { store } = workbench
  return history.router({
    list: history.list.handler(({ context: { session: { workspace } }, input: { search, before, count, sourceId } }): HistoryEntry[] => {
      const names = new Map(workbench.workspace(workspace).sources.list().map(({ id, name }) => [id, name]))
      return searchQuestions(store, workspace, { text: search, source: sourceId, before, limit: count }).map((asked) => entry(asked, names.get(asked.source)))
    }),
    remove: history.remove.handler(({ context, input }) => { removeQuestion(store, context.session.workspace, input.id) }),
    clear: history.clear.handler(({ context }) => ({ removed: clearQuestions(store, context.session.workspace) })),
  })
}

/** A source that was renamed goes by its new name, one that is gone by the name it had. */
function entry({ source, sourceName, ...asked }: AskedQuestion, name: string | undefined): HistoryEntry {
  return { ...asked, sourceId: source, sourceName: name ?? sourceName ?? source }
}
