import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discover } from '../../../electron/catalog/discover.ts'
import { buildIndex, type LanguageIndex } from '../../../electron/language/index/language-index.ts'
import { understand } from '../../../electron/language/understand.ts'
import { compile } from '../../../electron/plan/compile.ts'
import { inlineParameters } from '../../../electron/plan/inline.ts'
import { openSource } from '../../../electron/sources/open.ts'
import { readGlossary, readTermFile } from '../../../electron/terms/read-glossary.ts'

type Question = { id: string; question: string; sql: string; ordered: boolean }
type Row = (string | number | null)[]

const sample = new URL('../../../resources/sample/', import.meta.url).pathname
const questions = JSON.parse(readFileSync(new URL('../../fixtures/sample-questions.json', import.meta.url), 'utf8')) as Question[]
const asOf = '2026-06-30'
const scratch = mkdtempSync(join(tmpdir(), 'quaestor-language-'))
let index: LanguageIndex
let connection: DuckDBConnection

beforeAll(async () => {
  const notes = readTermFile(readFileSync(join(sample, 'quaestor.yaml'), 'utf8'))
  const source = await openSource({ kind: 'sample' }, { folders: { imports: scratch, sample } })
  const catalog = await discover(source, { sourceId: 'sample', database: (await source.databases())[0]!.name, notes, clock: () => new Date(0), profile: true })
  await source.close()
  index = buildIndex(catalog, readGlossary(notes, catalog, { asOf }).glossary)
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const note of notes.tables) await connection.run(`CREATE VIEW "${note.table}" AS SELECT * FROM '${join(sample, note.table)}.parquet'`)
}, 120_000)

afterAll(() => {
  connection.closeSync()
  rmSync(scratch, { recursive: true, force: true })
})

/** Numbers to four decimals; a year shown as its first day is that year. */
function cell(value: DuckDBValue): string | number | null {
  if (value === null) return null
  const text = (typeof value === 'object' ? value.toString() : String(value)).replace(/^(\d{4})-01-01$/, '$1')
  return text !== '' && !Number.isNaN(Number(text)) ? Math.round(Number(text) * 1e4) / 1e4 : text
}

const run = async (sql: string): Promise<Row[]> => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(cell))

/** The reference's columns are among ours, in any order; what stands beside them is context. */
function holds(wanted: Row[], ours: Row[], ordered: boolean): boolean {
  const width = wanted[0]?.length ?? 0
  const text = (rows: Row[]) => (ordered ? rows : [...rows].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))).map((row) => JSON.stringify(row)).join('\n')
  const choices = (taken: number[]): number[][] => (taken.length === width ? [taken] : (ours[0] ?? []).flatMap((_, at) => (taken.includes(at) ? [] : choices([...taken, at]))))
  return wanted.length === ours.length && choices([]).some((columns) => text(ours.map((row) => columns.map((at) => row[at]!))) === text(wanted))
}

describe('the sample ledger', () => {
  it.each(questions.map((question) => [question.question, question] as const))('%s', async (_, { question, sql, ordered }) => {
    const { outcome, readings } = understand(question, index, { asOf })
    expect(outcome).not.toBe('refused')
    const ours = inlineParameters(compile(readings[0]!.plan, index.catalog, 'duckdb'))
    expect(holds(await run(sql), await run(ours), ordered), ours).toBe(true)
  })
})

describe('what was said of the sample', () => {
  const best = (question: string) => understand(question, index, { asOf })
  it.each(['Revenue 2024 vs 2025', 'Revenue 2025 vs 2024'])('%s: the change is what came later less what came before', async (question) => {
    const [row] = await run(inlineParameters(compile(best(question).readings[0]!.plan, index.catalog, 'duckdb')))
    const by = await run('SELECT year(invoice_date), sum(l.amt_gc) FROM invoices JOIN invoice_lines l USING (invoice_id) GROUP BY 1 ORDER BY 1')
    const [before, after] = [2024, 2025].map((year) => Number(by.find(([of]) => of === year)![1]))
    expect(row!.map((value) => Math.round(Number(value)))).toContain(Math.round(after! - before!))
  })
  it('reads a percent sign as a part of the name', () => expect(JSON.stringify(best('Product margin % by category').readings[0]!.plan)).toContain('"metric":"margin percent"'))
  it('ranks by what is recorded of them when "most" names no figure', () => expect(best('which vendors did we pay most').outcome).toBe('answered'))
})

describe('two numbers that are kept in different tables', () => {
  const months = `SELECT strftime(m, '%Y-%m-%d'), revenue, budget FROM (SELECT date_trunc('month', i.invoice_date) AS m, sum(l.amt_gc) AS revenue FROM invoice_lines l JOIN invoices i USING (invoice_id) WHERE year(i.invoice_date) = 2025 GROUP BY 1)
    JOIN (SELECT date_trunc('month', b.budget_month) AS m, -sum(b.amt_gc) AS budget FROM budgets b JOIN accounts a USING (acct_code) WHERE b.scenario = 'budget' AND a.stmt_line = 'Revenue' AND year(b.budget_month) = 2025 GROUP BY 1) USING (m) ORDER BY m`

  it.each(['Revenue against budget by month in 2025', 'revenue by month in 2025 vs budget', 'compare revenue with budget by month in 2025', 'revenue and revenue budget by month in 2025'])('%s', async (question) => {
    const { outcome, readings } = understand(question, index, { asOf })
    expect(outcome).toBe('answered')
    const ours = await run(inlineParameters(compile(readings[0]!.plan, index.catalog, 'duckdb')))
    expect(ours).toHaveLength(12)
    expect(holds(await run(months), ours, true)).toBe(true)
  })

  it.each(['Revenue by region, 2025 vs budget', 'revenue by region against budget in 2025'])('%s: the two tables name the regions each in its own way', async (question) => {
    const regions = `SELECT region, revenue, budget FROM (SELECT c.region, sum(l.amt_gc) AS revenue FROM invoice_lines l JOIN invoices i USING (invoice_id) JOIN customers c USING (customer_id) WHERE year(i.invoice_date) = 2025 GROUP BY 1)
      JOIN (SELECT b.sales_region AS region, -sum(b.amt_gc) AS budget FROM budgets b JOIN accounts a USING (acct_code) WHERE b.scenario = 'budget' AND a.stmt_line = 'Revenue' AND year(b.budget_month) = 2025 GROUP BY 1) USING (region)`
    const { outcome, readings } = understand(question, index, { asOf })
    expect(outcome).toBe('answered')
    expect(holds(await run(regions), await run(inlineParameters(compile(readings[0]!.plan, index.catalog, 'duckdb'))), false)).toBe(true)
  })

  it('as totals, and no budget by what it is not kept by', async () => {
    const [total] = understand('revenue vs budget in 2025', index, { asOf }).readings
    expect(await run(inlineParameters(compile(total!.plan, index.catalog, 'duckdb')))).toHaveLength(1)
    expect(understand('revenue by product category against budget', index, { asOf }).outcome).not.toBe('answered')
  })
})
