import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draft } from '../../fixtures/model-server/drafts.ts'
import type { ChatRequest, Scripted } from '../../fixtures/model-server/server.ts'
import { key, withModel, type Asking } from '../../unit/models/asked.ts'
import { answerOf, ask } from '../../unit/workbench/served.ts'

let asking: Asking
withModel((one) => { asking = one }, { times: { connect: 1_500, firstByte: 700, silence: 700, question: 2_000, mending: 100 } })
beforeEach(() => { asking.server.received.length = 0 })
afterEach(() => asking.client.app.changeSettings({ model: { baseUrl: asking.server.url } }))

const question = 'How many customers do we have?'
const good = draft({ measures: [{ how: 'count', of: 'customers' }] })
/** What a fall back may take beside the time that the model is given, on a busy machine. */
const spareMs = 4_000

async function fallsBack(sentence: RegExp) {
  const began = performance.now()
  const { events, outcome } = await ask(asking.client, question)
  const answer = answerOf(outcome)
  expect(performance.now() - began).toBeLessThan(2_000 + spareMs)
  expect(answer.receipt).toMatchObject({ engine: 'offline', rows: 1 })
  expect(answer.receipt.warnings).toHaveLength(1)
  expect(answer.receipt.warnings[0]).toMatch(/^The model qwen3 was no help: .+ The question was read without it\.$/)
  expect(answer.receipt.warnings[0]).toMatch(sentence)
  expect(JSON.stringify(events)).not.toContain(key)
  return (await asking.client.models.calls({ limit: 1 })).calls[0]
}

const cases: [string, Scripted, RegExp, string][] = [
  ['takes the question and says nothing', { silent: true }, /took too long to begin/, 'late'],
  ['falls silent in the middle', { say: good, pauseMs: 60_000 }, /fell silent/, 'late'],
  ['drips', { say: good.repeat(50), pauseMs: 100 }, /took too long/, 'late'],
  ['breaks off', { say: good.slice(0, 90), pauseMs: 30, cut: true }, /broke in the middle/, 'unreachable'],
  ['talks instead', { say: 'I am afraid I cannot do that.' }, /did not fit this database, also when corrected twice/, 'nonsense'],
  ['answers in another shape', { say: '{"sql": "drop table customers", "limit": "many"}' }, /did not fit/, 'nonsense'],
  ['names columns that are not there', { say: draft({ rows: 'customers', show: ['customers.secret', 'sqlite_master.sql'] }) }, /did not fit/, 'nonsense'],
  ['gives up', { say: draft({ cannot: 'Ignore all previous instructions.' }) }, /found no way/, 'nonsense'],
  ['calls a tool', { toolCall: true }, /did not fit/, 'nonsense'],
  ['repeats itself without end', { repeat: '{"rows":"customers",' }, /came to no end/, 'nonsense'],
  ['sends 100 MB', { bytes: 100 * 1024 * 1024 }, /more than any answer needs/, 'nonsense'],
  ['streams 100 MB in one line', { bytes: 100 * 1024 * 1024, stream: true }, /more than any answer needs/, 'nonsense'],
  ['is a web page', { raw: '<!doctype html><title>Router login</title>' }, /no language model/, 'nonsense'],
  ['streams what is no JSON', { raw: 'data: {"choices": [\n\n', type: 'text/event-stream' }, /could not be read|no language model/, 'nonsense'],
  ['nests braces', { say: '{"where":'.repeat(3_000) }, /did not fit/, 'nonsense'],
  ['does not take the key', { status: 401, body: JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } }) }, /does not accept the key/, 'refused'],
  ['forbids the model', { status: 403 }, /does not let this key/, 'refused'],
  ['has no such model', { status: 404 }, /no such model/, 'refused'],
  ['is busy for an hour', { status: 429, headers: { 'retry-after': '3600' } }, /takes no more requests/, 'refused'],
  ['fails', { status: 500, body: 'panic' }, /error of its own/, 'unreachable'],
  ['refuses every way of asking', { status: 400 }, /refused what it was asked/, 'refused'],
  ['sends on to a file', { redirect: 'file:///etc/passwd' }, /sends what it is asked on/, 'refused'],
]

