import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Client } from '../../../shared/contract/contract.ts'
import type { Outcome } from '../../../shared/model/outcome.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { answerOf, ask, failureOf, serve, type Served } from '../workbench/served.ts'

let folder: string
let served: Served
let now: Date
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-learned-'))
  now = new Date('2026-11-03T10:00:00')
  served = await serve({ clock: () => now })
})
afterEach(async () => {
  expect(served.reported).toEqual([])
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

const schema = `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, region TEXT, country TEXT);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, ordered_on DATE, shipped_on DATE, net_amount DECIMAL(12, 2), gross_amount DECIMAL(12, 2));
  INSERT INTO customers VALUES (1, 'Ann', 'North', 'UK'), (2, 'Bob', 'South', 'FR');
  INSERT INTO orders VALUES (1, 1, '2026-10-05', '2026-11-06', 10, 12), (2, 1, '2026-11-07', '2026-11-08', 20, 24), (3, 2, '2026-12-05', '2026-12-05', 30, 36)`

async function openShop(client: Client, sql = schema, name = 'shop'): Promise<string> {
  const path = join(folder, `${name}.sqlite`)
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
  const { id } = await client.sources.save({ name, spec: { kind: 'sqlite', path } })
  await client.context.select({ sourceId: id })
  return path
}

const accepted = (outcome: Outcome) => answerOf(outcome).receipt.accepted
/** The plan that is answered, or that is offered first. */
async function planOf(client: Client, question: string): Promise<Plan> {
  const { outcome } = await ask(client, question)
  const plan = outcome.kind === 'answer' ? outcome.answer.plan : outcome.kind === 'clarify' ? outcome.options[0]?.plan : null
  if (plan == null) throw new Error(JSON.stringify(outcome))
  return plan
}
/** What a reader is told beside the answer or the question back. */
const told = (outcome: Outcome): string => (outcome.kind === 'answer' ? outcome.answer.receipt.warnings.join(' ') : outcome.kind === 'clarify' ? outcome.question : '')
/** The plan of the question, with its measure on another column. */
async function corrected(client: Client, question: string, column: string): Promise<Plan> {
  const plan = await planOf(client, question)
  const text = JSON.stringify(plan).replaceAll(/"(?:net|gross)_amount"/g, `"${column}"`)
  return JSON.parse(text) as Plan
}

test('what was chosen is the answer at once, in another window too, however the question is spelled, until it is forgotten', async () => {
  const [a, b] = [served.window('a'), served.window('b')]
  await openShop(a)
  await b.context.resume()
  const { outcome } = await ask(a, 'amount by region')
  const options = outcome.kind === 'clarify' ? outcome.options.map(({ plan }) => plan) : outcome.kind === 'answer' ? outcome.readings.map(({ plan }) => plan) : []
  const second = options.at(1)
  if (second === undefined) throw new Error('there is only one reading')
  const lesson = await a.learned.accept({ text: 'amount by region', plan: second, how: 'option' })
  expect(lesson.question).toMatchObject({ question: 'amount by region', how: 'option', problem: null, schemaChanged: false })
  for (const client of [a, b]) {
    const again = answerOf((await ask(client, ' Amount, by REGIONS? ')).outcome)
    expect(again.receipt).toMatchObject({ confidence: 1, accepted: { id: lesson.question.id, how: 'option', at: now.toISOString(), notes: [] }, ignoredWords: [] })
  }
  await b.learned.remove({ id: lesson.question.id })
  await b.learned.remove({ id: lesson.question.id })
  expect((await ask(a, 'amount by region')).outcome).toEqual(expect.objectContaining({ kind: outcome.kind }))
  expect((await a.learned.list({})).entries).toEqual([])
})

test('an answer that is right as it stands is accepted, teaches no words, and needs no history', async () => {
  const client = served.window('a')
  await openShop(client)
  await client.app.changeSettings({ privacy: { keepHistory: false } })
  const { plan } = answerOf((await ask(client, 'How many customers?')).outcome)
  const lesson = await client.learned.accept({ text: 'How many customers?', plan: plan!, how: 'right' })
  expect([lesson.aliases, lesson.told]).toEqual([[], []])
  expect(accepted((await ask(client, 'how many customers')).outcome)).toMatchObject({ how: 'right' })
  expect(await client.history.list({})).toEqual([])
})

test('a relative period is counted from the day of asking, and the receipt says so', async () => {
  const client = served.window('a')
  await openShop(client)
  const question = 'Total net amount of orders last month'
  const plan = await planOf(client, question)
  await client.learned.accept({ text: question, plan, how: 'right' })
  now = new Date('2027-01-10T10:00:00')
  const { plan: later, receipt, result } = answerOf((await ask(client, question)).outcome)
  expect(receipt.accepted?.notes).toEqual(['Its dates are counted anew, from 10 Jan 2027'])
  expect(JSON.stringify(later)).toContain('2026-12-01')
  const { rows } = await client.results.page({ id: result.id, offset: 0, count: 1, sort: [] })
  expect(Number(rows[0]?.[0])).toBe(30)
})

test('a plan whose column is gone is not used: the receipt and the page say why', async () => {
  const client = served.window('a')
  const path = await openShop(client)
  const plan = await corrected(client, 'Total net amount by region', 'gross_amount')
  await client.learned.accept({ text: 'Total net amount by region', plan, how: 'edit' })
  const database = new DatabaseSync(path)
  database.exec('ALTER TABLE orders RENAME COLUMN gross_amount TO full_amount')
  database.close()
  await client.context.refresh()
  const { outcome } = await ask(client, 'total net amount by region')
  expect(told(outcome)).toMatch(/accepted on 3 Nov 2026 is not used: .*gross_amount/)
  expect((await client.learned.list({})).entries).toMatchObject([{ kind: 'question', reading: '', schemaChanged: true, problem: expect.stringContaining('gross_amount') as string }])
})

test('a column that comes is a change of the schema, and the plan still fits', async () => {
  const client = served.window('a')
  const path = await openShop(client)
  const { plan } = answerOf((await ask(client, 'How many customers?')).outcome)
  await client.learned.accept({ text: 'How many customers?', plan: plan!, how: 'right' })
  const database = new DatabaseSync(path)
  database.exec('ALTER TABLE customers ADD COLUMN note TEXT')
  database.close()
  await client.context.refresh()
  expect(accepted((await ask(client, 'How many customers?')).outcome)).toBeDefined()
  expect((await client.learned.list({})).entries).toMatchObject([{ schemaChanged: true, problem: null }])
})

test('a metric that is defined anew takes its accepted questions back', async () => {
  const client = served.window('a')
  await openShop(client)
  const metric = (expression: string) => ({ kind: 'metric' as const, metric: { name: 'takings', synonyms: [], expression } })
  await client.terms.save({ definition: metric('sum(orders.net_amount)') })
  const plan = await planOf(client, 'takings by region')
  await client.learned.accept({ text: 'takings by region', plan, how: 'right' })
  expect(accepted((await ask(client, 'takings by region')).outcome)).toBeDefined()
  await client.terms.save({ definition: metric('sum(orders.gross_amount)'), replaces: 'takings' })
  expect(told((await ask(client, 'takings by region')).outcome)).toContain('“takings” means something else since')
  expect(JSON.stringify(await planOf(client, 'takings by region'))).toContain('gross_amount')
})

test('a word that nobody knew becomes one that every question may use, and goes with its question', async () => {
  const [a, b] = [served.window('a'), served.window('b')]
  await openShop(a)
  await b.context.resume()
  const plan = await planOf(a, 'total net amount by region')
  const before = (await ask(a, 'total net amount by patch')).outcome
  expect(before.kind).not.toBe('answer')
  const lesson = await a.learned.accept({ text: 'total net amount by patch', plan, how: 'edit' })
  expect(lesson.aliases).toMatchObject([{ phrase: 'patch', means: 'customers.region', problem: null, questionId: lesson.question.id }])
  expect(JSON.stringify(await planOf(b, 'How many customers are there per patch?'))).toContain('"region"')
  await a.terms.save({ definition: { kind: 'term', term: { phrase: 'patch', synonyms: [], column: 'customers.country' } } })
  expect(JSON.stringify(await planOf(b, 'How many customers are there per patch?'))).toContain('"country"')
  expect((await a.learned.list({ search: 'patch' })).entries).toMatchObject([{ kind: 'question' }, { kind: 'alias', problem: 'The glossary says what it means.' }])
  await a.terms.remove({ kind: 'term', name: 'patch' })
  await a.learned.remove({ id: lesson.question.id })
  expect((await ask(b, 'How many customers are there per patch?')).outcome.kind).not.toBe('answer')
})

test('a word that names something else keeps its meaning, and it is told', async () => {
  const client = served.window('a')
  await openShop(client)
  const plan = await corrected(client, 'Total net amount by region', 'gross_amount')
  const moved = JSON.parse(JSON.stringify(plan).replaceAll('"region"', '"country"')) as Plan
  const lesson = await client.learned.accept({ text: 'Total gross amount by region', plan: moved, how: 'edit' })
  expect(lesson.aliases).toEqual([])
  expect(lesson.told.join(' ')).toContain('there is a column called customers.region')
  expect(JSON.stringify(await planOf(client, 'How many customers per region?'))).toContain('"region"')
})

test('two windows at once: the last word counts, one entry stays; forgetting all takes the words along', async () => {
  const [a, b] = [served.window('a'), served.window('b')]
  await openShop(a)
  await b.context.resume()
  const [net, gross] = [await corrected(a, 'Total net amount', 'net_amount'), await corrected(a, 'Total net amount', 'gross_amount')]
  await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? a : b).learned.accept({ text: 'what came in', plan: at % 2 === 0 ? net : gross, how: 'edit' })))
  const { entries, total } = await a.learned.list({})
  expect([entries.filter(({ kind }) => kind === 'question').length, total]).toEqual([1, 1])
  expect(answerOf((await ask(b, 'What came in?')).outcome).receipt.accepted?.id).toBe(entries[0]?.id)
  expect(await b.learned.clear()).toEqual({ removed: 1 })
  expect(await a.learned.list({})).toEqual({ entries: [], more: false, total: 0 })
})

