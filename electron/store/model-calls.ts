import { ModelCall, ModelCallOutcome } from '../../shared/model/model.ts'
import type { Store, StoreRow } from './store.ts'

/** A call before its first byte leaves: `sent` is its whole body. */
export type StartedCall = Pick<ModelCall, 'id' | 'at' | 'endpoint' | 'name' | 'question' | 'bytesSent'> & { sent: string }
/** What is known of a call once it ended. */
export type EndedCall = Pick<ModelCall, 'bytesReceived' | 'promptTokens' | 'completionTokens' | 'cost' | 'elapsedMs' | 'outcome' | 'note'>
/** `cost` is null while no call has one. */
export type CallTotals = { calls: number; promptTokens: number; completionTokens: number; cost: number | null }

const unended = 'It was under way, or Quaestor stopped before it ended.'

/** Records a call that is about to be made; it is on the disk when this returns. */
export function beginCall(store: Store, workspace: string, call: StartedCall): void {
  store.run(
    'INSERT INTO model_calls (workspace_id, id, at, endpoint, name, question, sent, bytes_sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    workspace, call.id, call.at, call.endpoint, call.name, call.question, call.sent, call.bytesSent,
  )
}

/** Records how a call ended. One that was cleared meanwhile stays cleared. */
export function endCall(store: Store, workspace: string, id: string, end: EndedCall): void {
  store.run(
    'UPDATE model_calls SET bytes_received = ?, prompt_tokens = ?, completion_tokens = ?, cost = ?, elapsed_ms = ?, outcome = ?, note = ? WHERE workspace_id = ? AND id = ?',
    end.bytesReceived, end.promptTokens, end.completionTokens, end.cost, end.elapsedMs, end.outcome, end.note, workspace, id,
  )
}

/** Says anew what came of a call that has ended. */
export function judgeCall(store: Store, workspace: string, id: string, outcome: ModelCallOutcome, note: string): void {
  store.run('UPDATE model_calls SET outcome = ?, note = ? WHERE workspace_id = ? AND id = ?', outcome, note, workspace, id)
}

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))

function call(row: StoreRow): ModelCall {
  const outcome = ModelCallOutcome.safeParse(row.outcome)
  return ModelCall.parse({
    id: row.id, at: row.at, endpoint: row.endpoint, name: row.name, question: row.question, bytesSent: Number(row.bytes_sent), bytesReceived: Number(row.bytes_received),
    promptTokens: numberOrNull(row.prompt_tokens), completionTokens: numberOrNull(row.completion_tokens), cost: numberOrNull(row.cost), elapsedMs: Number(row.elapsed_ms),
    outcome: outcome.success ? outcome.data : 'cancelled', note: outcome.success ? String(row.note) : unended,
  })
}

/** The calls of a workspace, the latest first, at most `limit`; with `before`, those older than the one with that id. */
export function listCalls(store: Store, workspace: string, { before, limit }: { before?: string | undefined; limit: number }): { calls: ModelCall[]; more: boolean } {
  const older = before === undefined ? '' : 'AND number < (SELECT number FROM model_calls WHERE workspace_id = ? AND id = ?)'
  const bound = before === undefined ? [] : [workspace, before]
  const rows = store.all(`SELECT * FROM model_calls WHERE workspace_id = ? ${older} ORDER BY number DESC LIMIT ?`, workspace, ...bound, limit + 1)
  return { calls: rows.slice(0, limit).map(call), more: rows.length > limit }
}

/** What all calls of a workspace come to. */
export function callTotals(store: Store, workspace: string): CallTotals {
  const [row] = store.all(
    'SELECT count(*) AS calls, coalesce(sum(prompt_tokens), 0) AS prompt, coalesce(sum(completion_tokens), 0) AS completion, sum(cost) AS cost FROM model_calls WHERE workspace_id = ?', workspace,
  )
  return { calls: Number(row?.calls ?? 0), promptTokens: Number(row?.prompt ?? 0), completionTokens: Number(row?.completion ?? 0), cost: numberOrNull(row?.cost) }
}

/** The body of a call as it went; undefined when the call is no longer kept. */
export function sentIn(store: Store, workspace: string, id: string): string | undefined {
  const [row] = store.all('SELECT sent FROM model_calls WHERE workspace_id = ? AND id = ?', workspace, id)
  return row === undefined ? undefined : String(row.sent)
}

/** Forgets every call of a workspace. */
export function clearCalls(store: Store, workspace: string): void {
  forgotten(store, store.run('DELETE FROM model_calls WHERE workspace_id = ?', workspace))
}

/** Forgets the calls that are older than so many days, by the store's clock. */
export function forgetCallsOlderThan(store: Store, workspace: string, days: number): void {
  const before = new Date(store.clock().getTime() - days * 86_400_000).toISOString()
  forgotten(store, store.run('DELETE FROM model_calls WHERE workspace_id = ? AND at < ?', workspace, before))
}

/** What was removed still stands in the log until the log is taken over into the file. */
function forgotten(store: Store, removed: number): void {
  if (removed > 0) store.all('PRAGMA wal_checkpoint(TRUNCATE)')
}
