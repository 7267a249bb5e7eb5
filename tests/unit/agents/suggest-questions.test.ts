import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Knowledge } from '../../../electron/agents/question.ts'
import { suggestQuestions } from '../../../electron/agents/suggest-questions.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import type { Catalog, Table } from '../../../shared/model/catalog.ts'
import { ledgerInSqlite, sampleFolder, sampleNotes } from '../../fixtures/ledger.ts'
import { duckdbEngine, rowsOf, sqliteEngine, temporaryFolder, type Engine } from '../plan/engines.ts'
import { smallCatalog, smallInSqlite, smallRows } from '../plan/small-ledger.ts'
import { asOf, knowledgeFrom, knowledgeOf } from './knowledge.ts'

const folder = temporaryFolder()
const engines: Engine[] = []
let sample: Knowledge
const options = { asOf, calendar: 'calendar' as const, count: 6, clock: () => 0 }

beforeAll(async () => {
  engines.push(await duckdbEngine(folder.path, sampleFolder))
  sample = await knowledgeOf(engines[0]!, sampleNotes())
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.source.close()))
  folder.remove()
})

async function expectAnswered(knowledge: Knowledge, engine: Engine): Promise<void> {
  for (const { text } of await suggestQuestions(knowledge, options)) {
    const { outcome, readings } = understand(text, knowledge.index, options)
    expect([outcome, readings[0]?.ignoredWords], text).toEqual(['answered', []])
    await expect(rowsOf(engine, compile(readings[0]!.plan, knowledge.index.catalog, engine.dialect)), text).resolves.not.toHaveLength(0)
  }
}

describe('questions to try', () => {
  test('on the sample are those that a finance person would ask', async () => {
    expect(await suggestQuestions(sample, options)).toEqual([
      { text: 'Monthly revenue for 2025', about: 'invoice_lines, invoices' },
      { text: 'Budget against actual by department', about: 'budgets, accounts, departments' },
      { text: 'Unpaid invoices older than 90 days', about: 'invoices' },
      { text: 'Top 10 customers by revenue in 2025', about: 'customers, invoices, invoice_lines' },
      { text: 'Which product category has the highest margin?', about: 'products, invoice_lines, invoices' },
      { text: 'Cost of sales by quarter', about: 'journal_lines, journal_entries, accounts' },
    ])
  })
  test('are answered with rows, and are the same each time', async () => {
    await expectAnswered(sample, engines[0]!)
    expect(await suggestQuestions(sample, options)).toEqual(await suggestQuestions(sample, options))
  })
  test('are found without a vocabulary too', async () => {
    const path = join(folder.path, 'ledger.sqlite')
    await ledgerInSqlite(path)
    const engine = await sqliteEngine(path)
    engines.push(engine)
    const bare = await knowledgeOf(engine)
    expect(await suggestQuestions(bare, options)).toHaveLength(6)
    await expectAnswered(bare, engine)
  })
  test('do not fail on hostile names, and are fewer where there is little to ask', async () => {
    const path = join(folder.path, 'small.sqlite')
    smallInSqlite(path, smallRows(1))
    const engine = await sqliteEngine(path)
    engines.push(engine)
    await expectAnswered(await knowledgeOf(engine), engine)
    expect(await suggestQuestions(knowledgeFrom({ ...smallCatalog, tables: [], relationships: [] }, engine), options)).toEqual([])
  })
  test('take bounded work on a thousand tables, and let others work meanwhile', async () => {
    const wide = thousandTables(sample.index.catalog)
    const knowledge = knowledgeFrom(wide, engines[0]!)
    let turns = 0
    const counting = setInterval(() => { turns += 1 }, 0)
    const started = process.cpuUsage()
    const found = await suggestQuestions(knowledge, options)
    const { user } = process.cpuUsage(started)
    clearInterval(counting)
    expect(found.length).toBeGreaterThan(0)
    expect(turns).toBeGreaterThan(found.length)
    expect(user / 1000).toBeLessThan(6_000)
  })
  test('end with what was found when time runs out', async () => {
    let now = 0
    const found = await suggestQuestions(sample, { ...options, clock: () => now += 500 })
    expect(found).toEqual((await suggestQuestions(sample, options)).slice(0, found.length))
    expect(found.length).toBeLessThan(options.count)
  })
})

/** The ledger over and over under other names, with its keys. */
function thousandTables(ledger: Catalog): Catalog {
  const copies = Math.ceil(1_000 / ledger.tables.length)
  const name = (table: string, copy: number) => (copy === 0 ? table : `${table}_${copy}`)
  return {
    ...ledger,
    tables: Array.from({ length: copies }, (_, copy) => ledger.tables.map((table): Table => ({ ...table, name: name(table.name, copy) }))).flat(),
    relationships: Array.from({ length: copies }, (_, copy) => ledger.relationships.map((key) => ({ ...key, from: { ...key.from, table: name(key.from.table, copy) }, to: { ...key.to, table: name(key.to.table, copy) } }))).flat(),
  }
}
