import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { draft } from '../../fixtures/model-server/drafts.ts'
import { modelServer } from '../../fixtures/model-server/server.ts'
import { key, withModel, type Asking } from '../../unit/models/asked.ts'
import { answerOf, ask, failureOf } from '../../unit/workbench/served.ts'

let asking: Asking
withModel((one) => { asking = one })

const question = 'How many customers do we have?'
const good = draft({ measures: [{ how: 'count', of: 'customers' }] })
const allowAgain = async (): Promise<void> => {
  await asking.client.app.changeSettings({ model: { on: true, baseUrl: asking.server.url, name: 'qwen3', comments: false } })
  await asking.client.models.allow({ endpoint: asking.server.url })
}
let before = 0
beforeEach(() => {
  asking.server.script({ say: good })
  asking.server.received.length = 0
  before = asking.server.connections()
})
afterEach(allowAgain)

describe('nothing connects', () => {
  const silent = async (): Promise<void> => {
    expect(answerOf((await ask(asking.client, question)).outcome).receipt).toMatchObject({ engine: 'offline', model: null })
    expect(asking.server.connections()).toBe(before)
  }
  it('while the model is off', async () => {
    await asking.client.app.changeSettings({ model: { on: false } })
    await silent()
  })
  it('while it has no name', async () => {
    await asking.client.app.changeSettings({ model: { name: '' } })
    await silent()
  })
  it('before a person said yes, after they took it back, and for more than they said yes to', async () => {
    await asking.client.models.forbid()
    expect((await asking.client.app.state()).model).toMatchObject({ on: true, allowed: false })
    await silent()
    await asking.client.models.allow({ endpoint: asking.server.url })
    await asking.client.app.changeSettings({ model: { comments: true } })
    expect((await asking.client.app.state()).model.allowed).toBe(false)
    await silent()
  })
  it('to another endpoint, whose permission and key it does not have', async () => {
    const other = await modelServer({ say: good })
    await asking.client.app.changeSettings({ model: { baseUrl: other.url } })
    expect((await asking.client.app.state()).model).toMatchObject({ endpoint: other.url, allowed: false, hasKey: false })
    await silent()
    expect(other.connections()).toBe(0)
    await asking.client.models.allow({ endpoint: other.url })
    await ask(asking.client, question)
    expect(other.received[0]?.headers.authorization).toBeUndefined()
    await other.close()
  })
  it('and what is asked back or refused then says so', async () => {
    await asking.client.models.forbid()
    const { outcome } = await ask(asking.client, 'How many zorblats do we have?')
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'UNKNOWN_WORD', hint: expect.stringContaining('The model was not asked: sending to it has not been allowed yet.') as string } })
  })
  it('for a preview', async () => {
    await asking.client.models.preview({ text: question })
    expect(asking.server.connections()).toBe(before)
  })
})

describe('permission', () => {
  it('is given for the address that was looked at, and no other', async () => {
    expect(await failureOf(asking.client.models.allow({ endpoint: 'https://elsewhere.example/v1' }))).toMatchObject({ code: 'SETTING_INVALID', detail: { setting: 'model.baseUrl' } })
  })
  it('is sent to every window', async () => {
    const states = await asking.served.window('b').app.watch()
    expect((await states.next()).value).toMatchObject({ model: { allowed: true, hasKey: true, local: true, name: 'qwen3' } })
    await asking.client.models.forbid()
    expect((await states.next()).value).toMatchObject({ model: { allowed: false } })
    await states.return(undefined)
  })
  it('is one workspace’s own, as are key and ledger', async () => {
    const other = asking.served.window('a', 'elsewhere')
    await other.app.changeSettings({ model: { on: true, preset: 'custom', baseUrl: asking.server.url, name: 'qwen3' } })
    expect((await other.app.state()).model).toMatchObject({ allowed: false, hasKey: false })
    await ask(asking.client, question)
    expect((await other.models.calls({})).calls).toEqual([])
    const [call] = (await asking.client.models.calls({ limit: 1 })).calls
    expect((await failureOf(other.models.sent({ id: call!.id }))).code).toBe('RESULT_GONE')
  })
})

describe('addresses', () => {
  it.each(['ftp://models.example/v1', 'file:///etc/passwd', 'https://user:secret@models.example/v1', 'https://models.example/v1?key=secret', 'models.example', 'javascript:alert(1)'])('%s is refused', async (baseUrl) => {
    expect(await failureOf(asking.client.app.changeSettings({ model: { baseUrl } }))).toMatchObject({ code: expect.stringMatching(/SETTING_INVALID|BAD_REQUEST/) as string })
    expect(await failureOf(asking.client.models.test({ baseUrl, name: 'x' }))).toMatchObject({ code: 'SETTING_INVALID' })
  })
})

it('the environment changes neither where it goes, nor what goes, nor what is written', async () => {
  const elsewhere = await modelServer()
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const logged = [vi.spyOn(console, 'log'), vi.spyOn(console, 'debug'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation(() => undefined))
  try {
    for (const [name, value] of Object.entries({ OPENAI_BASE_URL: elsewhere.url, OPENAI_API_KEY: 'sk-from-environment', OPENAI_ADMIN_KEY: 'sk-admin', OPENAI_ORG_ID: 'org-env', OPENAI_PROJECT_ID: 'proj-env', OPENAI_LOG: 'debug', OPENAI_CUSTOM_HEADERS: 'x-env: leaked', HTTP_PROXY: elsewhere.url, NODE_USE_ENV_PROXY: '1' })) vi.stubEnv(name, value)
    await ask(asking.client, question)
  } finally {
    vi.unstubAllEnvs()
  }
  const said = JSON.stringify([...logged.flatMap((spy) => spy.mock.calls), ...written.mock.calls])
  vi.restoreAllMocks()
  expect(said).not.toMatch(/sk-|openai/i)
  expect(elsewhere.connections()).toBe(0)
  expect(asking.server.received[0]?.headers.authorization).toBe(`Bearer ${key}`)
  expect(JSON.stringify(asking.server.received)).not.toMatch(/from-environment|sk-admin|org-env|proj-env|leaked/)
  await elsewhere.close()
})

it('a key whose vault is locked is not asked for: the question is read without the model', async () => {
  asking.served.workbench.vault.close()
  const { receipt } = answerOf((await ask(asking.client, question)).outcome)
  expect(receipt.model).toBeNull()
  expect(receipt.warnings[0]).toMatch(/^The model qwen3 was no help: saved passwords are locked/)
  expect(asking.server.connections()).toBe(before)
})
