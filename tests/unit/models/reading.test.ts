import { beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../shared/model/model.ts'
import type { RunEvent } from '../../../shared/model/outcome.ts'
import { draft } from '../../fixtures/model-server/drafts.ts'
import type { ChatRequest } from '../../fixtures/model-server/server.ts'
import { ask } from '../workbench/served.ts'
import { withModel, type Asking } from './asked.ts'

let asking: Asking
withModel((one) => { asking = one })
beforeEach(() => { asking.server.received.length = 0 })

const revenueByRegion = draft({ measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.region', grain: null }], period: { from: '2025-01-01', until: '2026-01-01' } })
/** The offline engine reads it rightly. */
const unsure = 'Revenue by region in 2025'
/** A word that it does not know. */
const unknown = 'Zorblats of our clientele by region'

const words = async (text: string) => (await ask(asking.client, text)).outcome

async function answered(text: string) {
  const outcome = await words(text)
  if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome, (name, value: unknown) => (name === 'plan' ? undefined : value)).slice(0, 900))
  return outcome.answer
}

describe('who reads a question', () => {
  it('both, and one answer when they mean the same', async () => {
    asking.server.script({ say: revenueByRegion })
    const { receipt } = await answered(unsure)
    expect(receipt).toMatchObject({ engine: 'offline', model: `qwen3 at ${asking.server.url}` })
    expect(receipt.warnings).toEqual([])
    expect(asking.server.received).toHaveLength(1)
    expect((await asking.client.models.calls({ limit: 1 })).calls[0]).toMatchObject({ outcome: 'used', question: unsure, name: 'qwen3', promptTokens: 1_200, completionTokens: 80, cost: 0.002 })
  })

  it('both, and one question with two readings when they differ', async () => {
    asking.server.script({ say: draft({ measures: [{ how: 'metric', of: 'revenue' }], by: [{ column: 'customers.country', grain: null }] }) })
    const outcome = await words(unsure)
    if (outcome.kind !== 'clarify') throw new Error(outcome.kind)
    expect(outcome.question).toContain('qwen3')
    expect(outcome.options).toHaveLength(2)
    expect(new Set(outcome.options.map(({ label }) => label)).size).toBe(2)
    expect(outcome.options[1]?.label).toContain('country')
    expect((await asking.client.models.calls({ limit: 1 })).calls[0]).toMatchObject({ outcome: 'disagreed' })

    const parent = (await asking.client.ask.runs()).at(-1)!.id
    const { id } = await asking.client.ask.start({ asked: { kind: 'plan', text: unsure, plan: outcome.options[0]!.plan }, parent })
    let last: RunEvent | null = null
    for await (const event of await asking.client.ask.watch({ runId: id })) last = event
    expect(last, 'the words were sent, whichever reading was chosen').toMatchObject({ outcome: { kind: 'answer', answer: { receipt: { engine: 'offline', model: `qwen3 at ${asking.server.url}` } } } })
    expect(asking.server.received, 'choosing sends nothing').toHaveLength(1)
  })

  it('the model where the offline engine knows a word of it not: the receipt says so', async () => {
    asking.server.script({ say: draft({ measures: [{ how: 'count', of: 'customers' }], by: [{ column: 'customers.region', grain: null }] }) })
    const { receipt, plan } = await answered(unknown)
    expect(receipt).toMatchObject({ engine: 'model', model: `qwen3 at ${asking.server.url}`, confidence: null, grade: 'Assumed' })
    expect(receipt.assumed.join(' ')).toContain('Read by qwen3')
    expect(plan).toMatchObject({ kind: 'query', by: [{ value: { column: 'region' } }] })
  })

  it('nobody twice: a plan that is given, SQL and a change of the answer before are not sent', async () => {
    asking.server.script({ say: revenueByRegion })
    const { plan } = await answered(unsure)
    const before = asking.server.connections()
    if (plan === null) throw new Error('no plan')
    await ask(asking.client, { kind: 'plan', text: unsure, plan })
    await ask(asking.client, { kind: 'sql', text: 'SQL', sql: 'select 1' })
    expect(asking.server.connections()).toBe(before)
  })
})

describe('what is sent', () => {
  it('is byte for byte what the preview showed', async () => {
    asking.server.script({ say: revenueByRegion })
    const shown: Outgoing = await asking.client.models.preview({ text: unsure })
    expect(asking.server.received).toHaveLength(0)
    await answered(unsure)
    const [sent] = asking.server.received
    expect(JSON.stringify((JSON.parse(sent!.body) as ChatRequest).messages)).toBe(JSON.stringify(shown.messages))
    expect([Buffer.byteLength(sent!.body), shown.endpoint, shown.name]).toEqual([shown.bytes, asking.server.url, 'qwen3'])
    const [call] = (await asking.client.models.calls({ limit: 1 })).calls
    expect(await asking.client.models.sent({ id: call!.id })).toEqual({ text: sent!.body })
    expect(call!.bytesSent).toBe(shown.bytes)
  })

  it('has no header but what the endpoint needs', async () => {
    asking.server.script({ say: revenueByRegion })
    await answered(unsure)
    expect(Object.keys(asking.server.received[0]!.headers).sort()).toEqual(['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host', 'user-agent'])
  })

  it('holds names, kinds and keys, and no comment unless a person said so', async () => {
    const { messages } = await asking.client.models.preview({ text: unsure })
    expect(messages[1]?.content).toContain('"customer_id" integer -> "customers"."customer_id"')
    expect(messages[1]?.content).not.toContain('/*')
    await asking.client.app.changeSettings({ model: { comments: true } })
    expect((await asking.client.app.state()).model.allowed).toBe(false)
    await asking.client.app.changeSettings({ model: { comments: false } })
    expect((await asking.client.app.state()).model.allowed).toBe(true)
  })
})

describe('an answer that does not do', () => {
  it('is sent back with what is wrong, at most twice', async () => {
    asking.server.script((_, number) => ({ say: number === 1 ? draft({ measures: [{ how: 'metric', of: 'churn' }] }) : number === 2 ? 'Sure! Here it is.' : `\`\`\`json\n${revenueByRegion}\n\`\`\`` }))
    const { receipt } = await answered(unsure)
    expect(receipt).toMatchObject({ engine: 'offline', warnings: [] })
    expect(asking.server.received).toHaveLength(3)
    expect((JSON.parse(asking.server.received[1]!.body) as ChatRequest).messages.at(-1)?.content).toContain('There is no metric "churn"')
    const { calls } = await asking.client.models.calls({ limit: 3 })
    expect(calls.map(({ outcome }) => outcome)).toEqual(['used', 'repaired', 'repaired'])
  })

  it('and is given up then', async () => {
    asking.server.script({ say: draft({ rows: 'clients' }) })
    const { receipt } = await answered('How many customers do we have?')
    expect(asking.server.received).toHaveLength(3)
    expect(receipt.engine).toBe('offline')
    expect(receipt.warnings[0]).toBe('The model qwen3 was no help: its answer did not fit this database, also when corrected twice. The question was read without it.')
  })

  it('the steps say who is asked', async () => {
    asking.server.script((_, number) => (number === 1 ? { say: '{}', delayMs: 600 } : { say: revenueByRegion, delayMs: 600 }))
    const run = await asking.client.ask.start({ asked: { kind: 'words', text: unsure } })
    const details: string[] = []
    for await (const event of await asking.client.ask.watch({ runId: run.id })) if (event.kind === 'step' && event.step.stage === 'understand') details.push(event.step.detail)
    expect(details).toEqual(expect.arrayContaining(['Asking qwen3', "Mending the model's answer (1 of 2)"]))
  })
})

describe('the ledger', () => {
  it('pages through the calls, adds them up, and forgets them', async () => {
    await asking.client.models.clearCalls()
    asking.server.script({ say: revenueByRegion })
    for (let times = 0; times < 3; times += 1) await answered(unsure)
    const first = await asking.client.models.calls({ limit: 2 })
    expect([first.calls.length, first.more, first.totals]).toEqual([2, true, { calls: 3, promptTokens: 3_600, completionTokens: 240, cost: 0.006 }])
    const rest = await asking.client.models.calls({ limit: 2, before: first.calls[1]!.id })
    expect([rest.calls.length, rest.more]).toEqual([1, false])
    await asking.client.models.clearCalls()
    expect(await asking.client.models.calls({})).toEqual({ calls: [], more: false, totals: { calls: 0, promptTokens: 0, completionTokens: 0, cost: null } })
    await expect(asking.client.models.sent({ id: first.calls[0]!.id })).rejects.toMatchObject({ data: { code: 'RESULT_GONE' } })
  })

  it('has the call before its bytes have left', async () => {
    asking.server.script({ silent: true })
    const run = await asking.client.ask.start({ asked: { kind: 'words', text: unsure } })
    await asking.server.asked()
    const { calls } = await asking.client.models.calls({})
    expect(calls).toMatchObject([{ question: unsure, outcome: 'cancelled', note: 'It was under way, or Quaestor stopped before it ended.' }])
    await asking.client.ask.cancel({ runId: run.id })
    for await (const _ of await asking.client.ask.watch({ runId: run.id }));
    expect((await asking.client.models.calls({})).calls).toMatchObject([{ outcome: 'cancelled', note: 'Cancelled.' }])
  })
})
