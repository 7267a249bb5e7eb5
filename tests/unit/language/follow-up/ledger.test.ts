import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildIndex, type LanguageIndex } from '../../../../electron/language/index/language-index.ts'
import { discover } from '../../../../electron/catalog/discover.ts'
import { compile } from '../../../../electron/plan/compile.ts'
import { readGlossary } from '../../../../electron/terms/read-glossary.ts'
import type { Display, Plan } from '../../../../shared/model/plan.ts'
import { sampleFolder, sampleNotes } from '../../../fixtures/ledger.ts'
import { duckdbEngine, rowsOf, temporaryFolder, type Engine } from '../../plan/engines.ts'
import { cell, holds, planOf, said } from './talk.ts'

const asOf = '2026-06-30'
const sampleQuestions = (JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/sample-questions.json'), 'utf8')) as { question: string }[]).map(({ question }) => question)
const folder = temporaryFolder()
let engine: Engine
let index: LanguageIndex

beforeAll(async () => {
  engine = await duckdbEngine(folder.path, sampleFolder)
  const catalog = await discover(engine.source, { sourceId: 's', database: engine.database, notes: sampleNotes(), clock: () => new Date(0), profile: true })
  index = buildIndex(catalog, readGlossary(sampleNotes(), catalog, { asOf }).glossary)
}, 120_000)
afterAll(async () => {
  await engine.source.close()
  folder.remove()
})

const rows = async (sql: string, parameters: Parameters<typeof rowsOf>[1]['parameters'] = []) => (await rowsOf(engine, { sql, parameters })).map((row) => row.map(cell))
const rowsFor = (plan: Plan) => {
  const { sql, parameters } = compile(plan, index.catalog, 'duckdb')
  return rows(sql, parameters)
}

const lines = 'FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id JOIN customers c ON c.customer_id = i.customer_id JOIN products p ON p.product_id = l.product_id'
const dated = (from: string, until: string) => `i.invoice_date >= DATE '${from}' AND i.invoice_date < DATE '${until}'`
const in2025 = dated('2025-01-01', '2026-01-01')
const revenue = 'sum(l.amt_gc)'
const month = (column: string) => `date_trunc('month', ${column})::DATE`
const byRegion = 'Revenue by region in 2025'
const expenses = "FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code JOIN departments d ON d.dept_code = l.dept_code WHERE a.stmt_line = 'Operating expenses'"

/** What is said in turn, and the rows it then comes to; `in order` where the order was asked for. */
const talks: [talk: string[], sql: string, ordered?: 'in order'][] = [
  [[byRegion, 'only EMEA'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region = 'EMEA' GROUP BY 1`],
  [[byRegion, 'just EMEA please'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region = 'EMEA' GROUP BY 1`],
  [[byRegion, 'only EMEA', 'what about Americas?'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region = 'Americas' GROUP BY 1`],
  [[byRegion, 'only EMEA', 'also Americas'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region IN ('EMEA', 'Americas') GROUP BY 1`],
  [[byRegion, 'only EMEA', 'all regions'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'only EMEA', 'remove the filter'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'EMEA and Americas', 'exclude EMEA'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region = 'Americas' GROUP BY 1`],
  [[byRegion, 'without the UK'], `SELECT c.region, ${revenue} ${lines} WHERE ${in2025} AND c.country <> 'United Kingdom' GROUP BY 1`],
  [[byRegion, 'by month instead'], `SELECT ${month('i.invoice_date')}, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1 ORDER BY 1`, 'in order'],
  [[byRegion, 'by month'], `SELECT ${month('i.invoice_date')}, c.region, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1, 2`],
  [[byRegion, 'monthly', 'quarterly'], `SELECT date_trunc('quarter', i.invoice_date)::DATE, c.region, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1, 2`],
  [[byRegion, 'per customer'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1`],
  [[byRegion, 'by product category too'], `SELECT c.region, p.category, ${revenue} ${lines} WHERE ${in2025} GROUP BY 1, 2`],
  [[byRegion, 'what about products?'], `SELECT p.product_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY p.product_id, 1`],
  [[byRegion, 'in total'], `SELECT ${revenue} ${lines} WHERE ${in2025}`],
  [[byRegion, 'and last year?'], `SELECT c.region, ${revenue} ${lines} WHERE ${dated('2024-01-01', '2025-01-01')} GROUP BY 1`],
  [[byRegion, 'and in 2024?'], `SELECT c.region, ${revenue} ${lines} WHERE ${dated('2024-01-01', '2025-01-01')} GROUP BY 1`],
  [[byRegion, 'for Q1 2026', 'and last year?'], `SELECT c.region, ${revenue} ${lines} WHERE ${dated('2025-01-01', '2025-04-01')} GROUP BY 1`],
  [[byRegion, 'the year before'], `SELECT c.region, ${revenue} ${lines} WHERE ${dated('2024-01-01', '2025-01-01')} GROUP BY 1`],
  [[byRegion, 'since March 2025'], `SELECT c.region, ${revenue} ${lines} WHERE i.invoice_date >= DATE '2025-03-01' GROUP BY 1`],
  [[byRegion, 'from 2024 to 2025'], `SELECT c.region, ${revenue} ${lines} WHERE ${dated('2024-01-01', '2026-01-01')} GROUP BY 1`],
  [[byRegion, 'for all time'], `SELECT c.region, ${revenue} ${lines} GROUP BY 1`],
  [[byRegion, 'as a share'], `SELECT c.region, (${revenue} / sum(${revenue}) OVER ())::DECIMAL(9,6) ${lines} WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'compare with the year before'], `SELECT c.region, sum(l.amt_gc) FILTER (WHERE ${in2025}), sum(l.amt_gc) FILTER (WHERE ${dated('2024-01-01', '2025-01-01')}) ${lines} WHERE ${dated('2024-01-01', '2026-01-01')} GROUP BY 1`],
  [[byRegion, 'vs last year'], `SELECT c.region, sum(l.amt_gc) FILTER (WHERE ${in2025}), sum(l.amt_gc) FILTER (WHERE ${dated('2024-01-01', '2025-01-01')}) ${lines} WHERE ${dated('2024-01-01', '2026-01-01')} GROUP BY 1`],
  [['Revenue by customer in 2025', 'top 5'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1 ORDER BY 2 DESC LIMIT 5`, 'in order'],
  [['Revenue by customer in 2025', 'the bottom 10'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1 ORDER BY 2 LIMIT 10`, 'in order'],
  [['Revenue by customer in 2025', 'top 3 by margin'], `SELECT c.customer_name, ${revenue}, sum(l.amt_gc - l.cost_gc) ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1 ORDER BY 3 DESC LIMIT 3`, 'in order'],
  [['Revenue by customer in 2025', 'top 5', 'all rows'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1`],
  [['Revenue by customer in 2025', 'sort by name'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1 ORDER BY 1`, 'in order'],
  [['Revenue by customer in 2025', 'smallest first'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} GROUP BY c.customer_id, 1 ORDER BY 2`, 'in order'],
  [['Revenue by customer in 2025', 'only those with a credit limit over 100000'], `SELECT c.customer_name, ${revenue} ${lines} WHERE ${in2025} AND c.credit_limit_gc > 100000 GROUP BY c.customer_id, 1`],
  [[byRegion, 'margin instead'], `SELECT c.region, sum(l.amt_gc - l.cost_gc) ${lines} WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'and margin'], `SELECT c.region, ${revenue}, sum(l.amt_gc - l.cost_gc) ${lines} WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'number of invoices instead'], `SELECT c.region, count(*) FROM invoices i JOIN customers c ON c.customer_id = i.customer_id WHERE ${in2025} GROUP BY 1`],
  [[byRegion, 'only EMEA by month as a line chart'], `SELECT ${month('i.invoice_date')}, c.region, ${revenue} ${lines} WHERE ${in2025} AND c.region = 'EMEA' GROUP BY 1, 2`],
  [['Revenue by month in 2025', 'as a running total'], `SELECT ${month('i.invoice_date')}, sum(${revenue}) OVER (ORDER BY ${month('i.invoice_date')}) ${lines} WHERE ${in2025} GROUP BY 1 ORDER BY 1`, 'in order'],
  [['Opex by department in 2025', 'without marketing'], `SELECT d.dept_name, sum(l.amt_gc) ${expenses} AND e.posting_date >= DATE '2025-01-01' AND e.posting_date < DATE '2026-01-01' AND d.dept_name <> 'Marketing' GROUP BY d.dept_code, 1`],
  [['Customers in Germany', 'only active'], "SELECT customer_name FROM customers WHERE country = 'Germany' AND status = 'active'"],
  [['Customers in Germany', 'with email', 'what about France'], "SELECT customer_name, email FROM customers WHERE country = 'France'"],
  [['Customers in Germany', 'top 5 by credit limit'], "SELECT customer_name, credit_limit_gc FROM customers WHERE country = 'Germany' ORDER BY 2 DESC, 1 LIMIT 5", 'in order'],
  [['Accounts payable balance at the end of June 2026', 'and at the end of last year'], "SELECT -sum(l.amt_gc) FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id WHERE l.acct_code = '2110' AND e.posting_date <= DATE '2025-12-31'"],
]

describe('follow-ups over the sample ledger', () => {
  test.each(talks.map((talk) => [talk[0].join(' → '), talk] as const))('%s', async (_, [talk, sql, ordered]) => {
    const plan = planOf(said(talk, index, asOf))
    const [wanted, ours] = await Promise.all([rows(sql), rowsFor(plan)])
    expect(wanted.length).toBeGreaterThan(0)
    expect(holds(wanted, ours, ordered === 'in order'), compile(plan, index.catalog, 'duckdb').sql).toBe(true)
  })

  test.each<[string, Display['chart']]>([['as a pie chart', 'pie'], ['show it as a table', 'table'], ['bar chart', 'bar']])('%s', (text, chart) => {
    expect(planOf(said([byRegion, text], index, asOf)).display?.chart).toBe(chart)
  })
})

describe('what a follow-up leaves', () => {
  const lastOf = (...talk: string[]) => {
    const found = said(talk, index, asOf)
    if (found?.kind !== 'changed') throw new Error('It changes nothing.')
    return found
  }
  test('a line says what was kept, another what gave way', () => {
    expect(lastOf(byRegion, 'by month instead').readings[0]?.assumed).toEqual(['Kept from the question before: Revenue, 2025'])
    expect(lastOf(byRegion, 'per customer').readings[0]?.assumed).toEqual(['Kept from the question before: Revenue, 2025', 'By customer name instead of by region'])
    expect(lastOf(byRegion, 'and last year?').readings[0]?.assumed).toContain('“last year” is the year before the one asked about: 2024')
  })
  test('what is new comes from these words, what was kept from those of the question before', () => {
    const text = 'only EMEA by month'
    const plan = lastOf(byRegion, text).readings[0]!.plan
    if (plan.kind !== 'query') throw new Error('It is a query.')
    const wordsOf = (node: { origin?: unknown } | undefined) => {
      const origin = node?.origin as { from: string; start?: number; end?: number; earlier?: string } | undefined
      return origin?.from === 'words' ? (origin.earlier ?? text.slice(origin.start, origin.end)) : origin?.from
    }
    expect([plan.where as { origin?: unknown }, plan.by[0], ...plan.measures].map(wordsOf)).toEqual(['only EMEA', 'by month', 'Revenue'])
    expect(wordsOf(planOf(said([byRegion, text, 'top 3'], index, asOf)).kind === 'query' ? plan.measures[0] : undefined)).toBe('Revenue')
  })
  test('the other way to mean it stands beside it', () => {
    const { readings, ask } = lastOf(byRegion, 'per customer')
    expect(ask).toBe(false)
    expect(readings.map(({ plan }) => (plan.kind === 'query' ? plan.by.map(({ label }) => label) : []))).toEqual([['Customer name'], ['Region', 'Customer name']])
  })
  test('words that name what they are about may be a question of their own', () => {
    expect(lastOf(byRegion, 'top 5 customers').own).toBe('named')
    expect(lastOf(byRegion, 'top 5 customers by margin').own).toBe('whole')
    expect(lastOf(byRegion, 'top 3').own).toBeNull()
  })
})

describe('what a follow-up refuses, by name', () => {
  test.each([
    ['why', 'NOT_SUPPORTED', 'not there yet'], ['why did it change?', 'NOT_SUPPORTED', 'not there yet'], ['in thousands', 'NOT_SUPPORTED', '“in thousands”'], ['in euros', 'NOT_SUPPORTED', '“in euros”'],
    ['only Wakanda', 'UNKNOWN_WORD', '“Wakanda”'], ['exclude returns', 'UNKNOWN_WORD', '“returns”'], ['by moon', 'UNKNOWN_WORD', '“moon”'], ['remove the limit', 'NOT_SUPPORTED', 'no limit'],
    ['by region', 'NOT_SUPPORTED', 'already'], ['all countries', 'NOT_SUPPORTED', '“countries”'], ['without 2024', 'NOT_SUPPORTED', 'left out'],
  ])('%s', (text, code, words) => {
    const found = said([byRegion, text], index, asOf)
    expect(found).toMatchObject({ kind: 'refused', failure: { code } })
    expect(found?.kind === 'refused' ? found.failure.message : '').toContain(words)
  })
  test.each(sampleQuestions)('so is each question of the sample, whatever was asked before: %s', (text) => {
    for (const before of [byRegion, 'Opex by department by quarter', 'Customers in Germany', 'Unpaid invoices by customer'].filter((each) => each !== text)) {
      const found = said([before, text], index, asOf)
      expect(found === null || (found.kind === 'refused' ? !found.marked : found.own === 'whole'), before).toBe(true)
    }
  })
  test.each(['how many customers do we have?', 'Revenue by month in 2024', 'Which customers are in Germany?', 'Average days to pay by country', 'Headcount by department', 'Active customers by country', 'Revenue from EMEA in 2025', 'Per month revenue and margin', 'Margin percent by customer', ''])('a question of its own is none: %s', (text) => {
    const found = said([byRegion, text], index, asOf)
    expect(found === null || (found.kind === 'refused' && !found.marked && !found.covered)).toBe(true)
  })
})
