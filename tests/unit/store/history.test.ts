import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addQuestion, clearQuestions, forgetQuestionsOlderThan, removeQuestion, searchQuestions } from '../../../electron/store/history.ts'
import type { AskedQuestion } from '../../../electron/store/history.ts'
import { openStore } from '../../../electron/store/store.ts'
import type { Store } from '../../../electron/store/store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-history-'))
  store = openStore(join(folder, 'store.sqlite'), { clock: () => new Date('2026-02-01T00:00:00.000Z') })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const asked = (id: string, question: string, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  id, question, askedAt: `2026-01-01T00:00:${id.padStart(2, '0')}.000Z`, source: 's', database: 'd', plan: null, sql: null, outcome: 'answered', rows: 1, elapsedMs: 12.5, ...more,
})
const ids = (search: Partial<Parameters<typeof searchQuestions>[2]> = {}, workspace = 'w') => searchQuestions(store, workspace, { limit: 100, ...search }).map(({ id }) => id)

test('a question comes back whole', () => {
  const whole = asked('1', 'How many orders?', { sql: 'SELECT 1', sourceName: 'The "ledger"', outcome: 'failed', rows: null })
  addQuestion(store, 'w', whole)
  expect(searchQuestions(store, 'w', { limit: 5 })).toEqual([whole])
})

test('newest first, in pages that meet without gap or overlap, equal times included', () => {
  for (let id = 1; id <= 25; id += 1) addQuestion(store, 'w', asked(`${id}`, 'q', { askedAt: `2026-01-01T00:00:0${id % 3}.000Z` }))
  const seen: string[] = []
  let before: string | undefined
  for (;;) {
    const page = searchQuestions(store, 'w', { limit: 4, before })
    if (page.length === 0) break
    seen.push(...page.map(({ id }) => id))
    before = page.at(-1)?.id
  }
  expect(seen).toHaveLength(25)
  expect(new Set(seen).size).toBe(25)
})

test('finds by words in any order and case, in the question or its SQL, with no meaning of its own for % and _', () => {
  addQuestion(store, 'w', asked('1', 'Umsatz je GRÖSSE in EMEA'))
  addQuestion(store, 'w', asked('2', 'margin of 100% growth', { sql: 'SELECT net_amount FROM invoices' }))
  expect(ids({ text: 'emea größe' })).toEqual([])
  expect(ids({ text: 'emea grösse' })).toEqual(['1'])
  expect(ids({ text: 'INVOICES margin' })).toEqual(['2'])
  expect(ids({ text: '100%' })).toEqual(['2'])
  expect(ids({ text: '%' })).toEqual(['2'])
  expect(ids({ text: '_' })).toEqual(['2'])
  expect(ids({ text: "'; DROP TABLE questions; --" })).toEqual([])
  expect(ids({ text: 'x '.repeat(5_000) })).toEqual([])
  expect(ids({ text: '  ' })).toEqual(['2', '1'])
})

test('narrows to a source, a database, an outcome, and never leaves the workspace', () => {
  addQuestion(store, 'w', asked('1', 'q', { source: 'a' }))
  addQuestion(store, 'w', asked('2', 'q', { database: 'other', outcome: 'refused' }))
  addQuestion(store, 'v', asked('3', 'q'))
  expect(ids({ source: 'a' })).toEqual(['1'])
  expect(ids({ database: 'other' })).toEqual(['2'])
  expect(ids({ outcome: 'refused' })).toEqual(['2'])
  expect(ids()).toEqual(['2', '1'])
  expect(ids({}, 'v')).toEqual(['3'])
})

test('an outcome that follows later replaces the question', () => {
  addQuestion(store, 'w', asked('1', 'q', { outcome: 'clarify' }))
  addQuestion(store, 'w', asked('1', 'q', { outcome: 'answered' }))
  expect(searchQuestions(store, 'w', { limit: 5 }).map(({ outcome }) => outcome)).toEqual(['answered'])
})

test.each(['{"version": 0}', 'not json'])('a plan in another shape is left out, the question stays: %s', (plan) => {
  addQuestion(store, 'w', asked('1', 'q'))
  store.run('UPDATE questions SET plan = ?', plan)
  expect(searchQuestions(store, 'w', { limit: 5 })).toMatchObject([{ id: '1', plan: null }])
})

test('one question is forgotten, and only in its workspace', () => {
  addQuestion(store, 'w', asked('1', 'q'))
  addQuestion(store, 'w', asked('2', 'q'))
  addQuestion(store, 'v', asked('1', 'q'))
  expect([removeQuestion(store, 'w', '1'), removeQuestion(store, 'w', '1')]).toEqual([true, false])
  expect([ids(), ids({}, 'v')]).toEqual([['2'], ['1']])
  expect(ids({ before: '1' })).toEqual([])
})

test('all are forgotten, so that nothing of them is left in the files', () => {
  for (let id = 1; id <= 30; id += 1) addQuestion(store, 'w', asked(`${id}`, `Is Grendel a customer? ${'word '.repeat(id * 10)}`))
  addQuestion(store, 'v', asked('1', 'kept'))
  const inFiles = (text: string) => ['store.sqlite', 'store.sqlite-wal'].some((name) => readFileSync(join(folder, name)).includes(text))
  expect(inFiles('Grendel')).toBe(true)
  expect(clearQuestions(store, 'w')).toBe(30)
  expect([ids(), ids({}, 'v'), clearQuestions(store, 'w')]).toEqual([[], ['1'], 0])
  expect([inFiles('Grendel'), inFiles('grendel'), inFiles('kept')]).toEqual([false, false, true])
})

test('questions older than so many days are forgotten, the one of that very moment is not', () => {
  addQuestion(store, 'w', asked('1', 'old', { askedAt: '2026-01-21T23:59:59.999Z' }))
  addQuestion(store, 'w', asked('2', 'ten days old', { askedAt: '2026-01-22T00:00:00.000Z' }))
  addQuestion(store, 'w', asked('3', 'new', { askedAt: '2026-01-31T00:00:00.000Z' }))
  expect(forgetQuestionsOlderThan(store, 'w', 10)).toBe(1)
  expect(ids()).toEqual(['3', '2'])
})
