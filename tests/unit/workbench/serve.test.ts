import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import { answerOf, ask, failureOf, serve, type Served } from './served.ts'

let served: Served
let client: Client
beforeAll(async () => {
  served = await serve()
  client = served.window('one')
  await client.context.resume()
})
afterAll(() => served.close())

describe('a first start', () => {
  it('has the sample, opens it, and says how it stands', async () => {
    expect(await client.sources.list()).toMatchObject([{ id: 'sample', bundled: true }])
    const fresh = served.window('fresh')
    expect((await Promise.all([fresh.context.resume(), fresh.context.resume()])).map(({ state }) => state)).toEqual(['ready', 'ready'])
    expect(await client.context.resume()).toMatchObject({ state: 'ready', facts: { sourceId: 'sample', kind: 'sample', readOnly: true, asOf: '2026-06-30', calendar: 'calendar', problems: [], changes: [] } })
    expect(await client.app.state()).toMatchObject({ host: 'test', fileDialog: false, vault: { state: 'unset' }, dataFolder: served.home })
    expect(await client.app.health()).toMatchObject({ running: 0, openSources: 1 })
  })
})

describe('a question', () => {
  it('in words: steps numbered without gaps, an answer with rows, total, charts and receipt', async () => {
    const { events, outcome } = await ask(client, 'revenue by region in 2025')
    expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
    expect(events.flatMap((event) => (event.kind === 'step' && event.step.state === 'done' ? [event.step.stage] : []))).toEqual(['understand', 'plan', 'check', 'run', 'draw', 'explain'])
    const answer = answerOf(outcome)
    expect(answer.receipt).toMatchObject({ source: 'Meridian Foods (sample)', database: 'main', confidence: expect.any(Number) as number, grade: expect.any(String) as string })
    const { id, columns } = answer.result
    const page = await client.results.page({ id, offset: 0, count: 10, sort: [{ column: columns[1]?.id ?? '', direction: 'asc' }] })
    expect(page.rows.map((row) => Number(row[1]))).toEqual([...page.rows.map((row) => Number(row[1]))].sort((a, b) => a - b))
    expect((await client.results.totalRow({ id, plan: answer.plan }))?.[1]).toBe((await client.results.totals({ id }))[columns[1]?.id ?? '']?.sum)
    expect((await client.ask.charts({ resultId: id, plan: answer.plan })).map(({ kind }) => kind)).toContain('bar')
    expect(await client.results.facts({ id })).toEqual(answer.result)
  })

  it('as a plan: runs as it is, nothing is understood, and no confidence is claimed', async () => {
    const words = answerOf((await ask(client, 'revenue by region in 2025')).outcome)
    const again = answerOf((await ask(client, { kind: 'plan', text: 'changed', plan: words.plan! })).outcome)
    expect([again.question, again.receipt.confidence, again.receipt.sql]).toEqual(['changed', null, words.receipt.sql])
    const edited = await client.ask.edit({ plan: words.plan!, edit: { kind: 'limit', count: 2, ties: 'cut' } })
    expect(answerOf((await ask(client, { kind: 'plan', text: '', plan: edited })).outcome).result.rows).toBe(2)
    const behind = await client.ask.rowsBehind({ plan: words.plan!, measure: Object.values(words.opens.measures)[0] ?? '', row: {} })
    expect(answerOf((await ask(client, { kind: 'plan', text: 'rows', plan: behind })).outcome).result.rows).toBeGreaterThan(100)
    expect((await client.ask.choices({ plan: words.plan!, path: 'add:by' })).choices.length).toBeGreaterThan(0)
  })

  it('is offered: every suggestion is answered, and what is typed can be gone on from', async () => {
    const suggestions = await client.ask.suggestions()
    expect(suggestions.length).toBeGreaterThan(5)
    for (const { text } of suggestions.slice(0, 4)) expect((await ask(client, text)).outcome.kind).toBe('answer')
    expect((await client.ask.complete({ text: 'reve' })).map(({ text }) => text.toLowerCase())).toContainEqual(expect.stringContaining('revenue'))
  })

  it('as SQL: guarded, run, with its tables, no plan and no chips', async () => {
    const answer = answerOf((await ask(client, { kind: 'sql', text: '', sql: 'with big as (select * from invoices) select region, count(*) as total from big join Customers using (customer_id) group by region' })).outcome)
    expect(answer).toMatchObject({ plan: null, title: 'SQL written by hand', receipt: { reading: 'SQL written by hand', chips: [], confidence: null, grade: 'Unchecked', tables: ['invoices', 'customers'] } })
    expect(answer.result.columns.map(({ id, label }) => [id, label])).toEqual([['c1', 'region'], ['c2', 'total']])
    expect((await ask(client, { kind: 'sql', text: '', sql: 'delete from invoices' })).outcome).toMatchObject({ kind: 'failed', failure: { code: 'REFUSED_BY_GUARD', detail: { word: 'delete' } } })
    expect(await failureOf(client.ask.checkSql({ sql: 'select 1; select 2' }))).toMatchObject({ code: 'REFUSED_BY_GUARD' })
    expect((await client.ask.checkSql({ sql: 'select 1 as one' })).sql).toMatch(/select\s+1\s+as\s+one/i)
  })

  it('keeps its limits: fewer rows than there are is said and not totalled', async () => {
    const answer = answerOf((await ask(client, { kind: 'sql', text: '', sql: 'select * from invoices' }, { rows: 5 })).outcome)
    expect([answer.result.rows, answer.result.truncated, await client.results.totalRow({ id: answer.result.id, plan: null })]).toEqual([5, true, null])
    expect(await failureOf(client.results.totals({ id: answer.result.id }))).toMatchObject({ code: 'NOT_SUPPORTED' })
  })

  it('ends in a coded failure when a word is unknown', async () => {
    const { events, outcome } = await ask(client, 'how many flurbs are there')
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'UNKNOWN_WORD' } })
    expect(events.at(-2)).toMatchObject({ kind: 'step', step: { state: 'failed', failure: { code: 'UNKNOWN_WORD' } } })
  })
})

