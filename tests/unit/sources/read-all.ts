import type { GuardedSql } from '../../../electron/guard/guarded.ts'
import type { Limits, Source, StreamColumn } from '../../../electron/sources/source.ts'
import type { Cell } from '../../../shared/model/value.ts'

export const limits: Limits = { rows: 1_000, milliseconds: 10_000, bytes: 64 * 1024 * 1024 }

export type Answer = { columns: StreamColumn[]; rows: Cell[][]; truncated: boolean }

/** Everything a stream yields. */
export async function readAll(source: Source, sql: GuardedSql, more: Partial<Limits> = {}, signal?: AbortSignal): Promise<Answer> {
  const answer: Answer = { columns: [], rows: [], truncated: false }
  for await (const event of source.stream('main', sql, { limits: { ...limits, ...more }, signal })) {
    if (event.kind === 'columns') answer.columns = event.columns
    else if (event.kind === 'rows') answer.rows.push(...event.rows)
    else answer.truncated = event.truncated
  }
  return answer
}
