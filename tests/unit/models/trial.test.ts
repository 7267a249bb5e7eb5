import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { draft } from '../../fixtures/model-server/drafts.ts'
import { modelServer, type ChatRequest, type ModelServer } from '../../fixtures/model-server/server.ts'
import { failureOf, serve, type Served } from '../workbench/served.ts'
import { key, shortTimes } from './asked.ts'

let server: ModelServer
let served: Served
let client: Client
beforeAll(async () => {
  server = await modelServer()
  served = await serve({ modelTimes: shortTimes })
  client = served.window('a')
  await client.context.select({ sourceId: 'sample' })
})
afterAll(async () => {
  await served.close()
  await server.close()
})
beforeEach(() => { server.received.length = 0 })

const apples = draft({ measures: [{ how: 'count', of: 'apples' }] })

it('lists the models, finds the strictest shape and measures the answer', async () => {
  server.script({ say: apples, delayMs: 120 })
  const trial = await client.models.test({ baseUrl: server.url, name: 'qwen3', key })
  expect(trial).toMatchObject({ models: ['qwen3', 'llama3.2'], structured: 'json_schema', reply: apples.slice(0, 300) })
  expect(trial.latencyMs).toBeGreaterThanOrEqual(120)
  expect(server.received.map(({ path, headers }) => [path, headers.authorization])).toEqual([['/v1/models', `Bearer ${key}`], ['/v1/chat/completions', `Bearer ${key}`]])
})

it('falls back to a simpler shape', async () => {
  server.script(({ response_format: format }: ChatRequest) => (format?.type === 'json_object' ? { say: apples } : { status: 400 }))
  expect(await client.models.test({ baseUrl: server.url, name: 'qwen3' })).toMatchObject({ structured: 'json_object' })
  server.script({ say: 'Apples? Many.' })
  expect(await client.models.test({ baseUrl: server.url, name: 'qwen3' })).toMatchObject({ structured: null, reply: 'Apples? Many.' })
})

it('lists alone while no model is named', async () => {
  expect(await client.models.test({ baseUrl: `${server.url}/`, name: '' })).toMatchObject({ models: ['qwen3', 'llama3.2'], structured: null, reply: null })
  expect(server.received.map(({ path }) => path)).toEqual(['/v1/models'])
})

it('sends nothing of any database, keeps no key and leaves no trace in the ledger', async () => {
  server.script({ say: apples })
  await client.models.test({ baseUrl: server.url, name: 'qwen3', key })
  const sent = server.received.map(({ body }) => body).join('')
  for (const name of ['customers', 'invoices', 'revenue', key]) expect(sent).not.toContain(name)
  expect((await client.app.state()).model.hasKey).toBe(false)
  expect((await client.models.calls({})).calls).toEqual([])
})

it('fails plainly', async () => {
  server.script({ status: 401, body: JSON.stringify({ error: { message: `no such key ${key}` } }) })
  expect(await failureOf(client.models.test({ baseUrl: server.url, name: 'qwen3', key }))).toMatchObject({ code: 'MODEL_REFUSED', message: 'The endpoint does not accept the key.' })
  server.script({ status: 418, body: JSON.stringify({ error: { message: `teapot ${key}` } }) })
  const refusal = await failureOf(client.models.test({ baseUrl: server.url, name: 'qwen3', key }))
  expect([refusal.code, JSON.stringify(refusal)]).toEqual(['MODEL_REFUSED', expect.not.stringContaining(key) as string])
  server.script({ silent: true })
  expect(await failureOf(client.models.test({ baseUrl: server.url, name: 'qwen3' }))).toMatchObject({ code: 'MODEL_UNREACHABLE' })
  server.script({ raw: '<html>' })
  expect(await failureOf(client.models.test({ baseUrl: server.url, name: 'qwen3' }))).toMatchObject({ code: 'MODEL_NONSENSE' })
  expect(await failureOf(client.models.test({ baseUrl: 'http://models.example/v1', name: 'x', key }))).toMatchObject({ code: 'MODEL_REFUSED', message: expect.stringContaining('not encrypted') as string })
})