describe('windows', () => {
  it('do not see each other’s runs, results and databases', async () => {
    const { id, outcome } = await ask(client, 'how many customers do we have')
    const other = served.window('two')
    expect(await other.ask.runs()).toEqual([])
    expect(await failureOf(other.ask.start({ asked: { kind: 'words', text: 'x' } }))).toMatchObject({ code: 'CONTEXT_MISSING' })
    expect(await failureOf(other.catalog.tables({}))).toMatchObject({ code: 'CONTEXT_MISSING' })
    for (const call of [other.ask.watch({ runId: id }), other.ask.cancel({ runId: id }), other.ask.forget({ runId: id }), served.window('one', 'elsewhere').ask.cancel({ runId: id })]) expect(await failureOf(call)).toMatchObject({ code: 'RUN_GONE' })
    expect(await failureOf(other.results.page({ id: answerOf(outcome).result.id, offset: 0, count: 1, sort: [] }))).toMatchObject({ code: 'RESULT_GONE' })
    expect((await client.ask.runs()).at(-1)).toMatchObject({ id, ended: true, parent: null, sourceName: 'Meridian Foods (sample)', database: 'main' })
    await client.ask.forget({ runId: id })
    expect(await failureOf(client.results.facts({ id: answerOf(outcome).result.id }))).toMatchObject({ code: 'RESULT_GONE' })
  })

  it('share what is open of one source, and close it when the last leaves', async () => {
    const third = served.window('three')
    await third.context.select({ sourceId: 'sample' })
    expect((await client.app.health()).openSources).toBe(1)
    expect(await third.context.close()).toEqual({ state: 'none' })
    expect((await client.context.resume()).state).toBe('ready')
    expect((await client.app.health()).openSources).toBe(1)
  })
})

describe('the catalog and the vocabulary', () => {
  it('are found by name', async () => {
    const { tables, total } = await client.catalog.tables({ search: 'invoice', count: 1 })
    expect([tables.length, total > 1]).toEqual([1, true])
    expect((await client.catalog.table({ name: 'invoices' })).relationships.length).toBeGreaterThan(0)
    expect(await failureOf(client.catalog.table({ name: '__proto__' }))).toMatchObject({ code: 'CONTEXT_STALE' })
    expect((await client.catalog.find({ text: 'revenue' }))[0]).toMatchObject({ kind: 'metric' })
    expect(await client.catalog.values({ table: 'customers', column: 'region', text: 'em' })).toEqual(['EMEA'])
  })

  it('learn a new definition at once: the next question uses it', async () => {
    expect((await ask(client, 'how many whoppers are there')).outcome).toMatchObject({ kind: 'failed', failure: { code: 'UNKNOWN_WORD' } })
    const definition = { kind: 'term' as const, term: { phrase: 'whoppers', synonyms: [], table: 'vendors' } }
    expect(await client.terms.check({ definition })).toMatchObject({ kind: 'good' })
    expect((await client.terms.save({ definition })).terms.filter(({ origin }) => origin === 'own')).toHaveLength(1)
    expect(answerOf((await ask(client, 'how many whoppers are there')).outcome).receipt.tables).toEqual(['vendors'])
    expect(await failureOf(client.terms.save({ definition: { kind: 'metric', metric: { name: 'bad', synonyms: [], expression: 'sum(nowhere.x)' } } }))).toMatchObject({ code: 'TERM_INVALID' })
    await client.terms.remove({ kind: 'term', name: 'whoppers' })
    expect((await ask(client, 'how many whoppers are there')).outcome).toMatchObject({ kind: 'failed' })
  })
})

