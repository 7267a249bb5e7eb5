import { expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { answerOf, ask, failureOf, withSample, type Served } from '../../unit/workbench/served.ts'

let served: Served
let client: Client
withSample((opened, window) => {
  served = opened
  client = window
})

it.each([['window', 'b', 'local'], ['workspace', 'a', 'other'], ['window with a space in its name', 'local a', '']])('runs and results of another %s are not there', async (_what, name, workspace) => {
  const other = served.window(name, workspace)
  const { id, outcome } = await ask(client, 'How many customers do we have?')
  const result = answerOf(outcome).result.id
  await expect(failureOf(other.ask.watch({ runId: id }))).resolves.toMatchObject({ code: 'RUN_GONE' })
  const refused = [other.results.facts({ id: result }), other.results.page({ id: result, offset: 0, count: 1, sort: [] }), other.results.totals({ id: result }), other.ask.charts({ resultId: result, plan: null })]
  expect(await Promise.all(refused.map(async (call) => (await failureOf(call)).code))).toEqual(refused.map(() => 'RESULT_GONE'))
})

it.each(['__proto__', 'constructor', '', '../../etc/passwd', "'; DROP TABLE x --", 'x'.repeat(100_000)])('an id that is none (%#) is gone, not found', async (id) => {
  const codes = [client.ask.cancel({ runId: id }), client.ask.forget({ runId: id }), client.results.facts({ id }), client.results.readFile({ file: id, offset: 0 }), client.sources.remove({ id }), client.sources.duplicate({ id }), client.context.select({ sourceId: id }), client.files.endUpload({ upload: id }), client.catalog.table({ name: id })]
  expect(await Promise.all(codes.map(async (call) => (await failureOf(call)).code))).toEqual(['RUN_GONE', 'RUN_GONE', 'RESULT_GONE', 'RESULT_GONE', 'SOURCE_GONE', 'SOURCE_GONE', 'SOURCE_GONE', 'BAD_REQUEST', expect.stringMatching(/CONTEXT_/) as string])
  await client.context.select({ sourceId: 'sample' })
})

it('of a hundred questions at once the most are refused, and a later one is answered', async () => {
  const started = await Promise.allSettled(Array.from({ length: 100 }, () => client.ask.start({ asked: { kind: 'words', text: 'How many customers do we have?' } })))
  const kept = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
  expect(kept.length).toBeGreaterThanOrEqual(20)
  expect(kept.length).toBeLessThan(60)
  for (const runId of kept) await client.ask.cancel({ runId })
  const { outcome } = await ask(client, 'How many customers do we have?')
  expect(answerOf(outcome).result.rows).toBe(1)
})
