import { Failure, type FailureCode } from '../../shared/model/failure.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Stage, Step } from '../../shared/model/step.ts'
import { makeReceipt } from '../answers/receipt.ts'
import { chooseCharts } from '../charts/choose.ts'
import { requireTables } from '../context/database-context.ts'
import { guard } from '../guard/guard.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import type { Reading } from '../language/understanding.ts'
import { compile } from '../plan/compile.ts'
import { inReadableOrder } from '../plan/defaults.ts'
import { reading, title } from '../plan/reading.ts'
import type { Estimate, Source } from '../sources/source.ts'
import { Progress } from './progress.ts'
import type { Knowledge, Outcome, Question, Workplace } from './question.ts'
import { readRows } from './read-rows.ts'
import { understandQuestion } from './understand.ts'

/** A chart is drawn from at most so many rows. */
const chartRows = 5_000

/** Failures that concern the estimate alone; the query itself may still run. */
const notEstimated = new Set<FailureCode>(['ACCESS_DENIED', 'QUERY_FAILED', 'TIMEOUT', 'NOT_SUPPORTED'])

/**
 * Takes a question to its answer: understand → plan → check → run → draw → explain. Yields a step whenever something happens, and fails with the
 * Failure that it has just yielded as a failed step. Aborting `signal`, or leaving the loop, stops the database too.
 */
export async function* answerQuestion(question: Question, knowledge: Knowledge, workplace: Workplace, signal: AbortSignal): AsyncGenerator<Step, Outcome> {
  const progress = new Progress(workplace.clock)
  try {
    return yield* runStages(question, knowledge, workplace, progress, signal)
  } catch (error) {
    const failure = asFailure(error, signal)
    yield progress.failed(failure)
    throw failure
  }
}

async function* runStages(question: Question, knowledge: Knowledge, workplace: Workplace, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, Outcome> {
  const { context } = knowledge
  const { source, catalog, database } = context
  const begin = (stage: Stage, detail: string): Step => {
    stopIfCancelled(signal)
    return progress.started(stage, detail)
  }

  yield begin('understand', 'Reading the question')
  requireTables(context)
  const understood = meaning(question, knowledge)
  if (understood.kind === 'clarify') {
    yield progress.done('understand', 'Several readings')
    return understood
  }
  const { plan, understoodAs, readings } = understood
  yield progress.done('understand', 'Understood')

  yield begin('plan', 'Writing the query')
  const compiled = compile(plan, catalog, source.dialect)
  yield progress.done('plan', 'Planned')

  yield begin('check', 'Checking that it only reads')
  const sql = guard(compiled.sql, source.dialect, { parameters: compiled.parameters })
  yield progress.within('check', 'Estimating the work', 0.3)
  const estimate = await estimated(source, database, sql, signal)
  yield progress.done('check', 'Checked')

  yield begin('run', `Asking ${context.sourceName}`)
  const facts = yield* readRows(sql, compiled.columns, estimate.rows, question, knowledge, workplace, progress, signal)
  yield progress.done('run', facts.rows === 1 ? '1 row' : `${facts.rows.toLocaleString('en-US')} rows`, facts.rows)

  yield begin('draw', 'Choosing a chart')
  const page = await workplace.results.page(facts.id, { offset: 0, count: chartRows, sort: [] })
  const [chart] = chooseCharts({ columns: facts.columns.map((column, at) => ({ ...column, part: compiled.columns[at]?.part ?? 'show' })), plan, rows: page.rows, truncated: facts.truncated || facts.rows > chartRows })
  yield progress.done('draw', 'Drawn')

  yield begin('explain', 'Writing the receipt')
  const receipt = makeReceipt({ plan, catalog, compiled, sql, reading: understoodAs, estimate, facts, asOf: question.asOf, elapsedMs: progress.elapsedMs })
  const answer: Answer = { id: question.id, question: question.text, title: title(plan, catalog), plan, result: facts, chart: chart?.chart ?? null, receipt }
  yield progress.done('explain', 'Done')
  return { kind: 'answer', answer, readings: readings.map((offered) => ({ ...offered, title: reading(offered.plan, catalog) })) }
}

/** An estimate helps and is never needed: EXPLAIN asks for more rights than SELECT does (MariaDB wants SHOW VIEW for a view). */
async function estimated(source: Source, database: string, sql: GuardedSql, signal: AbortSignal): Promise<Estimate> {
  try {
    return await source.estimate(database, sql, signal)
  } catch (error) {
    stopIfCancelled(signal)
    if (error instanceof Failure && notEstimated.has(error.code)) return { rows: null, warnings: ['The database gave no estimate of the work'] }
    throw error
  }
}

type Meaning = { kind: 'plan'; plan: Plan; understoodAs: Reading | null; readings: Reading[] } | Extract<Outcome, { kind: 'clarify' }>

function meaning(question: Question, knowledge: Knowledge): Meaning {
  if (question.plan !== undefined) return { kind: 'plan', plan: question.plan, understoodAs: null, readings: [] }
  const understood = understandQuestion(question, knowledge)
  if (understood.kind === 'clarify') return understood
  return { kind: 'plan', plan: inReadableOrder(understood.chosen.plan), understoodAs: understood.chosen, readings: understood.readings }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })
}

function asFailure(error: unknown, signal: AbortSignal): Failure {
  if (error instanceof Failure) return error
  if (signal.aborted) return new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true, cause: error })
  return new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Ask again; if it happens again, report it with the log.', cause: error })
}
