import { Failure, type FailureCode } from '../../shared/model/failure.ts'
import type { Answer } from '../../shared/model/answer.ts'
import type { Stage, Step } from '../../shared/model/step.ts'
import { columnFormats, openingColumns } from '../answers/column-formats.ts'
import { makeReceipt } from '../answers/receipt.ts'
import { requireTables } from '../context/database-context.ts'
import type { Hold } from '../context/hold.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import { title } from '../plan/reading.ts'
import type { Estimate } from '../sources/source.ts'
import { showing } from './beats.ts'
import { chartRows, chartsOf, notDrawn } from './charts-of.ts'
import { offeredBeside } from './offered-beside.ts'
import { Progress } from './progress.ts'
import type { Ground, Knowledge, Outcome, Question, Workplace } from './question.ts'
import { readRows } from './read-rows.ts'
import { meaningOf } from './meaning.ts'
import { guarded, statementOf } from './statement.ts'

const beatMs = 1_000
/** A lock on a table holds its EXPLAIN up as well. */
const mostEstimateMs = 5_000

/** Failures that concern the estimate alone; the query itself may still run. */
const notEstimated = new Set<FailureCode>(['ACCESS_DENIED', 'QUERY_FAILED', 'TIMEOUT', 'NOT_SUPPORTED'])

/**
 * Takes a question to its answer: understand → plan → check → run → draw → explain. The ground is held while it runs, opened first when it has to
 * be, and asked before each stage whether it still is the one. Yields a step whenever something happens and at least every second, and fails with
 * the Failure that it has just yielded as a failed step. Aborting `signal`, or leaving the loop, stops the database too.
 */
export async function* answerQuestion(question: Question, ground: Ground, workplace: Workplace, signal: AbortSignal): AsyncGenerator<Step, Outcome> {
  const progress = new Progress(workplace.clock)
  let hold: Hold<Knowledge> | null = null
  try {
    yield progress.started('understand', 'Reading the question')
    hold = yield* showing(ground.hold(signal), beatMs, () => progress.within('understand', `Opening ${ground.sourceName}`, 0))
    return yield* runStages(question, hold, workplace, progress, signal)
  } catch (error) {
    const failure = asFailure(error, signal)
    hold?.failed(failure)
    yield progress.failed(failure)
    throw failure
  } finally {
    hold?.release()
  }
}

async function* runStages(question: Question, hold: Hold<Knowledge>, workplace: Workplace, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, Outcome> {
  const knowledge = hold.known
  const { context } = knowledge
  const { source, catalog, database } = context
  let tables: readonly string[] = []
  const begin = (stage: Stage, detail: string): Step => {
    stopIfCancelled(signal)
    hold.require(tables)
    return progress.started(stage, detail)
  }

  stopIfCancelled(signal)
  hold.require(tables)
  requireTables(context)
  const meaning = yield* meaningOf(question, knowledge, workplace.advisor ?? null, progress, signal)
  stopIfCancelled(signal)
  if (meaning.kind === 'clarify') {
    yield progress.done('understand', 'Several readings')
    return { kind: 'clarify', question: meaning.question, options: meaning.options, refines: meaning.refines, model: meaning.model }
  }
  yield progress.done('understand', 'Understood')

  yield begin('plan', 'Writing the query')
  const statement = statementOf(meaning, knowledge)
  // A name in SQL written by hand may be of another database; the database itself knows.
  if (meaning.kind === 'plan') tables = statement.tables
  yield progress.done('plan', 'Planned')

  yield begin('check', 'Checking that it only reads')
  const sql = guarded(statement, source.dialect)
  yield progress.within('check', 'Estimating the work', 0.3)
  const estimate = yield* showing(estimated(knowledge, sql, Math.min(mostEstimateMs, question.limits.milliseconds), signal), beatMs, () => progress.within('check', 'Estimating the work', 0.3))
  yield progress.done('check', 'Checked')

  yield begin('run', `Asking ${context.sourceName}`)
  const ranAt = workplace.now()
  const facts = yield* readRows({ sql, columns: statement.columns, estimatedRows: estimate.rows, limits: question.limits, source, database }, workplace, progress, signal)
  yield progress.done('run', facts.rows === 1 ? '1 row' : `${facts.rows.toLocaleString('en-US')} rows`, { rows: facts.rows, result: facts.id })

  yield begin('draw', 'Choosing a chart')
  const plan = meaning.kind === 'plan' ? meaning.plan : null
  const { rows } = yield* showing(workplace.results.page(facts.id, { offset: 0, count: chartRows, sort: [] }), beatMs, () => progress.within('draw', 'Choosing a chart', 0.5))
  const [chart] = chartsOf(facts, rows, plan)
  const readings = plan === null || meaning.kind !== 'plan' ? [] : yield* showing(offeredBeside({ plan, facts, rows, readings: meaning.readings }, context, question.limits, signal), beatMs, () => progress.within('draw', 'Comparing other readings', 0.8))
  yield progress.done('draw', 'Drawn')

  yield begin('explain', 'Writing the receipt')
  const understood = meaning.kind === 'plan' ? { reading: meaning.reading, engine: meaning.engine, model: meaning.model, warnings: meaning.warnings, accepted: meaning.accepted } : madeByHand
  const receipt = makeReceipt({ plan, context, statement, sql, understood, estimate, facts, asOf: knowledge.asOf, ranAt, elapsedMs: progress.elapsedMs, notDrawn: notDrawn(chart, plan) })
  const named = plan === null ? 'SQL written by hand' : title(plan, catalog)
  const answer: Answer = { id: question.id, question: question.asked.text, title: named, plan, result: facts, chart: chart ?? null, formats: columnFormats(facts.columns, plan, rows), opens: openingColumns(facts.columns, plan), receipt }
  yield progress.done('explain', 'Done')
  return { kind: 'answer', answer, readings, refines: meaning.kind === 'plan' ? meaning.refines : undefined }
}

const madeByHand = { reading: null, engine: 'offline', model: null, warnings: [] } as const

/** An estimate helps and is never needed: EXPLAIN asks for more rights than SELECT does (MariaDB wants SHOW VIEW for a view). */
async function estimated({ context: { source, database } }: Knowledge, sql: GuardedSql, milliseconds: number, signal: AbortSignal): Promise<Estimate> {
  const late = AbortSignal.timeout(milliseconds)
  try {
    return await source.estimate(database, sql, AbortSignal.any([signal, late]))
  } catch (error) {
    stopIfCancelled(signal)
    if (late.aborted || (error instanceof Failure && notEstimated.has(error.code))) return { rows: null, warnings: ['The database gave no estimate of the work'] }
    throw error
  }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true })
}

function asFailure(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted && !(error instanceof Failure && error.code === 'CANCELLED')) return new Failure('CANCELLED', 'Cancelled.', { hint: 'Ask again when you like.', retry: true, cause: error })
  if (error instanceof Failure) return error
  return new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Ask again; if it happens again, report it.', cause: error })
}
