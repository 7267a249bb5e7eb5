import * as z from 'zod'
import { LearnedHow } from '../../shared/model/learned.ts'
import { CalendarName, Plan } from '../../shared/model/plan.ts'
import { Term } from '../../shared/model/term.ts'
import { IsoDate } from '../../shared/model/value.ts'
import { parsedJson } from './json.ts'
import type { Store, StoreRow } from './store.ts'

/** Whose knowledge, about which database of which source. */
export type LearnedPlace = { workspace: string; source: string; database: string }

/** How periods were counted when a question was learned. */
export const LearnedClock = z.object({ asOf: IsoDate, calendar: CalendarName, fiscalYearStart: z.int().min(1).max(12) })
export type LearnedClock = z.infer<typeof LearnedClock>

/** A question and the plan that was accepted for it. */
export const KeptQuestion = z.object({
  id: z.string(),
  /** ISO time. */
  at: z.string(),
  question: z.string(),
  /** What makes two questions the same. */
  wording: z.string(),
  /** Null when an older version wrote it in another shape. */
  plan: Plan.nullable().catch(null),
  /** The plan that stood first when another was accepted; null when it was the one. */
  instead: Plan.nullable().catch(null),
  fingerprint: z.string(),
  /** The definitions that the plan was made with, as JSON. */
  definitions: z.string(),
  clock: LearnedClock,
  how: LearnedHow,
})
export type KeptQuestion = z.infer<typeof KeptQuestion>

/** A phrase that was learned with a question, in the form of the vocabulary. */
export const KeptAlias = z.object({ id: z.string(), questionId: z.string(), question: z.string(), at: z.string(), term: Term })
export type KeptAlias = z.infer<typeof KeptAlias>

/** More words than this narrow no search further. */
const mostWords = 20
const searchable = (text: string): string => text.normalize('NFKC').toLowerCase()
const here = 'workspace_id = ? AND source = ? AND database = ?'
const bound = ({ workspace, source, database }: LearnedPlace): [string, string, string] => [workspace, source, database]

/**
 * Keeps a question with its aliases, all or nothing; it is on the disk when this returns. It takes the place of an earlier one of the same wording,
 * and an alias the place of an earlier one of the same phrase.
 */
