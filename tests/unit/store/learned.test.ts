import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearLearned, countQuestions, findQuestion, forgetLearned, keepQuestion, listAliases, listQuestions, type KeptQuestion } from '../../../electron/store/learned.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import type { QueryPlan } from '../../../shared/model/plan.ts'
import { Term } from '../../../shared/model/term.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-learned-'))
  store = openStore(join(folder, 'store.sqlite'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const place = { workspace: 'w', source: 's', database: 'd' }
const plan: QueryPlan = { kind: 'query', tables: [{ id: 't1', table: 'a' }], joins: [], show: [{ id: 's1', label: 'X', value: { kind: 'column', table: 't1', column: 'x' } }], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }
const kept = (id: string, question = `question ${id}`): KeptQuestion => ({
  id, at: '2026-11-03T10:00:00.000Z', question, wording: question.toLowerCase(), plan, instead: null, fingerprint: 'f', definitions: '[]', clock: { asOf: '2026-11-03', calendar: 'calendar', fiscalYearStart: 1 }, how: 'option',
})
const term = (phrase: string, column = 'a.x') => Term.parse({ phrase, column })

test('a question is found by its wording, in its own database of its own workspace alone', () => {
  keepQuestion(store, place, kept('1'), [{ id: 'a1', term: term('zone') }], 'x of a')
  expect(findQuestion(store, place, 'question 1')).toEqual(kept('1'))
  for (const other of [{ ...place, workspace: 'v' }, { ...place, source: 't' }, { ...place, database: 'e' }]) {
    expect(findQuestion(store, other, 'question 1')).toBeUndefined()
    expect(listAliases(store, other)).toEqual([])
    expect(forgetLearned(store, other, '1')).toBeNull()
    expect(clearLearned(store, other)).toBe(0)
  }
  expect(listAliases(store, place)).toEqual([{ id: 'a1', questionId: '1', question: 'question 1', at: kept('1').at, term: term('zone') }])
})

test('the same wording again, and the same phrase again, take the place of the earlier', () => {
  keepQuestion(store, place, kept('1', 'Q'), [{ id: 'a1', term: term('zone') }], '')
  keepQuestion(store, place, kept('2', 'Q'), [{ id: 'a2', term: term('zone', 'a.y') }], '')
  expect(listQuestions(store, place, { limit: 9 }).questions.map(({ id }) => id)).toEqual(['2'])
  keepQuestion(store, place, kept('3', 'R'), [{ id: 'a3', term: term('zone', 'a.z') }], '')
  expect(listAliases(store, place).map(({ id }) => id)).toEqual(['a3'])
  expect(countQuestions(store, place)).toBe(2)
})

test('a question goes with its aliases, an alias goes alone, all go at once, and nothing of them stays in the file', () => {
  keepQuestion(store, place, kept('1', 'secretword one'), [{ id: 'a1', term: term('zone') }, { id: 'a2', term: term('area') }], '')
  keepQuestion(store, place, kept('2'), [{ id: 'a3', term: term('part') }], '')
  expect(forgetLearned(store, place, 'a2')).toEqual({ aliases: 1 })
  expect(listAliases(store, place).map(({ id }) => id)).toEqual(['a1', 'a3'])
  expect(forgetLearned(store, place, '1')).toEqual({ aliases: 1 })
  expect(forgetLearned(store, place, '1')).toBeNull()
  expect(clearLearned(store, { workspace: 'w', source: 's' })).toBe(1)
  expect(listAliases(store, place)).toEqual([])
  expect(store.all('SELECT count(*) AS n FROM learned_aliases')).toEqual([{ n: 0 }])
})

test('pages go on after an id, a search needs all words, and looks into the reading too', () => {
  for (let at = 0; at < 5; at += 1) keepQuestion(store, place, kept(`${at}`), [], at === 3 ? 'Größe of the towns' : 'else')
  const first = listQuestions(store, place, { limit: 2 })
  expect([first.questions.map(({ id }) => id), first.more]).toEqual([['4', '3'], true])
  const last = listQuestions(store, place, { limit: 3, before: '3' })
  expect([last.questions.map(({ id }) => id), last.more]).toEqual([['2', '1', '0'], false])
  expect(listQuestions(store, place, { text: 'TOWNS größe', limit: 9 }).questions.map(({ id }) => id)).toEqual(['3'])
  expect(listQuestions(store, place, { text: '% _', limit: 9 }).questions).toEqual([])
  expect(listQuestions(store, place, { limit: 9, before: 'gone' }).questions).toEqual([])
})

test('a plan of another shape is kept as none, and a damaged alias is left out', () => {
  keepQuestion(store, place, kept('1'), [{ id: 'a1', term: term('zone') }], '')
  store.run(`UPDATE learned_questions SET plan = '{"kind":"future"}'`)
  store.run(`UPDATE learned_aliases SET term = '{'`)
  expect(findQuestion(store, place, 'question 1')?.plan).toBeNull()
  expect(listAliases(store, place)).toEqual([])
})
