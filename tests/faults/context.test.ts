import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../shared/contract/contract.ts'
import type { ContextState } from '../../shared/model/context.ts'
import { startMaria, type Maria } from '../fixtures/maria.ts'
import { ManualTime } from '../unit/context/manual-time.ts'
import { answerOf, ask, failureOf, serve, stateWhere, type Served } from '../unit/workbench/served.ts'

const password = 'Tr0ub4dor-and-3'
let maria: Maria
beforeAll(async () => {
  maria = await startMaria()
  await maria.run(`CREATE DATABASE shop; CREATE DATABASE other; CREATE TABLE shop.orders (id INT PRIMARY KEY, region VARCHAR(9), amount DECIMAL(9,2)); INSERT INTO shop.orders VALUES (1, 'EMEA', 1.10), (2, 'APAC', 2.20);
    CREATE TABLE other.things (id INT PRIMARY KEY); CREATE USER reader IDENTIFIED BY '${password}'; GRANT SELECT ON *.* TO reader; CREATE USER writer IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO writer`)
})
afterAll(() => maria.stop())

let served: Served
let client: Client
let time: ManualTime
let sourceId: string
const spec = (user = 'reader') => ({ kind: 'mysql' as const, host: maria.host, port: maria.port, user, tls: 'off' as const, pool: 4 })
const states: ContextState['state'][] = []
let follow: AbortController

beforeEach(async () => {
  time = new ManualTime()
  served = await serve({ after: time.after })
  client = served.window('one')
  await client.app.keepInMemory()
  sourceId = (await client.sources.save({ name: 'Shop', spec: spec(), password })).id
  states.length = 0
  follow = new AbortController()
  const watching = await client.context.watch(undefined, { signal: follow.signal })
  void (async () => { for await (const { state } of watching) if (states.at(-1) !== state) states.push(state) })()
})
afterEach(async () => {
  follow.abort()
  const reported = served.reported.map(({ cause }) => cause)
  await served.close()
  expect(reported).toEqual([])
})

/** Statements of the reader that the server is working on. */
const working = () => maria.rows("SELECT info FROM information_schema.processlist WHERE user IN ('reader', 'writer') AND command <> 'Sleep' AND info IS NOT NULL")
const connections = async () => Number((await maria.rows("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'reader'"))[0]?.[0])

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return
    await pause(25)
  }
  throw new Error('it never happened')
}

const stateNow = (): Promise<ContextState> => stateWhere(client, () => true)

describe('a source that is tested', () => {
  it('shows its databases, what the account may do, and how to make one that only reads; the password shows nowhere', async () => {
    expect(await client.sources.test({ id: sourceId, name: 'Shop', spec: spec() })).toMatchObject({ readOnly: true, grantScript: null, databases: [{ name: 'other' }, { name: 'shop' }] })
    const writer = await client.sources.test({ name: 'w', spec: { ...spec('writer'), database: 'shop' }, password })
    expect(writer).toMatchObject({ readOnly: false, grantScript: expect.stringContaining('GRANT SELECT') as string })
    const wrong = await failureOf(client.sources.test({ name: 'x', spec: spec(), password: 'hunter2-wrong' }))
    expect([wrong.code, JSON.stringify(wrong).includes('hunter2')]).toEqual(['ACCESS_DENIED', false])
    expect(JSON.stringify([await client.sources.list(), writer])).not.toContain(password)
  })

  it('asks which database when there are several', async () => {
    expect(await failureOf(client.context.select({ sourceId }))).toMatchObject({ code: 'CONTEXT_MISSING', detail: { databases: ['other', 'shop'] } })
    expect(await stateNow()).toMatchObject({ state: 'failed', sourceName: 'Shop' })
    expect(await client.context.select({ sourceId, database: 'shop' })).toMatchObject({ state: 'ready', facts: { database: 'shop', tables: 1 } })
  })
})

