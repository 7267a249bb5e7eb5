import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import type { SavedSource, SourceDraft } from '../../../shared/model/saved-source.ts'
import { failureOf, serve, type Served } from '../../unit/workbench/served.ts'
import { decoy, greeting, refusal, type Decoy } from './decoy.ts'

type Mysql = Extract<SourceDraft['spec'], { kind: 'mysql' }>

let served: Served
let client: Client
let own: Decoy
let thief: Decoy
let saved: SavedSource
let spec: Mysql
beforeAll(async () => {
  served = await serve()
  served.workbench.vault.keepInMemory()
  client = served.window('a')
  const server = () => decoy((socket) => { socket.write(greeting()) }, (socket) => { socket.write(refusal(2, 1045, 'no')) })
  own = await server()
  thief = await server()
  spec = { kind: 'mysql', host: '127.0.0.1', port: own.port, user: 'ana', tls: 'off', pool: 1 }
})
afterAll(async () => {
  await served.close()
  await own.close()
  await thief.close()
})

const draftOf = (id: string, changed: Partial<Mysql>): SourceDraft => ({ id, name: 'Ledger', spec: { ...spec, ...changed } })

describe('a saved password', () => {
  beforeAll(async () => {
    saved = await client.sources.save({ name: 'Ledger', spec, password: 'hunter2-secret' })
  })

  it('is sent to the server it was saved for', async () => {
    const failure = await failureOf(client.sources.test(draftOf(saved.id, {})))
    expect([failure.code, own.callers()]).toEqual(['ACCESS_DENIED', 1])
  })

  it.each([
    ['another port', () => ({ port: thief.port })],
    ['another name of the host', () => ({ host: 'localhost', port: thief.port })],
    ['another user', () => ({ user: 'root' })],
  ] as const)('is not tried with %s', async (_what, changed) => {
    const before = [own.callers(), thief.callers()]
    const failure = await failureOf(client.sources.test(draftOf(saved.id, changed())))
    expect(failure).toMatchObject({ code: 'ACCESS_DENIED', detail: { field: 'password' } })
    expect([own.callers(), thief.callers()]).toEqual(before)
  })

  it.each([
    ['another port', () => ({ port: thief.port })],
    ['another user', () => ({ user: 'root' })],
  ] as const)('is not saved for %s either', async (_what, changed) => {
    expect((await failureOf(client.sources.save(draftOf(saved.id, changed())))).code).toBe('ACCESS_DENIED')
    expect((await client.sources.list()).find(({ id }) => id === saved.id)).toEqual(saved)
    expect(thief.callers()).toBe(0)
  })

  it('typed again, or forgotten, goes along', async () => {
    const { id } = await client.sources.duplicate({ id: saved.id })
    expect(await client.sources.save({ ...draftOf(id, { port: thief.port }), password: 'hunter2-secret' })).toMatchObject({ hasPassword: true, spec: { port: thief.port } })
    expect(await client.sources.save({ ...draftOf(id, { port: own.port }), password: null })).toMatchObject({ hasPassword: false, spec: { port: own.port } })
  })

  it('is needed again before its protection is lowered, and not when it is raised', async () => {
    const { id } = await client.sources.save({ name: 'Protected', spec: { ...spec, tls: 'verify', ca: 'PEM of ours' }, password: 'hunter2-secret' })
    for (const lower of [{ tls: 'encrypt' }, { tls: 'off' }, { tls: 'verify', ca: 'PEM of a thief' }] as const) {
      expect(await failureOf(client.sources.save(draftOf(id, { ca: 'PEM of ours', ...lower }))), JSON.stringify(lower)).toMatchObject({ code: 'ACCESS_DENIED', detail: { field: 'password' } })
      expect((await failureOf(client.sources.test(draftOf(id, { ca: 'PEM of ours', ...lower })))).detail).toMatchObject({ field: 'password' })
    }
    expect(await client.sources.save(draftOf(id, { tls: 'verify' }))).toMatchObject({ hasPassword: true })
    expect(await client.sources.save(draftOf(saved.id, { tls: 'encrypt' }))).toMatchObject({ hasPassword: true })
  })

  it('does not outlive the server: a source that became a file has none', async () => {
    const { id } = await client.sources.duplicate({ id: saved.id })
    expect(await client.sources.save({ id, name: 'File', spec: { kind: 'sqlite', path: '/nowhere.sqlite' } })).toMatchObject({ hasPassword: false })
    expect(await client.sources.save(draftOf(id, { port: thief.port }))).toMatchObject({ hasPassword: false })
  })

  it('is in no reply, failure or report, and not in the store', async () => {
    await failureOf(client.context.select({ sourceId: saved.id }))
    const replies = [await client.sources.list(), await failureOf(client.sources.databases({ id: saved.id })), await client.history.list({}), await client.app.state(), served.reported.map(String)]
    expect(JSON.stringify(replies)).not.toContain('hunter2')
  })
})
