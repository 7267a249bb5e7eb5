import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { guard } from '../../../electron/guard/guard.ts'
import { ruleOf } from './rule-of.ts'

/** A list of `{db_id, query}` in SQLite's dialect, and a folder of `<db_id>.sqlite`. */
const { QUAESTOR_QUESTIONS: list, QUAESTOR_DATABASES: folder } = process.env
if (!list || !folder) console.warn('Skipped: set QUAESTOR_QUESTIONS to a list of questions with reference SQL and QUAESTOR_DATABASES to the folder of their databases.')

type Question = { db_id: string; query: string }
const questions = list ? (JSON.parse(readFileSync(list, 'utf8')) as Question[]) : []

/** The rows as text, or the engine's error. */
function outcome(database: DatabaseSync, sql: string): string {
  try {
    const prepared = database.prepare(sql)
    prepared.setReadBigInts(true)
    return JSON.stringify(prepared.all().map((row) => Object.values(row)), (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(!list)('reference queries of the training questions', () => {
  test('at most 0.5 % are refused', () => {
    const refused = questions.filter(({ query }) => ruleOf(query, 'sqlite') !== null)
    console.warn(`${refused.length} of ${questions.length} reference queries refused`)
    expect(questions.length).toBeGreaterThan(0)
    expect(refused.length / questions.length, refused.map(({ query }) => query).slice(0, 20).join('\n')).toBeLessThanOrEqual(0.005)
  })

  test.skipIf(!folder)('what is printed gives the same rows', () => {
    const open = new Map<string, DatabaseSync>()
    const different: string[] = []
    for (const { db_id: name, query } of questions) {
      if (ruleOf(query, 'sqlite') !== null) continue
      const database = open.get(name) ?? new DatabaseSync(join(folder ?? '', `${name}.sqlite`), { readOnly: true, enableDoubleQuotedStringLiterals: true })
      open.set(name, database)
      if (outcome(database, query) !== outcome(database, guard(query, 'sqlite').text)) different.push(query)
    }
    for (const database of open.values()) database.close()
    expect(different).toEqual([])
  })
})
