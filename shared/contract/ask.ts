import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { ChartSpec } from '../model/chart.ts'
import { Asked, RunEvent, RunSummary } from '../model/outcome.ts'
import { ChipChoices, PlanEdit } from '../model/plan-edit.ts'
import { Plan } from '../model/plan.ts'
import { Settings } from '../model/settings.ts'
import { Cell } from '../model/value.ts'
import { procedure } from './procedure.ts'

/** A question that the engine can answer here, and the tables it is about. */
export const Suggestion = z.object({ text: z.string(), about: z.string() })
export type Suggestion = z.infer<typeof Suggestion>

const run = z.object({ runId: z.string() })

export const ask = {
  /** `limits` overrides the settings for this run alone. Fails with CONTEXT_MISSING at once; everything else ends the run. */
  start: procedure('Starts a run').input(z.object({ asked: Asked, parent: z.string().optional(), limits: Settings.shape.limits.partial().optional() })).output(RunSummary),
  /** Every event after `after`, then the rest as they come; ends after `end`. Fails with RUN_GONE. A run that nobody watches for 30 s is cancelled. */
  watch: procedure('Follows a run').input(run.extend({ after: z.int().min(0).default(0) })).output(eventIterator(RunEvent)),
  /** Stops the statement in the database too. Harmless for a run that has ended. */
  cancel: procedure('Cancels a run').input(run),
  /** Runs of the caller's window, oldest first, so that a reloaded window finds its thread again. */
  runs: procedure('Runs of this window').output(z.array(RunSummary)),
  forget: procedure('Takes a run out of the thread and drops its rows').input(run),
  suggestions: procedure('Questions to try, made from this database').output(z.array(Suggestion)),
  complete: procedure('Ways to go on from what is typed').input(z.object({ text: z.string().max(2_000) })).output(z.array(Suggestion)),
  /** `path` is that of a chip, or "add:measure", "add:by", "add:show", "add:period", "add:filter", "add:compare", "add:order", "add:limit". */
  choices: procedure('What a chip of a plan can become').input(z.object({ plan: Plan, path: z.string(), search: z.string().max(200).default('') })).output(ChipChoices),
  edit: procedure('A plan with one change').input(z.object({ plan: Plan, edit: PlanEdit })).output(Plan),
  /** `row` holds the value of each grouping of the row that was clicked, by id; empty for the total. NOT_SUPPORTED for a number that is no sum or count. */
  rowsBehind: procedure('The plan that lists the rows behind a number').input(z.object({ plan: Plan, measure: z.string(), row: z.record(z.string(), Cell) })).output(Plan),
  charts: procedure('Every chart that suits an answer, best first').input(z.object({ resultId: z.string(), plan: Plan.nullable() })).output(z.array(ChartSpec)),
  /** The SQL as it would run, formatted; REFUSED_BY_GUARD names rule and word. */
  checkSql: procedure('Checks SQL written by hand').input(z.object({ sql: z.string().max(100_000) })).output(z.object({ sql: z.string() })),
}
