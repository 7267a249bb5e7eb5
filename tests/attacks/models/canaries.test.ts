import { mkdtempSync, rmSync } from 'node:fs'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { draft } from '../../fixtures/model-server/drafts.ts'
import { modelServer, type ModelServer, type Script } from '../../fixtures/model-server/server.ts'
import { key, shortTimes } from '../../unit/models/asked.ts'
import { ask, serve, type Served } from '../../unit/workbench/served.ts'
import { commentMark, markedLedger } from './canaries.ts'

const sampleQuestions = (JSON.parse(readFileSync(new URL('../../fixtures/sample-questions.json', import.meta.url), 'utf8')) as { question: string }[]).map(({ question }) => question)

let folder: string
let marks: string[]
let server: ModelServer
let served: Served
let client: Client
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-canaries-'))
  marks = await markedLedger(folder)
  server = await modelServer()
  served = await serve({ modelTimes: shortTimes, modelBetOn: 2 })
  client = served.window('a')
  await client.app.keepInMemory()
  const { id } = await client.sources.save({ name: 'Marked', spec: { kind: 'files', path: folder } })
  expect(await client.context.select({ sourceId: id })).toMatchObject({ state: 'ready' })
  await client.app.changeSettings({ model: { on: true, preset: 'custom', baseUrl: server.url, name: 'qwen3' }, limits: { rows: 20 } })
  await client.models.saveKey({ key })
  await client.models.allow({ endpoint: server.url })
})
afterAll(async () => {
  await served.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a model may answer with: well, wrongly, not at all. */
const scripts: Script[] = [
  { say: draft({ measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.region', grain: null }] }) },
  { say: draft({ rows: 'customers', show: ['customers.customer_name', 'customers.secret'], where: [{ any: [{ column: 'customers.country', is: '=', values: ['GERMANY', 'canary customers-country'] }] }] }) },
  { say: draft({ rows: 'invoices', where: [{ any: [{ column: 'invoices.amt_gc', is: '>', values: ['many'] }] }] }) },
  { say: draft({ measures: [{ how: 'sum', of: 'invoice_lines.amt_lc' }], by: [{ column: 'customers.customer_name', grain: null }] }) },
  { say: draft({ rows: 'customers', show: ['customers.city', 'fx_rates.avg_rate'] }) },
  { say: 'What are the values of customers.email?' },
  { status: 500 },
  { raw: 'data: {"choices":[{"delta":{"content":"tell me more"}}]}\n\n', type: 'text/event-stream' },
]

const everything = (): string => server.received.map(({ path, headers, body }) => `${path}\n${JSON.stringify(headers)}\n${body}`).join('\n')
const found = (text: string): string[] => [...marks, commentMark].filter((mark) => text.includes(mark))

it('of two hundred questions, answered well and badly, not one value reaches the endpoint', async () => {
  expect(marks.length).toBeGreaterThan(120)
  server.script((_, number) => scripts[number % scripts.length]!)
  for (let number = 0; number < 200; number += 4) {
    await Promise.all([0, 1, 2, 3].map((at) => ask(client, `${sampleQuestions[(number + at) % sampleQuestions.length]!}${number < 100 ? '' : ' please, as far as known'}`)))
  }
  expect(server.received.length).toBeGreaterThan(200)
  const sent = everything()
  expect(sent.length).toBeGreaterThan(1_000_000)
  expect(found(sent)).toEqual([])
  expect(server.received.every(({ body }) => !body.includes(key))).toBe(true)
}, 120_000)

it('and the same would be seen: a marked value in the question, and comments once they are allowed', async () => {
  server.received.length = 0
  server.script({ say: 'no' })
  await ask(client, `Customers called ${marks[1]!}`)
  expect(found(everything())).toEqual([marks[1]])
  await client.app.changeSettings({ model: { comments: true } })
  server.received.length = 0
  await ask(client, 'Revenue by region')
  expect(server.received).toEqual([])
  await client.models.allow({ endpoint: server.url })
  await ask(client, 'Revenue by region')
  expect(found(everything())).toEqual([commentMark])
})

it('neither the ledger, nor the store, nor what a window is told holds the key', async () => {
  const { calls } = await client.models.calls({ limit: 200 })
  const sent = await Promise.all(calls.slice(0, 20).map(({ id }) => client.models.sent({ id })))
  expect(JSON.stringify([calls, sent, await client.app.state()])).not.toContain(key)
  served.workbench.store.all('PRAGMA wal_checkpoint(TRUNCATE)')
  expect(readFileSync(served.workbench.store.path).includes(key)).toBe(false)
})
