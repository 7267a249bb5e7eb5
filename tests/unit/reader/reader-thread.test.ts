import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Lore, Reader } from '../../../electron/agents/reader.ts'
import { followUp } from '../../../electron/language/follow-up/follow-up.ts'
import { buildIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { ReaderThread } from '../../../electron/reader/reader-thread.ts'
import { readGlossary } from '../../../electron/terms/read-glossary.ts'
import type { Catalog } from '../../../shared/model/catalog.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { TermFile } from '../../../shared/model/term.ts'
import { largeQuestions } from '../../bench/schema/large-questions.ts'
import { largeSchema } from '../../bench/schema/large-schema.ts'
import { shop } from '../language/shop.ts'

const asOf = '2026-01-01'
const clock = { asOf, calendar: 'calendar' } as const
const loreOf = (catalog: Catalog): Lore => ({ catalog, glossary: readGlossary(TermFile.parse({}), catalog, { asOf }).glossary })
const lore = loreOf(shop)
const index = buildIndex(shop, lore.glossary)
const thread = new ReaderThread()
const reader = thread.readerOf(lore)
afterAll(() => thread.close())

const questions = ['How many owners are there?', 'List the owners', 'names of owners in Springfield', 'frobnicated owners']
const byThread = (text: string, by: Reader = reader) => by.understand(text, { ...clock, top: 4 })
const here = (text: string) => understand(text, index, { ...clock, top: 4 })

describe('the thread reads as this thread would', () => {
  test.each(questions)('%s', async (text) => {
    expect(JSON.stringify(await byThread(text))).toBe(JSON.stringify(here(text)))
  })
  test('the plans on offer are those of the readings, not copies', async () => {
    const catalog = largeSchema(40)
    const large = thread.readerOf(loreOf(catalog))
    const read = await Promise.all(largeQuestions(catalog, 24).map((text) => byThread(text, large)))
    const asking = read.filter(({ clarification }) => clarification !== undefined)
    expect(asking.length).toBeGreaterThan(0)
    for (const { clarification, readings } of asking) expect(readings.map(({ plan }) => plan)).toContain(clarification!.options[0]!.plan)
  })
  test('a change that is refused comes back as a failure', async () => {
    const previous = { plan: here('List the owners').readings[0]!.plan, question: 'List the owners' }
    const found = await reader.followUp('why', previous, clock)
    expect(found).toMatchObject({ kind: 'refused' })
    expect(found?.kind === 'refused' ? found.failure : null).toBeInstanceOf(Failure)
    const said = followUp('why', previous, index, clock)
    expect(found?.kind === 'refused' && said?.kind === 'refused' ? found.failure.facts() : null).toEqual(said?.kind === 'refused' ? said.failure.facts() : undefined)
  })
  test('completions and suggestions come from it too', async () => {
    expect((await reader.complete('own', { asOf, count: 3 })).map(({ text }) => text.toLowerCase())).toContain('owners')
    expect(await reader.suggest({ ...clock, count: 2 })).toHaveLength(2)
  })
})

describe('the same bytes', () => {
  test('for the same question, twenty times', async () => {
    const read = await Promise.all(Array.from({ length: 20 }, () => byThread('names of owners in Springfield')))
    expect(new Set(read.map((each) => JSON.stringify(each))).size).toBe(1)
  })
  test('in fresh processes', async () => {
    const child = fileURLToPath(new URL('../../fixtures/reader/read.child.ts', import.meta.url))
    const run = async () => (await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', child])).stdout
    const [first, second] = [await run(), await run()]
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toBe(first)
  }, 60_000)
})

test('more databases than are kept open at once: each is read with its own tables', async () => {
  const named = Array.from({ length: 6 }, (_, at) => ({ ...shop, tables: shop.tables.map((table, place) => (place === 0 ? { ...table, name: `thing${'abcdef'[at]}` } : table)), relationships: [] }))
  const readers = named.map((catalog) => thread.readerOf(loreOf(catalog)))
  for (const at of [0, 5, 1, 0, 3]) {
    const { readings: [first] } = await byThread(`How many thing${'abcdef'[at]} are there?`, readers[at])
    expect(first?.plan).toMatchObject({ tables: [{ table: `thing${'abcdef'[at]}` }] })
  }
})

test('a changed schema is read anew, and what was opened before still as it was', async () => {
  const grown = thread.readerOf(loreOf({ ...shop, fingerprint: 'grown', tables: [...shop.tables, { ...shop.tables[0]!, name: 'spaceships' }] }))
  expect((await byThread('How many spaceships are there?', grown)).readings[0]?.plan).toMatchObject({ tables: [{ table: 'spaceships' }] })
  expect((await byThread('How many spaceships are there?')).outcome).toBe('refused')
})

test('cancelling fails at once, before and while a question is read', async () => {
  await expect(reader.understand('List the owners', { ...clock, top: 4 }, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  const stop = new AbortController()
  const asked = reader.understand('List the owners', { ...clock, top: 4 }, stop.signal)
  stop.abort()
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' })
  expect((await byThread('List the owners')).readings).not.toHaveLength(0)
})