test('what is learned belongs to its database and its workspace, and goes with its source', async () => {
  const [a, other] = [served.window('a'), served.window('a', 'elsewhere')]
  await openShop(a)
  const { plan } = answerOf((await ask(a, 'How many customers?')).outcome)
  await a.learned.accept({ text: 'How many customers?', plan: plan!, how: 'right' })
  await openShop(other, schema.replaceAll('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS').replaceAll('INSERT INTO', 'INSERT OR IGNORE INTO'))
  expect(accepted((await ask(other, 'How many customers?')).outcome)).toBeUndefined()
  const [shop] = await a.sources.list()
  await openShop(a, schema, 'second')
  expect(accepted((await ask(a, 'How many customers?')).outcome)).toBeUndefined()
  expect((await a.learned.list({})).total).toBe(0)
  await a.sources.remove({ id: shop!.id })
  expect(served.workbench.store.all('SELECT count(*) AS n FROM learned_questions')).toEqual([{ n: 0 }])
})

test('accepting fails by name: no database, no words, a plan that does not fit', async () => {
  const client = served.window('a')
  const plan: Plan = { kind: 'query', tables: [{ id: 't1', table: 'nowhere' }], joins: [], show: [{ id: 's1', label: 'x', value: { kind: 'column', table: 't1', column: 'x' } }], context: [], measures: [], by: [], order: [], distinct: false, compare: [], calendar: 'calendar' }
  expect((await failureOf(client.learned.accept({ text: 'q', plan, how: 'right' }))).code).toBe('CONTEXT_MISSING')
  expect((await failureOf(client.learned.list({}))).code).toBe('CONTEXT_MISSING')
  await openShop(client)
  expect((await failureOf(client.learned.accept({ text: 'q', plan, how: 'right' }))).code).toBe('PLAN_INVALID')
  const { plan: good } = answerOf((await ask(client, 'How many customers?')).outcome)
  expect((await failureOf(client.learned.accept({ text: ' ?! ', plan: good!, how: 'right' }))).code).toBe('BAD_REQUEST')
  expect((await client.learned.list({})).total).toBe(0)
})