describe('settings', () => {
  it('reach the next question: limits, calendar, history', async () => {
    const before = (await client.history.list({})).length
    await client.app.changeSettings({ limits: { rows: 3 }, calendar: { asOf: '2025-12-31', fiscalYearStart: 4 }, privacy: { keepHistory: false } })
    expect(await client.context.resume()).toMatchObject({ facts: { asOf: '2025-12-31', fiscalYearStart: 4 } })
    const answer = answerOf((await ask(client, { kind: 'sql', text: '', sql: 'select * from invoices' })).outcome)
    expect([answer.result.rows, answer.receipt.asOf]).toEqual([3, '2025-12-31'])
    expect((await client.history.list({})).length).toBe(before)
    expect(await client.app.resetSettings()).toMatchObject({ limits: { rows: 1_000 } })
    expect(await client.context.resume()).toMatchObject({ facts: { asOf: '2026-06-30' } })
    await ask(client, 'how many vendors are there')
    const [latest] = await client.history.list({ search: 'VENDORS are many' })
    expect(latest).toMatchObject({ question: 'how many vendors are there', sourceName: 'Meridian Foods (sample)', outcome: 'answered' })
    await client.history.remove({ id: latest?.id ?? '' })
    expect((await client.history.list({ search: 'vendors' })).map(({ id }) => id)).not.toContain(latest?.id)
    expect((await client.history.clear()).removed).toBeGreaterThan(0)
  })

  it('that are wrong are refused by name', async () => {
    expect(await failureOf(client.app.changeSettings({ limits: { rows: -1 } }))).toMatchObject({ code: 'BAD_REQUEST', detail: { field: 'limits.rows' } })
    expect((await client.app.state()).settings.limits.rows).toBe(1_000)
  })
})

describe('saved sources', () => {
  it('are tested, saved, opened, edited and removed; contexts hear of it', async () => {
    const path = join(served.home, 'shop.sqlite')
    const database = new DatabaseSync(path)
    database.exec("create table orders (id integer primary key, region text); insert into orders values (1, 'EMEA')")
    database.close()
    const window = served.window('shop')
    expect(await window.sources.test({ name: 'Shop', spec: { kind: 'sqlite', path } })).toMatchObject({ dialect: 'sqlite', readOnly: true, grantScript: null, databases: [{ name: 'main' }] })
    expect(await failureOf(window.sources.test({ name: 'x', spec: { kind: 'sqlite', path: `${path}.gone` } }))).toMatchObject({ code: 'FILE_MISSING' })
    const { id } = await window.sources.save({ name: 'Shop', spec: { kind: 'sqlite', path } })
    expect(await window.context.select({ sourceId: id })).toMatchObject({ state: 'ready', facts: { sourceName: 'Shop', tables: 1 } })
    expect(answerOf((await ask(window, 'how many orders are there')).outcome).receipt.source).toBe('Shop')
    await window.sources.save({ id, name: 'Shop', spec: { kind: 'sqlite', path: `${path}.other` } })
    expect(await failureOf(window.ask.start({ asked: { kind: 'words', text: 'how many orders' } }))).toMatchObject({ code: 'CONTEXT_MISSING', detail: { failure: { code: 'CONTEXT_STALE' } } })
    await window.sources.save({ id, name: 'Shop', spec: { kind: 'sqlite', path } })
    expect(await window.context.refresh()).toMatchObject({ state: 'ready' })
    await window.sources.remove({ id })
    expect(await failureOf(window.context.select({ sourceId: id }))).toMatchObject({ code: 'SOURCE_GONE' })
    expect(await failureOf(window.sources.remove({ id: 'sample' }))).toMatchObject({ code: 'NOT_SUPPORTED' })
  })
})

describe('files', () => {
  it('are exported a piece at a time, and taken in', async () => {
    const answer = answerOf((await ask(client, 'revenue by region in 2025')).outcome)
    let file: { id: string; bytes: number } | null = null
    for await (const event of await client.results.export({ id: answer.result.id, format: 'csv', title: answer.title, question: answer.question, plan: answer.plan, receipt: answer.receipt })) file = event.file
    const { piece, last } = await client.results.readFile({ file: file?.id ?? '', offset: 0 })
    expect([last, piece.size]).toEqual([true, file?.bytes])
    expect(await piece.text()).toContain('EMEA')
    const { upload } = await client.files.beginUpload({ name: 'orders.csv', bytes: 11 })
    expect(await client.files.upload({ upload, offset: 0, piece: new Blob(['id,n\n1,2\n3,']) })).toEqual({ received: 11 })
    expect(await client.files.endUpload({ upload })).toMatchObject({ spec: { kind: 'files' }, name: expect.stringMatching(/orders/i) as string })
    expect((await client.files.browse({ path: served.home })).entries.map(({ name }) => name)).toContain('quaestor.sqlite')
    expect(await failureOf(client.files.choose())).toMatchObject({ code: 'NOT_SUPPORTED' })
    expect(await failureOf(client.files.identify({ path: join(served.home, 'nothing') }))).toMatchObject({ code: 'FILE_MISSING' })
  })
})

it('a call with a wrong input names the field; nothing of all this was Quaestor’s own fault', async () => {
  expect(await failureOf(client.catalog.tables({ count: 9_999 }))).toMatchObject({ code: 'BAD_REQUEST', detail: { field: 'count' } })
  expect(served.reported).toEqual([])
})
