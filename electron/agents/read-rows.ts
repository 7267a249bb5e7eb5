import { Failure } from '../../shared/model/failure.ts'
import type { ResultFacts } from '../../shared/model/result.ts'
import type { Step } from '../../shared/model/step.ts'
import { resultShape, type ResultShape } from '../answers/result-columns.ts'
import type { GuardedSql } from '../guard/guarded.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import type { ResultStore, ResultWriter } from '../results/result-store.ts'
import type { Limits, Source } from '../sources/source.ts'
import { beat, withBeats } from './beats.ts'
import type { Workplace } from './question.ts'
import type { Progress } from './progress.ts'

const beatMs = 1_000
/** At most twenty steps a second. */
const quietMs = 50

/** A guarded statement, what its columns are, how many rows to expect, and where it runs. */
export type ReadableStatement = {
  sql: GuardedSql
  columns: readonly CompiledColumn[]
  estimatedRows: number | null
  limits: Limits
  source: Source
  database: string
}

/**
 * Runs a guarded statement and keeps its rows. Yields progress at least every second and at most twenty times a second, with the result's id as
 * soon as its first rows can be paged; returns the facts of the finished result. Whatever ends it early also stops the statement in the database and drops what was kept.
 */
export async function* readRows(statement: ReadableStatement, workplace: Workplace, progress: Progress, signal: AbortSignal): AsyncGenerator<Step, ResultFacts> {
  const stop = new AbortController()
  const { sql, columns, estimatedRows, limits, source, database } = statement
  const events = source.stream(database, sql, { limits: limits, signal: AbortSignal.any([signal, stop.signal]) })
  const expected = Math.min(estimatedRows ?? limits.rows, limits.rows)
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
        yield progress.within('run', rows === 0 ? 'Waiting for the first rows' : 'Reading rows', rows / Math.max(1, expected), { rows, ...pageable(workplace.results, writer), ...timeLeft(rows, expected, now - began) })
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

/** The result, once some of its rows can be paged. */
function pageable(results: ResultStore, writer: ResultWriter | null): { result?: string } {
  return writer !== null && results.facts(writer.id).rows > 0 ? { result: writer.id } : {}
}

function timeLeft(rows: number, expected: number, elapsed: number): { leftMs?: number } {
  return rows === 0 || rows >= expected ? {} : { leftMs: Math.round((elapsed / rows) * (expected - rows)) }
}