test('a choice is made again for the same question in other words, and with other values; it says so, and ends when it is forgotten', async () => {
  const client = served.window('a')
  await openShop(client)
  const choose = async (question: string): Promise<string> => {
    const { outcome } = await ask(client, question)
    const plans = outcome.kind === 'clarify' ? outcome.options.map(({ plan }) => plan) : outcome.kind === 'answer' ? outcome.readings.map(({ plan }) => plan) : []
    return (await client.learned.accept({ text: question, plan: plans.find((plan) => JSON.stringify(plan).includes('gross_amount'))!, how: 'option' })).question.id
  }
  const id = await choose('total amount by region')
  const said = answerOf((await ask(client, 'the total amount for each region')).outcome)
  expect(said.receipt.accepted).toMatchObject({ id, like: 'total amount by region', how: 'option' })
  expect(JSON.stringify(said.plan)).toContain('gross_amount')
  await choose('amount of orders from customers in the North')
  const south = answerOf((await ask(client, 'Amount of orders from customers in the South')).outcome)
  expect(south.receipt.accepted).toMatchObject({ like: 'amount of orders from customers in the North' })
  expect(JSON.stringify(south.plan)).toMatch(/gross_amount.*"South"/)
  await client.learned.remove({ id })
  const { outcome } = await ask(client, 'the total amount for each region')
  expect(outcome.kind === 'answer' ? outcome.answer.receipt.accepted : undefined).toBeUndefined()
})

test('many are listed page by page, each with its words, the latest first', async () => {
  const client = served.window('a')
  await openShop(client)
  const plan = await planOf(client, 'How many customers?')
  for (let at = 0; at < 60; at += 1) await client.learned.accept({ text: `what is wanted most, number ${at}`, plan, how: 'edit' })
  const first = await client.learned.list({})
  expect([first.entries.length, first.more, first.total]).toEqual([50, true, 60])
  expect(first.entries[0]).toMatchObject({ question: 'what is wanted most, number 59', reading: expect.stringContaining('Number of customers') as string })
  const last = await client.learned.list({ before: first.entries.at(-1)!.id })
  expect([last.entries.length, last.more]).toEqual([10, false])
  expect(last.entries.at(-1)).toMatchObject({ question: 'what is wanted most, number 0' })
})