export function keepQuestion(store: Store, place: LearnedPlace, kept: KeptQuestion, aliases: readonly Pick<KeptAlias, 'id' | 'term'>[], reading: string): void {
  store.transact(() => {
    store.run(`DELETE FROM learned_questions WHERE ${here} AND wording = ?`, ...bound(place), kept.wording)
    store.run(
      `INSERT INTO learned_questions (workspace_id, source, database, id, learned_at, question, wording, plan, instead, fingerprint, definitions, clock, how, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...bound(place), kept.id, kept.at, kept.question, kept.wording, JSON.stringify(kept.plan), kept.instead === null ? null : JSON.stringify(kept.instead), kept.fingerprint, kept.definitions, JSON.stringify(kept.clock), kept.how,
      searchable([kept.question, reading, ...aliases.map(({ term }) => JSON.stringify(term))].join('\n')),
    )
    for (const { id, term } of aliases) {
      store.run(`DELETE FROM learned_aliases WHERE ${here} AND phrase = ?`, ...bound(place), term.phrase)
      store.run('INSERT INTO learned_aliases (workspace_id, source, database, id, question_id, phrase, term) VALUES (?, ?, ?, ?, ?, ?, ?)', ...bound(place), id, kept.id, term.phrase, JSON.stringify(term))
    }
  })
}

function question(row: StoreRow): KeptQuestion {
  return KeptQuestion.parse({ ...row, at: row.learned_at, plan: parsedJson(String(row.plan)) ?? null, instead: row.instead === null ? null : parsedJson(String(row.instead)) ?? null, clock: parsedJson(String(row.clock)) })
}

/** The question of that wording; undefined when there is none. */
export function findQuestion(store: Store, place: LearnedPlace, wording: string): KeptQuestion | undefined {
  const [row] = store.all(`SELECT * FROM learned_questions WHERE ${here} AND wording = ?`, ...bound(place), wording)
  return row === undefined ? undefined : question(row)
}

/** Questions for which another plan was accepted than the one that stood first, by their words, the latest first. */
export function listChoices(store: Store, place: LearnedPlace, limit: number): { id: string; question: string }[] {
  const rows = store.all(`SELECT id, question FROM learned_questions WHERE ${here} AND instead IS NOT NULL ORDER BY number DESC LIMIT ?`, ...bound(place), limit)
  return rows.map((row) => ({ id: String(row.id), question: String(row.question) }))
}

/** The question with that id; undefined when there is none. */
export function questionWithId(store: Store, place: LearnedPlace, id: string): KeptQuestion | undefined {
  const [row] = store.all(`SELECT * FROM learned_questions WHERE ${here} AND id = ?`, ...bound(place), id)
  return row === undefined ? undefined : question(row)
}

/** Questions in which all words of `text` occur, the latest first; with `before`, those older than the one with that id. */
export function listQuestions(store: Store, place: LearnedPlace, { text = '', before, limit }: { text?: string; before?: string | undefined; limit: number }): { questions: KeptQuestion[]; more: boolean } {
  const words = searchable(text).split(/\s+/).filter(Boolean).slice(0, mostWords)
  const older = before === undefined ? '' : `AND number < (SELECT number FROM learned_questions WHERE ${here} AND id = ?)`
  const rows = store.all(
    `SELECT * FROM learned_questions WHERE ${here} ${words.map(() => 'AND instr(words, ?) > 0').join(' ')} ${older} ORDER BY number DESC LIMIT ?`,
    ...bound(place), ...words, ...(before === undefined ? [] : [...bound(place), before]), limit + 1,
  )
  return { questions: rows.slice(0, limit).map(question), more: rows.length > limit }
}

export function countQuestions(store: Store, place: LearnedPlace): number {
  return Number(store.all(`SELECT count(*) AS count FROM learned_questions WHERE ${here}`, ...bound(place))[0]?.count ?? 0)
}

/** Every alias of a database. One that an older version wrote in another shape is left out. */
export function listAliases(store: Store, place: LearnedPlace): KeptAlias[] {
  const rows = store.all(
    `SELECT alias.id, alias.question_id, alias.term, origin.question, origin.learned_at FROM learned_aliases alias
      JOIN learned_questions origin ON origin.workspace_id = alias.workspace_id AND origin.id = alias.question_id
      WHERE alias.workspace_id = ? AND alias.source = ? AND alias.database = ? ORDER BY origin.number, alias.phrase`,
    ...bound(place),
  )
  return rows.flatMap((row) => {
    const kept = KeptAlias.safeParse({ ...row, questionId: row.question_id, at: row.learned_at, term: parsedJson(String(row.term)) })
    return kept.success ? [kept.data] : []
  })
}

/** Forgets a question with its aliases, or one alias. Returns how many aliases went, null when there was no such thing. */
export function forgetLearned(store: Store, place: LearnedPlace, id: string): { aliases: number } | null {
  const gone = store.transact(() => {
    const aliases = store.run(`DELETE FROM learned_aliases WHERE ${here} AND (id = ? OR question_id = ?)`, ...bound(place), id, id)
    const questions = store.run(`DELETE FROM learned_questions WHERE ${here} AND id = ?`, ...bound(place), id)
    return aliases + questions > 0 ? { aliases } : null
  })
  if (gone !== null) overwrite(store)
  return gone
}

/** Forgets what was learned about a database, or about all of a source; returns how many questions that were. */
export function clearLearned(store: Store, { workspace, source, database }: Omit<LearnedPlace, 'database'> & { database?: string }): number {
  const removed = database === undefined
    ? store.run('DELETE FROM learned_questions WHERE workspace_id = ? AND source = ?', workspace, source)
    : store.run(`DELETE FROM learned_questions WHERE ${here}`, workspace, source, database)
  if (removed > 0) overwrite(store)
  return removed
}

/** What was removed still stands in the log until the log is taken over into the file. */
function overwrite(store: Store): void {
  store.all('PRAGMA wal_checkpoint(TRUNCATE)')
}
