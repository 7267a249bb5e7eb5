import { Failure } from '../../shared/model/failure.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Step } from '../../shared/model/step.ts'
import { resultShape, type ResultShape } from '../answers/result-columns.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import type { ResultWriter } from '../results/result-store.ts'
import { beat, withBeats } from './beats.ts'
import type { Knowledge, Question, Workplace } from './question.ts'
import type { Progress } from './progress.ts'

const beatMs = 1_000
/** At most twenty steps a second. */
const quietMs = 50

/**
 * Runs a guarded statement and keeps its rows. Yields progress at least every second and at most twenty times a second; returns the facts of
 * the finished result. Whatever ends it early also stops the statement in the database and drops what was kept.
 */
export async function* readRows(
  sql: GuardedSql, columns: readonly CompiledColumn[], estimatedRows: number | null, question: Question, knowledge: Knowledge, workplace: Workplace, progress: Progress, signal: AbortSignal,
): AsyncGenerator<Step, ResultFacts> {
  const stop = new AbortController()
  const { source, database } = knowledge.context
  const events = source.stream(database, sql, { limits: question.limits, signal: AbortSignal.any([signal, stop.signal]) })
  const expected = Math.min(estimatedRows ?? question.limits.rows, question.limits.rows)
  const began = workplace.clock()
  let writer: ResultWriter | null = null
  let finished: ResultFacts | null = null
  let shape: ResultShape | null = null
  let rows = 0
  let last = began
  try {
    for await (const event of withBeats(events, beatMs, () => { stop.abort() })) {
      const now = workplace.clock()
      if (event !== beat && event.kind === 'columns') {
        shape = resultShape(columns, event.columns)
        writer = await workplace.results.begin(shape.columns)
      } else if (event !== beat && event.kind === 'rows') {
        await requireWriter(writer).append(shape?.fit(event.rows) ?? event.rows)
        rows += event.rows.length
      } else if (event !== beat) {
        finished = await requireWriter(writer).finish({ truncated: event.truncated })
      }
      if (finished === null && (event === beat || now - last >= quietMs)) {
        last = now
        yield progress.within('run', rows === 0 ? 'Waiting for the first rows' : 'Reading rows', rows / Math.max(1, expected), { rows, ...timeLeft(rows, expected, now - began) })
      }
    }
    if (finished === null) throw new Failure('CONNECTION_LOST', 'The source stopped before the last row.', { hint: 'Ask again.', retry: true })
    return finished
  } finally {
    if (finished === null) await writer?.abandon()
  }
}

function requireWriter(writer: ResultWriter | null): ResultWriter {
  if (writer === null) throw new Failure('INTERNAL', 'The source sent rows before it said what their columns are.', { hint: 'Ask again; if it happens again, report it.' })
  return writer
}

function timeLeft(rows: number, expected: number, elapsed: number): { leftMs?: number } {
  return rows === 0 || rows >= expected ? {} : { leftMs: Math.round((elapsed / rows) * (expected - rows)) }
}
