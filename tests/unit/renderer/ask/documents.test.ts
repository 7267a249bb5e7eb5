import { expect, test } from 'vitest'
import { documentsOf, neighbours, shownVersion, standingAnswer } from '../../../../renderer/ask/documents.ts'
import type { Run } from '../../../../renderer/state/thread.ts'
import type { Outcome } from '../../../../shared/model/outcome.ts'

const failed: Outcome = { kind: 'failed', failure: { code: 'TIMEOUT', message: '', hint: '', retry: true } }
const clarify: Outcome = { kind: 'clarify', question: 'Which?', options: [] }
const answered = { kind: 'answer' } as Outcome
const run = (id: string, parent: string | null, text = 'Revenue', outcome: Outcome | null = answered): Run =>
  ({ summary: { id, parent, asked: { kind: 'words', text }, startedAt: '', sourceName: '', database: '', ended: true }, seen: 0, steps: [], outcome, limits: null })
const ids = (runs: Run[]) => documentsOf(runs).map(({ versions }) => versions.map(({ summary }) => summary.id))

test('what refines an answer under the same words is a version of it, over any number of steps', () => {
  expect(ids([run('a', null), run('b', 'a'), run('c', 'b')])).toEqual([['a', 'b', 'c']])
})

test('the same words without a parent are a new question', () => {
  expect(ids([run('a', null), run('b', null)])).toEqual([['a'], ['b']])
})

test('what came from an answer and says something else is a document of its own, with versions of its own', () => {
  expect(ids([run('a', null), run('b', 'a', 'Rows behind 5'), run('c', 'b', 'Rows behind 5'), run('d', 'a')])).toEqual([['a', 'd'], ['b', 'c']])
})

test('a run whose parent was removed stands alone', () => {
  expect(ids([run('b', 'gone')])).toEqual([['b']])
})

test('the latest version is shown unless another was chosen; a chosen one that is gone does not count', () => {
  const [document] = documentsOf([run('a', null), run('b', 'a')])
  expect(shownVersion(document!, undefined).summary.id).toBe('b')
  expect(shownVersion(document!, 'a').summary.id).toBe('a')
  expect(shownVersion(document!, 'gone').summary.id).toBe('b')
})

test('back goes to what a version was made from, forward to the latest made from it', () => {
  const runs = [run('a', null), run('b', 'a'), run('c', 'a')]
  const [document] = documentsOf(runs)
  expect(neighbours(document!, runs[2]!).before?.summary.id).toBe('a')
  expect(neighbours(document!, runs[0]!)).toMatchObject({ before: null, after: { summary: { id: 'c' } } })
})

test('while a version is made, or when it failed, the last answer on its way stands', () => {
  const runs = [run('a', null), run('b', 'a', 'Revenue', failed), run('c', 'b', 'Revenue', null)]
  const [document] = documentsOf(runs)
  expect(standingAnswer(document!, runs[2]!)?.summary.id).toBe('a')
})

test('nothing stands where nothing was answered yet', () => {
  const runs = [run('a', null, 'Revenue', clarify), run('b', 'a', 'Revenue', null)]
  expect(standingAnswer(documentsOf(runs)[0]!, runs[1]!)).toBeNull()
})
