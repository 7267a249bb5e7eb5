import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { trialBounds, tryPlans } from '../../../electron/agents/try-options.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { previewBounds, type Choice } from '../../../shared/model/preview.ts'
import { sqliteEngine, temporaryFolder, type Engine } from '../plan/engines.ts'
import { knowledgeOf } from './knowledge.ts'
import { limits, listOf, optionsOf, settledOf, sumOf, patient, unclear, where } from './unclear.ts'

const folder = temporaryFolder()
let engine: Engine
let shop: Knowledge
beforeAll(async () => {
  const path = join(folder.path, 'shop.sqlite')
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, region TEXT, place TEXT, net DECIMAL(12, 2), gross DECIMAL(12, 2), tax DECIMAL(12, 2));
    CREATE TABLE numbers (n INTEGER PRIMARY KEY); CREATE TABLE kept (n INTEGER PRIMARY KEY);
    INSERT INTO orders VALUES (1, 'North', 'Leeds', 10, 12, 10), (2, 'South', 'York', 20, 24, 20), (3, 'South', 'Leeds', 30, 36, 30), (4, 'East', 'York', 0.5, 0.6, 0.5);
    WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 1500) INSERT INTO kept SELECT n FROM up`)
  database.close()
  engine = await sqliteEngine(path)
  shop = await knowledgeOf(engine)
  // A view that never ends comes after the catalog was read: reading it would not end either.
  const later = new DatabaseSync(path)
  later.exec('DROP TABLE numbers; CREATE VIEW numbers AS SELECT a.n FROM kept a, kept b, kept c, kept d WHERE a.n + b.n + c.n + d.n < 0')
  later.close()
}, 60_000)
afterAll(async () => {
  await engine.source.close()
  folder.remove()
})

const decisions = (options: readonly Choice[]) => options.map(({ decision }) => decision)
const counted = ({ preview }: Choice) => (preview.kind === 'rows' ? preview.count : preview.why)

it('asks one question about the first thing that is decided differently, each option with what it would answer', async () => {
  const { settled, steps } = await settledOf(unclear([sumOf('orders', 'net'), sumOf('orders', 'gross')]), shop)
  expect(settled).toMatchObject({
    kind: 'clarify', question: 'Which number do you mean?', options: [
      { decision: 'Total net', label: 'Reading 1.', reading: 1, preview: { kind: 'rows', count: 1, more: false, rows: [['60.50']] } }, { decision: 'Total gross', reading: 2, preview: { rows: [['72.60']] } },
    ],
  })
  expect(steps[0]).toMatchObject({ stage: 'understand', state: 'progress', detail: 'Trying 2 readings' })
})

it('counts readings that find the same rows as one: nothing is asked, and the receipt will say so', async () => {
  const meanings = unclear([sumOf('orders', 'net'), sumOf('orders', 'tax')])
  const { settled } = await settledOf(meanings, shop)
  if (settled.kind !== 'readings') throw new Error('it asks')
  expect(settled.chosen).toMatchObject({ plan: meanings.options[0]!.plan, assumed: ['Another reading of the question finds the same rows'] })
  expect(settled.chosen.confidence).toBeGreaterThan(0.3)
  expect(settled.readings.map(({ same }) => same ?? false), 'a reading that would answer the same is not offered, and keeps its number').toEqual([false, true])
  const { options } = await optionsOf(unclear([sumOf('orders', 'net'), sumOf('orders', 'tax'), sumOf('orders', 'gross')]), shop)
  expect(decisions(options)).toEqual(['Total net', 'Total gross'])
})

it('never passes over words that were not used, even when all readings find the same', async () => {
  const { question, options } = await optionsOf(unclear([sumOf('orders', 'net'), sumOf('orders', 'tax')], { lead: "I don't know “blorb”. Without it,", isWhole: false }), shop)
  expect(question).toBe("I don't know “blorb”. Without it, is this what you mean?")
  expect(options).toHaveLength(1)
  const two = await optionsOf(unclear([sumOf('orders', 'net'), sumOf('orders', 'gross')], { lead: "I don't know “blorb”. Without it,", isWhole: false, note: 'The model was not asked.' }), shop)
  expect(two.question).toBe("I don't know “blorb”. Without it, which number do you mean? The model was not asked.")
})

it('puts what finds nothing last, under the number that its reading keeps', async () => {
  const list = listOf('orders', ['id'])
  const { question, options } = await optionsOf(unclear([where(list, 'region', 'West'), where(list, 'region', 'South'), where(list, 'place', 'York')]), shop)
  expect(question).toBe('Which rows do you mean?')
  expect(options.map(({ decision, reading }) => [decision, reading])).toEqual([['Order region is “South”', 2], ['Order place is “York”', 3], ['Order region is “West”', 1]])
  expect(options.map(counted)).toEqual([2, 2, 0])
  const nothing = await optionsOf(unclear([where(sumOf('orders', 'net'), 'region', 'West'), where(sumOf('orders', 'net'), 'region', 'East')]), shop)
  expect(decisions(nothing.options), 'a sum of nothing is nothing').toEqual(['Order region is “East”', 'Order region is “West”'])
})

it('leaves one that takes too long to be chosen all the same, and stops it', async () => {
  const began = performance.now()
  const { options } = await optionsOf(unclear([sumOf('numbers', 'n'), sumOf('orders', 'net')]), shop)
  expect(performance.now() - began).toBeLessThan(patient.all)
  expect(options.map((option) => [option.decision, counted(option)])).toEqual([['Total n', 'late'], ['Total net', 1]])
})

it('leaves one that the database would not run', async () => {
  const changed: Knowledge = { ...shop, context: { ...shop.context, catalog: { ...shop.context.catalog, tables: shop.context.catalog.tables.map((table) => ({ ...table, columns: table.columns.map((column) => (column.name === 'gross' ? { ...column, name: 'gone' } : column)) })) } } }
  const { options } = await optionsOf(unclear([sumOf('orders', 'gone'), sumOf('orders', 'net')]), changed)
  expect(options.map((option) => [option.decision, counted(option)])).toEqual([['Total gone', 'failed'], ['Total net', 1]])
})

it('does not try large tables, nor anything when the time is over', async () => {
  const tried = (bounds: Partial<typeof trialBounds>) => tryPlans([sumOf('orders', 'net')], shop.context, limits, new AbortController().signal, { ...trialBounds, ...bounds })
  expect(await tried({ tableRows: 3 })).toEqual([{ kind: 'unknown', why: 'large' }])
  expect(await tried({ all: 5 })).toEqual([{ kind: 'unknown', why: 'late' }])
})

it('does not take rows for the same when there are more than were read', async () => {
  const { options } = await optionsOf(unclear([listOf('kept', ['n']), { ...listOf('kept', ['n']), calendar: 'fiscal' }]), shop)
  expect(options.map(({ preview }) => preview)).toMatchObject([{ count: 1_000, more: true }, { count: 1_000, more: true }])
})

it('stops the database when it is cancelled', async () => {
  const stop = new AbortController()
  const running = settledOf(unclear([sumOf('numbers', 'n'), sumOf('orders', 'net')]), shop, stop.signal)
  setTimeout(() => { stop.abort() }, 50)
  const error = await running.then(() => null, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Failure)
  expect(error).toMatchObject({ code: 'CANCELLED' })
})

it('shows three rows, five columns and no long text', async () => {
  const path = join(folder.path, 'wide.sqlite')
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE wide (${Array.from({ length: 8 }, (_, at) => `c${at} TEXT`).join(', ')})`)
  for (let row = 0; row < 5; row++) database.prepare(`INSERT INTO wide VALUES (${Array(8).fill('?').join(', ')})`).run(...Array.from({ length: 8 }, () => `${row}${'x'.repeat(5_000)}`))
  database.close()
  const wide = await sqliteEngine(path)
  const known = await knowledgeOf(wide)
  const names = Array.from({ length: 8 }, (_, at) => `c${at}`)
  const [first] = (await optionsOf(unclear([listOf('wide', names), listOf('wide', ['c1'])]), known)).options
  await wide.source.close()
  if (first?.preview.kind !== 'rows') throw new Error('no rows')
  expect(first.preview).toMatchObject({ count: 5, columnsLeftOut: 3 })
  expect([first.preview.rows.length, first.preview.columns.length, ...first.preview.rows.map((row) => row.length)]).toEqual([previewBounds.rows, previewBounds.columns, 5, 5, 5])
  for (const cell of first.preview.rows.flat()) expect(String(cell).length).toBeLessThanOrEqual(previewBounds.characters)
}, 60_000)
