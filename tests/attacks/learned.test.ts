import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../shared/contract/contract.ts'
import type { Plan, QueryPlan } from '../../shared/model/plan.ts'
import { ask, failureOf, serve, type Served } from '../unit/workbench/served.ts'

let folder: string
let served: Served
let client: Client
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-hostile-'))
  const path = join(folder, 'hostile.sqlite')
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE "__proto__" (id INTEGER PRIMARY KEY, "constructor" TEXT, "toString" INTEGER); INSERT INTO "__proto__" VALUES (1, '; drop', 2);
    CREATE TABLE customers (id INTEGER PRIMARY KEY, region TEXT); INSERT INTO customers VALUES (1, 'North')`)
  database.close()
  served = await serve()
  client = served.window('a')
  const { id } = await client.sources.save({ name: 'hostile', spec: { kind: 'sqlite', path } })
  await client.context.select({ sourceId: id })
})
afterAll(async () => {
  expect(served.reported).toEqual([])
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

const show = (table: string, column: string): QueryPlan => ({
  kind: 'query', tables: [{ id: 't1', table }], joins: [], show: [{ id: 's1', label: 'X', value: { kind: 'column', table: 't1', column } }], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
})
const regions = show('customers', 'region')

test.each(['__proto__', 'constructor of __proto__', '"; DROP TABLE learned_questions; --', '\u202Egnp', '😀 漢字 שלום', 'a'.repeat(2_000), 'region '.repeat(285), '“'.repeat(1_000) + 'x', '<img src=x onerror=alert(1)>'])('the question %j is remembered, answered and forgotten like any other', async (text) => {
  const started = performance.now()
  const { question } = await client.learned.accept({ text, plan: regions, how: 'edit' })
  const { outcome } = await ask(client, text)
  expect(outcome).toMatchObject({ kind: 'answer', answer: { receipt: { accepted: { id: question.id, how: 'edit' } } } })
  expect((await client.learned.list({ search: text.slice(0, 500) })).entries).toMatchObject([{ id: question.id, question: text.trim() }])
  await client.learned.remove({ id: question.id })
  expect((await client.learned.list({})).total).toBe(0)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('tables and columns that are called like parts of objects are remembered as what they are', async () => {
  const { question } = await client.learned.accept({ text: 'which thing', plan: show('__proto__', 'constructor'), how: 'edit' })
  const { outcome } = await ask(client, 'which things?')
  expect(outcome).toMatchObject({ kind: 'answer', answer: { receipt: { accepted: { id: question.id } }, plan: { tables: [{ table: '__proto__' }] } } })
  expect(({} as Record<string, unknown>).phrase).toBeUndefined()
  await client.learned.clear()
})

test('a plan that the database cannot have is refused, and nothing is kept', async () => {
  const other = (change: Partial<QueryPlan>): Plan => ({ ...regions, ...change })
  const deep = (levels: number): Plan => (levels === 0 ? regions : { kind: 'set', operator: 'union', left: deep(levels - 1), right: regions, order: [] })
  const unfit: Plan[] = [
    show('nowhere', 'x'), show('customers', 'nothing'), show('customers', '__proto__'), other({ tables: [] }), other({ limit: { count: -1, ties: 'cut' } }), other({ tables: [{ id: 't1', table: 'customers' }, { id: 't1', table: 'customers' }] }),
    other({ joins: [{ right: 't9', on: [], keep: 'inner', many: false, via: 'chosen' }] }), show('sqlite_master', 'sql'), show('learned_questions', 'plan'),
  ]
  for (const plan of unfit) expect((await failureOf(client.learned.accept({ text: 'q', plan, how: 'right' }))).code).toMatch(/PLAN_INVALID|NO_JOIN_PATH|NOT_SUPPORTED/)
  expect((await failureOf(client.learned.accept({ text: 'q', plan: deep(300), how: 'right' }))).code).toBe('BAD_REQUEST')
  for (const wrong of [{ text: 'q', plan: { kind: 'query' }, how: 'right' }, { text: 'x'.repeat(2_001), plan: regions, how: 'right' }, { text: 'q', plan: regions, how: 'always' }, { text: 'q', plan: null, how: 'right' }]) {
    expect((await failureOf(client.learned.accept(wrong as Parameters<Client['learned']['accept']>[0]))).code).toBe('BAD_REQUEST')
  }
  expect((await client.learned.list({})).total).toBe(0)
})

test('no other workspace sees, uses or forgets what was learned here', async () => {
  const { question } = await client.learned.accept({ text: 'which regions', plan: regions, how: 'right' })
  const stranger = served.window('a', 'strangers')
  const { id } = await stranger.sources.save({ name: 'same', spec: { kind: 'sqlite', path: join(folder, 'hostile.sqlite') } })
  await stranger.context.select({ sourceId: id })
  await stranger.learned.remove({ id: question.id })
  await stranger.learned.clear()
  expect((await stranger.learned.list({ before: question.id })).entries).toEqual([])
  expect((await client.learned.list({})).total).toBe(1)
  await client.learned.clear()
})