describe('a context', () => {
  beforeEach(async () => { await client.context.select({ sourceId, database: 'shop' }) })

  it('is released when nobody asks, and opened again by the next question; changes of the schema are noticed', async () => {
    expect(await connections()).toBeGreaterThan(0)
    await time.pass(59 * 60_000)
    expect(await stateNow()).toMatchObject({ state: 'ready' })
    await time.pass(2 * 60_000)
    expect(await stateNow()).toMatchObject({ state: 'idle', facts: { database: 'shop' } })
    await until(async () => await connections() === 0)
    await maria.run('ALTER TABLE shop.orders ADD COLUMN note TEXT')
    expect(answerOf((await ask(client, 'total amount by region')).outcome).result.rows).toBe(2)
    expect(await stateNow()).toMatchObject({ state: 'ready', facts: { changes: [{ table: 'orders', severity: 'harmless' }] } })
    await maria.run('ALTER TABLE shop.orders DROP COLUMN note')
    expect(await client.context.refresh()).toMatchObject({ facts: { changes: [{ severity: 'breaking' }] } })
  })

  it('never is released while a question runs, and selecting another database ends that question at its next stage', async () => {
    const lock = maria.run('LOCK TABLES shop.orders WRITE; DO SLEEP(1.5); UNLOCK TABLES')
    await pause(200)
    const blocked = await client.ask.start({ asked: { kind: 'words', text: 'total amount by region' } })
    await until(async () => (await working()).length > 0)
    const watched = Array.fromAsync(await client.ask.watch({ runId: blocked.id }))
    await time.pass(3 * 3_600_000)
    expect((await stateNow()).state).toBe('ready')
    await client.context.select({ sourceId, database: 'other' })
    await lock
    expect((await watched).at(-1)).toMatchObject({ kind: 'end', outcome: { kind: 'failed', failure: { code: 'CONTEXT_STALE' } } })
    expect(await client.context.resume()).toMatchObject({ facts: { database: 'other' } })
  })

  it('is lost when the server dies, says so, and comes back by itself', async () => {
    await maria.kill()
    await time.pass(61_000)
    await until(() => states.at(-1) === 'lost')
    expect((await ask(client, 'total amount by region')).outcome).toMatchObject({ kind: 'failed', failure: { code: expect.stringMatching(/SOURCE_UNREACHABLE|CONNECTION_LOST/) as string } })
    await maria.restart()
    for (let tries = 0; tries < 40 && (await stateNow()).state !== 'ready'; tries += 1) {
      await time.pass(20_000)
      await pause(50)
    }
    expect(await stateNow()).toMatchObject({ state: 'ready' })
    expect(answerOf((await ask(client, 'total amount by region')).outcome).result.rows).toBe(2)
  })

  it('is lost at once when a query finds the connection broken, and the next question opens it again', async () => {
    const lock = maria.run('LOCK TABLES shop.orders WRITE; DO SLEEP(5)').catch(() => undefined)
    await pause(200)
    const asking = ask(client, 'total amount by region')
    await until(async () => (await working()).length > 0)
    await maria.kill()
    expect((await asking).outcome).toMatchObject({ kind: 'failed', failure: { code: 'CONNECTION_LOST' } })
    expect((await stateNow()).state).toBe('lost')
    await lock
    await maria.restart()
    expect(answerOf((await ask(client, 'total amount by region')).outcome).result.rows).toBe(2)
    expect((await stateNow()).state).toBe('ready')
  })

  it('has failed when its database was dropped', async () => {
    await maria.run('CREATE DATABASE brief; CREATE TABLE brief.t (id INT PRIMARY KEY)')
    await client.context.select({ sourceId, database: 'brief' })
    await maria.run('DROP DATABASE brief')
    expect((await ask(client, 'how many t are there')).outcome).toMatchObject({ kind: 'failed', failure: { code: 'DATABASE_GONE' } })
    expect(await stateNow()).toMatchObject({ state: 'failed', database: 'brief', failure: { code: 'DATABASE_GONE' } })
    expect(await failureOf(client.ask.start({ asked: { kind: 'words', text: 'how many t' } }))).toMatchObject({ code: 'CONTEXT_MISSING' })
  })

  it('a second selection ends the first with CANCELLED, and cancelling leaves the window where it was', async () => {
    const first = failureOf(client.context.select({ sourceId, database: 'other' }))
    expect(await client.context.select({ sourceId, database: 'shop' })).toMatchObject({ facts: { database: 'shop' } })
    expect(await first).toMatchObject({ code: 'CANCELLED' })
    const third = failureOf(client.context.select({ sourceId, database: 'other' }))
    await stateWhere(client, ({ state }) => state === 'opening')
    expect(await client.context.cancel()).toMatchObject({ state: 'ready', facts: { database: 'shop' } })
    expect(await third).toMatchObject({ code: 'CANCELLED' })
    expect(answerOf((await ask(client, 'total amount by region')).outcome).result.rows).toBe(2)
  })

  it('is shared by windows, each in a database of its own; a removed source takes both away', async () => {
    const two = served.window('two')
    await two.context.select({ sourceId, database: 'other' })
    expect((await client.app.health()).openSources).toBe(1)
    expect((await client.catalog.tables({})).tables.map(({ name }) => name)).toEqual(['orders'])
    expect((await two.catalog.tables({})).tables.map(({ name }) => name)).toEqual(['things'])
    await client.sources.remove({ id: sourceId })
    expect(await stateNow()).toMatchObject({ state: 'failed', failure: { code: 'SOURCE_GONE' } })
    expect(await failureOf(two.ask.start({ asked: { kind: 'words', text: 'things' } }))).toMatchObject({ code: 'CONTEXT_MISSING', detail: { failure: { code: 'SOURCE_GONE' } } })
    await until(async () => await connections() === 0)
  })

  it('is forgotten with its runs and results when its window is not seen for ten minutes', async () => {
    const two = served.window('two')
    await two.context.select({ sourceId, database: 'shop' })
    await ask(two, 'total amount by region')
    expect((await client.app.health()).results).toBe(1)
    await time.pass(10 * 60_000 + 1)
    expect((await client.app.health()).results).toBe(0)
    expect(await two.ask.runs()).toEqual([])
    expect((await stateNow()).state).toBe('ready')
  })
})

it('cancelling a run, or closing, stops the statement on the server', async () => {
  await client.context.select({ sourceId, database: 'shop' })
  for (const stop of ['cancel', 'unwatched', 'close'] as const) {
    const lock = maria.run('LOCK TABLES shop.orders WRITE; DO SLEEP(4)').catch(() => undefined)
    await pause(200)
    const { id } = await client.ask.start({ asked: { kind: 'words', text: 'total amount by region' } })
    await until(async () => (await working()).length > 0)
    if (stop === 'cancel') await client.ask.cancel({ runId: id })
    else if (stop === 'unwatched') await time.pass(31_000)
    else await served.workbench.close()
    await until(async () => (await working()).length === 0)
    await lock
  }
  served = await serve({ after: time.after })
})
