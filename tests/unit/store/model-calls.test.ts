import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginCall, callTotals, clearCalls, endCall, forgetCallsOlderThan, judgeCall, listCalls, sentIn } from '../../../electron/store/model-calls.ts'
import { isPermitted, permit, withdrawPermits } from '../../../electron/store/model-endpoints.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'

const clock = () => new Date('2026-06-30T12:00:00Z')
let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-calls-'))
  store = openStore(join(folder, 'store.sqlite'), { clock })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const begin = (id: string, at = '2026-06-30T10:00:00.000Z') => { beginCall(store, 'w', { id, at, endpoint: 'https://models.example/v1', name: 'm', question: `question ${id}`, bytesSent: 9, sent: `{"id":"${id}"}` }) }
const ended = { bytesReceived: 5, promptTokens: 10, completionTokens: 2, cost: 0.5, elapsedMs: 30, outcome: 'used', note: '' } as const

test('a call that began is there after a crash, with what went', () => {
  begin('a')
  const path = store.path
  store.close()
  store = openStore(path, { clock })
  expect(listCalls(store, 'w', { limit: 10 }).calls).toMatchObject([{ id: 'a', outcome: 'cancelled', note: 'It was under way, or Quaestor stopped before it ended.', bytesSent: 9, bytesReceived: 0, cost: null }])
  expect(sentIn(store, 'w', 'a')).toBe('{"id":"a"}')
})

test('its end is added, and judged anew; pages and totals are those of the workspace', () => {
  for (const id of ['a', 'b', 'c']) begin(id)
  for (const id of ['a', 'b']) endCall(store, 'w', id, ended)
  judgeCall(store, 'w', 'b', 'disagreed', 'Offered beside another.')
  const first = listCalls(store, 'w', { limit: 2 })
  expect([first.calls.map(({ id, outcome }) => [id, outcome]), first.more]).toEqual([[['c', 'cancelled'], ['b', 'disagreed']], true])
  expect(listCalls(store, 'w', { limit: 2, before: 'b' })).toMatchObject({ calls: [{ id: 'a', outcome: 'used' }], more: false })
  expect(callTotals(store, 'w')).toEqual({ calls: 3, promptTokens: 20, completionTokens: 4, cost: 1 })
  expect([listCalls(store, 'other', { limit: 2 }).calls, sentIn(store, 'other', 'a')]).toEqual([[], undefined])
})

test('what is forgotten is gone from the file', () => {
  begin('old', '2026-01-01T00:00:00.000Z')
  begin('new')
  forgetCallsOlderThan(store, 'w', 30)
  expect(listCalls(store, 'w', { limit: 9 }).calls.map(({ id }) => id)).toEqual(['new'])
  clearCalls(store, 'w')
  expect(callTotals(store, 'w')).toEqual({ calls: 0, promptTokens: 0, completionTokens: 0, cost: null })
  expect(readFileSync(store.path).includes('question new')).toBe(false)
})

test('permission is for an endpoint and an extent', () => {
  permit(store, 'w', 'https://a/v1', 'names', clock())
  expect([isPermitted(store, 'w', 'https://a/v1', 'names'), isPermitted(store, 'w', 'https://a/v1', 'names and comments'), isPermitted(store, 'w', 'https://b/v1', 'names'), isPermitted(store, 'x', 'https://a/v1', 'names')]).toEqual([true, false, false, false])
  withdrawPermits(store, 'w', 'https://a/v1')
  expect(isPermitted(store, 'w', 'https://a/v1', 'names')).toBe(false)
})