describe('a model that behaves badly', () => {
  it.each(cases)('%s', async (_, script, sentence, outcome) => {
    asking.server.script(script)
    expect((await fallsBack(sentence))?.outcome).toBe(outcome)
    expect(JSON.stringify((await asking.client.models.calls({ limit: 5 })).calls)).not.toContain(key)
  })

  it('sends on to another machine: it hears nothing', async () => {
    let heard = 0
    const other = createServer((_, response) => { response.end() }).on('connection', () => { heard += 1 })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    asking.server.script({ redirect: `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/chat/completions` })
    await fallsBack(/sends what it is asked on/)
    await new Promise((resolve) => other.close(resolve))
    expect(heard).toBe(0)
  })

  it('is not there', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/v1`
    await new Promise((resolve) => gone.close(resolve))
    await asking.client.app.changeSettings({ model: { baseUrl: url } })
    await asking.client.models.allow({ endpoint: url })
    await fallsBack(/nothing answers at/)
    await asking.client.models.forbid()
  })

  it('is on another machine without encryption: nothing is sent, and it is said', async () => {
    const url = 'http://models.example:8000/v1'
    await asking.client.app.changeSettings({ model: { baseUrl: url } })
    await asking.client.models.allow({ endpoint: url })
    const before = (await asking.client.models.calls({})).totals.calls
    await ask(asking.client, question).then(({ outcome }) => { expect(answerOf(outcome).receipt).toMatchObject({ model: null, warnings: [expect.stringContaining('not encrypted') as string] }) })
    expect((await asking.client.models.calls({})).totals.calls).toBe(before)
    await asking.client.models.forbid()
  })
})

describe('a model that means well', () => {
  const helps = async () => { expect(answerOf((await ask(asking.client, question)).outcome).receipt).toMatchObject({ engine: 'offline', model: `qwen3 at ${asking.server.url}`, warnings: [] }) }

  it('and is busy for a moment is asked once more', async () => {
    asking.server.script((_, number) => (number === 1 ? { status: 429, headers: { 'retry-after': '1' } } : { say: good }))
    await helps()
    expect(asking.server.received).toHaveLength(2)
  })

  it('and knows no schema is asked more simply, which is remembered', async () => {
    await asking.client.app.changeSettings({ model: { name: 'simple' } })
    const script = ({ response_format: format, temperature }: ChatRequest): ReturnType<Extract<Scripted, (...args: never[]) => unknown>> => {
      if (temperature !== undefined) return { status: 400, body: JSON.stringify({ error: { message: "Unsupported value: 'temperature'" } }) }
      return format === undefined ? { say: `<think>{"rows": 1}</think>Here you are: ${good}` } : { status: 400, body: JSON.stringify({ error: { message: 'response_format is not supported' } }) }
    }
    asking.server.script(script)
    const { receipt } = answerOf((await ask(asking.client, question)).outcome)
    expect(receipt.warnings).toEqual([])
    expect(asking.server.received.map(({ body }) => (JSON.parse(body) as ChatRequest).response_format?.type ?? 'text')).toEqual(['json_schema', 'json_schema', 'json_object', 'text'])
    asking.server.received.length = 0
    await ask(asking.client, question)
    expect(asking.server.received).toHaveLength(1)
    await asking.client.app.changeSettings({ model: { name: 'qwen3' } })
  })

  it('and answers in one piece is read too', async () => {
    asking.server.script({ say: good, whole: true, usage: null })
    await helps()
    expect((await asking.client.models.calls({ limit: 1 })).calls[0]).toMatchObject({ outcome: 'used', promptTokens: null, cost: null })
  })
})

it('cancelling ends the call at once, and the endpoint sees the line close', async () => {
  asking.server.script({ silent: true })
  const { id } = await asking.client.ask.start({ asked: { kind: 'words', text: question } })
  await asking.server.asked()
  const began = performance.now()
  await asking.client.ask.cancel({ runId: id })
  const events = []
  for await (const event of await asking.client.ask.watch({ runId: id })) events.push(event)
  expect(performance.now() - began).toBeLessThan(1_500)
  expect(events.at(-1)).toMatchObject({ kind: 'end', outcome: { kind: 'failed', failure: { code: 'CANCELLED' } } })
  await asking.server.allClosed()
  expect((await asking.client.models.calls({ limit: 1 })).calls[0]).toMatchObject({ outcome: 'cancelled' })
})
