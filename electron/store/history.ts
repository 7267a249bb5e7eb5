import * as z from 'zod'
import { Plan } from '../../shared/model/plan.ts'
import { parsedJson } from './json.ts'
import type { Store, StoreRow } from './store.ts'

export const Outcome = z.enum(['answered', 'clarify', 'refused', 'failed', 'cancelled'])
export type Outcome = z.infer<typeof Outcome>

/** A question that was asked, and what became of it. */
export const AskedQuestion = z.object({
  id: z.string(),
  /** ISO time. */
  askedAt: z.string(),
  source: z.string(),
  /** What the source was called then; absent in what older versions wrote. */
  sourceName: z.string().optional(),
  database: z.string(),
  question: z.string(),
  /** Null when it was not understood, or when an older version wrote it in another shape. */
  plan: Plan.nullable().catch(null),
  sql: z.string().nullable(),
  outcome: Outcome,
  rows: z.int().nullable(),
  elapsedMs: z.number(),
})
export type AskedQuestion = z.infer<typeof AskedQuestion>

export type HistorySearch = {
  /** Words that must all occur in the question or its SQL, in any order and case. */
  text?: string
  source?: string
  database?: string
  outcome?: Outcome
  /** Only questions older than the one with this id: the last of the page before. None, when that one is no longer there. */
  before?: string
  limit: number
}

/** More words than this narrow no search further. */
const mostWords = 20

const searchable = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Records a question; one of the same id is replaced, so that an outcome can follow later. */
export function addQuestion(store: Store, workspace: string, asked: AskedQuestion): void {
  store.run(
    'INSERT OR REPLACE INTO questions (workspace_id, id, asked_at, source, source_name, database, question, plan, sql, outcome, rows, elapsed_ms, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    workspace, asked.id, asked.askedAt, asked.source, asked.sourceName ?? null, asked.database, asked.question, asked.plan === null ? null : JSON.stringify(asked.plan), asked.sql, asked.outcome, asked.rows, asked.elapsedMs,
    searchable(`${asked.question}\n${asked.sql ?? ''}`),
  )
}

function question(row: StoreRow): AskedQuestion {
  const plan = typeof row.plan === 'string' ? parsedJson(row.plan) : null
  return AskedQuestion.parse({ ...row, plan, sourceName: row.source_name ?? undefined, askedAt: row.asked_at, elapsedMs: row.elapsed_ms })
}

/** The questions of a workspace that match, newest first, at most `limit`. */
export function searchQuestions(store: Store, workspace: string, search: HistorySearch): AskedQuestion[] {
  const conditions: [string, ...string[]][] = [['workspace_id = ?', workspace]]
  for (const word of searchable(search.text ?? '').split(/\s+/).filter(Boolean).slice(0, mostWords)) conditions.push(['instr(words, ?) > 0', word])
  if (search.source !== undefined) conditions.push(['source = ?', search.source])
  if (search.database !== undefined) conditions.push(['database = ?', search.database])
  if (search.outcome !== undefined) conditions.push(['outcome = ?', search.outcome])
  if (search.before !== undefined) conditions.push(['(asked_at, id) < (SELECT asked_at, id FROM questions WHERE workspace_id = ? AND id = ?)', workspace, search.before])
  const where = conditions.map(([condition]) => condition).join(' AND ')
  const values = conditions.flatMap(([, ...bound]) => bound)
  return store.all(`SELECT * FROM questions WHERE ${where} ORDER BY asked_at DESC, id DESC LIMIT ?`, ...values, search.limit).map(question)
}

/** Forgets one question; returns whether it was there. */
export function removeQuestion(store: Store, workspace: string, id: string): boolean {
  return forgotten(store, store.run('DELETE FROM questions WHERE workspace_id = ? AND id = ?', workspace, id)) > 0
}

/** Forgets every question of a workspace; returns how many there were. */
export function clearQuestions(store: Store, workspace: string): number {
  return forgotten(store, store.run('DELETE FROM questions WHERE workspace_id = ?', workspace))
}

/** Forgets the questions that are older than so many days, by the store's clock; returns how many those were. */
export function forgetQuestionsOlderThan(store: Store, workspace: string, days: number): number {
  const before = new Date(store.clock().getTime() - days * 86_400_000).toISOString()
  return forgotten(store, store.run('DELETE FROM questions WHERE workspace_id = ? AND asked_at < ?', workspace, before))
}

/** What was removed still stands in the log until the log is taken over into the file. */
function forgotten(store: Store, removed: number): number {
  if (removed > 0) store.all('PRAGMA wal_checkpoint(TRUNCATE)')
  return removed
}
