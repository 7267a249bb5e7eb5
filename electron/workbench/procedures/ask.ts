import type { Suggestion } from '../../../shared/contract/ask.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { chartRows, chartsOf } from '../../agents/charts-of.ts'
import { layOutSql } from '../../agents/lay-out-sql.ts'
import type { Knowledge } from '../../agents/question.ts'
import { guard } from '../../guard/guard.ts'
import { choicesFor } from '../../plan/edit/choices.ts'
import { editPlan } from '../../plan/edit/edit-plan.ts'
import type { EditSetting } from '../../plan/edit/setting.ts'
import { rowsBehind } from '../../plan/rows-behind.ts'
import { windowKey } from '../windows.ts'
import type { Workbench } from '../workbench.ts'
import type { Base } from './base.ts'

export const askProcedures = ({ ask }: Base, workbench: Workbench) => ask.router({
  start: ask.start.handler(({ context, input: { asked, parent, limits } }) => workbench.startRun(context.session, { asked, parent: parent ?? null }, limits ?? {})),
  watch: ask.watch.handler(({ context, input, signal }) => workbench.runs.watch(windowKey(context.session), input.runId, input.after, signal)),
  cancel: ask.cancel.handler(({ context, input }) => { workbench.runs.cancel(windowKey(context.session), input.runId) }),
  runs: ask.runs.handler(({ context }) => workbench.runs.list(windowKey(context.session))),
  forget: ask.forget.handler(({ context, input }) => workbench.runs.forget(windowKey(context.session), input.runId)),
  suggestions: ask.suggestions.handler(({ context }) => suggestionsOf(workbench.knowledge(context.session))),
  complete: ask.complete.handler(({ context, input }) => completionsOf(input.text, workbench.knowledge(context.session))),
  choices: ask.choices.handler(({ context, input: { plan, path, search } }) => choicesFor(plan, path, settingOf(workbench.knowledge(context.session)), search)),
  edit: ask.edit.handler(({ context, input: { plan, edit } }) => editPlan(plan, edit, settingOf(workbench.knowledge(context.session)))),
  rowsBehind: ask.rowsBehind.handler(({ context, input: { plan, measure, row } }) => rowsBehind(plan, { measure, row }, settingOf(workbench.knowledge(context.session))).plan),
  charts: ask.charts.handler(async ({ context, input: { resultId, plan } }) => {
    workbench.runs.requireResult(windowKey(context.session), resultId)
    const facts = workbench.results.facts(resultId)
    if (facts.growing) throw new Failure('NOT_SUPPORTED', 'The rows of this answer are still arriving.', { hint: 'Wait until the last row is here.', retry: true })
    const { rows } = await workbench.results.page(resultId, { offset: 0, count: chartRows, sort: [] })
    return chartsOf(facts, rows, plan)
  }),
  checkSql: ask.checkSql.handler(({ context, input }) => ({ sql: layOutSql(guard(input.sql, workbench.knowledge(context.session).context.source.dialect)) })),
})

const settingOf = ({ context, glossary, asOf, calendar }: Knowledge): EditSetting => ({ catalog: context.catalog, glossary, asOf, calendar })

const completionsShown = 8
const completionsOf = (text: string, { reader, asOf }: Knowledge): Promise<Suggestion[]> => reader.complete(text, { asOf, count: completionsShown })

const suggestionsShown = 12
const suggested = new WeakMap<Knowledge, Promise<Suggestion[]>>()

/** Worked out once for what is known of a database: each is tried with the engine, which takes a moment. */
function suggestionsOf(knowledge: Knowledge): Promise<Suggestion[]> {
  const known = suggested.get(knowledge) ?? knowledge.reader.suggest({ asOf: knowledge.asOf, calendar: knowledge.calendar, count: suggestionsShown })
  suggested.set(knowledge, known)
  known.catch(() => suggested.delete(knowledge))
  return known
}
