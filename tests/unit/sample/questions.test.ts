import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openSample, type Query } from './sample-database.ts'

const Question = z.strictObject({ id: z.string(), question: z.string().min(5), sql: z.string(), ordered: z.boolean(), notes: z.string() })
const questions = z.array(Question).parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/sample-questions.json'), 'utf8')))
let query: Query
let close: () => void
beforeAll(async () => ({ query, close } = await openSample()))
afterAll(() => close())

test('there are twenty-five, numbered', () => {
  expect(questions.map(({ id }) => Number(id))).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
})

const answer = (id: number) => query(questions[id - 1]?.sql ?? '')

test.each(questions.map(({ id, question, sql }) => [id, question, sql] as const))('%s %s: has an answer', async (_id, _question, sql) => {
  const rows = await query(sql)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.flat().every((cell) => cell !== null)).toBe(true)
})

describe('the answers agree with each other and with the ledger', () => {
  const cents = (value: unknown) => BigInt(String(value).replace('.', ''))
  const total = (rows: unknown[][], column: number) => rows.reduce((left, row) => left + cents(row[column]), 0n)

  test('revenue of 2025 by year, by region, by month and as a running total', async () => {
    const year = cents((await answer(3)).find(([label]) => String(label) === '2025')?.[1])
    expect(total(await answer(4), 1)).toBe(year)
    expect(total(await answer(5), 1)).toBe(year)
    expect(cents((await answer(25)).at(-1)?.[1])).toBe(year)
    expect(await query(`SELECT -sum(amt_gc) FROM journal_lines JOIN journal_entries USING (entry_id) JOIN accounts USING (acct_code) WHERE stmt_line = 'Revenue' AND year(posting_date) = 2025`))
      .toEqual([[expect.stringMatching(new RegExp(`^${String(year).slice(0, -2)}\\.${String(year).slice(-2)}$`))]])
  })
  test('revenue by region from the ledger is revenue by region from the invoices', async () => {
    const ledger = await query(`SELECT sales_region, -sum(amt_gc) FROM journal_lines JOIN journal_entries USING (entry_id) WHERE sales_region IS NOT NULL AND year(posting_date) = 2025 GROUP BY 1 ORDER BY 1`)
    expect(ledger).toEqual((await answer(4)).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)))
  })
  test('operating expenses by quarter add up to the actuals beside the budget', async () => {
    const quarters = (await answer(13)).filter(([, quarter]) => String(quarter).startsWith('2025'))
    expect(total(quarters, 2)).toBe(total(await answer(15), 2))
  })
  test('accounts payable is what the bills have open', async () => {
    expect(await answer(19)).toEqual(await query('SELECT sum(open_gc) FROM bills'))
  })
  test('shares add up to one', async () => {
    const share = (await answer(17)).reduce((left, [, value]) => left + Number(value), 0)
    expect(share).toBeCloseTo(1, 5)
  })
  test('limits cut through no tie', async () => {
    for (const id of [6, 7, 18]) {
      const sql = questions[id - 1]?.sql ?? ''
      const limit = Number(/LIMIT (\d+)$/.exec(sql)?.[1])
      const rows = await query(sql.replace(/LIMIT \d+$/, `LIMIT ${limit + 1}`))
      expect(rows[limit - 1]?.[1]).not.toEqual(rows[limit]?.[1])
    }
  })
  test('the category with the highest margin has the highest margin percent too', async () => {
    const [[category] = []] = await answer(7)
    expect(await query(`SELECT category FROM invoice_lines JOIN products USING (product_id) GROUP BY 1 ORDER BY sum(amt_gc - cost_gc) / sum(amt_gc) DESC LIMIT 1`)).toEqual([[category]])
  })
})
