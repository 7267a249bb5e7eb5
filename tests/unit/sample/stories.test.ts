import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSample, type Query } from './sample-database.ts'

let query: Query
let close: () => void
beforeAll(async () => ({ query, close } = await openSample()))
afterAll(() => close())

const numbers = async (sql: string): Promise<number[]> => ((await query(sql))[0] ?? []).map(Number)

test('prices rise in March 2025 and volume dips', async () => {
  const [dearer = 0] = await numbers(`
    SELECT avg(late.price / early.price) FROM
      (SELECT product_id, i.entity_code, max(unit_price_lc) AS price FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id WHERE invoice_date BETWEEN '2025-02-01' AND '2025-02-28' GROUP BY ALL) early
      JOIN (SELECT product_id, i.entity_code, min(unit_price_lc) AS price FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id WHERE invoice_date BETWEEN '2025-03-01' AND '2025-03-31' GROUP BY ALL) late
      USING (product_id, entity_code)`)
  expect(dearer).toBeCloseTo(1.065, 3)
  const [before = 0, after = 0] = await numbers(`
    SELECT sum(qty) FILTER (invoice_date BETWEEN '2024-03-01' AND '2024-05-31'), sum(qty) FILTER (invoice_date BETWEEN '2025-03-01' AND '2025-05-31') FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id`)
  expect(after).toBeLessThan(before * 0.97)
})

test('one department overruns its budget of 2025 by more than a fifth, no other by more than a tenth', async () => {
  const rows = await query(`
    WITH planned AS (SELECT dept_code, sum(amt_gc) AS plan FROM budgets JOIN accounts USING (acct_code) WHERE scenario = 'budget' AND stmt_line = 'Operating expenses' AND year(budget_month) = 2025 GROUP BY 1),
    booked AS (SELECT dept_code, sum(amt_gc) AS actual FROM journal_lines JOIN journal_entries USING (entry_id) JOIN accounts USING (acct_code) WHERE stmt_line = 'Operating expenses' AND year(posting_date) = 2025 GROUP BY 1)
    SELECT dept_name, (actual / plan)::DOUBLE FROM planned JOIN booked USING (dept_code) JOIN departments USING (dept_code) ORDER BY 2 DESC`)
  expect(rows[0]?.[0]).toBe('Information Technology')
  expect(Number(rows[0]?.[1])).toBeGreaterThan(1.2)
  expect(Number(rows[1]?.[1])).toBeLessThan(1.1)
})

test('a customer among the ten largest orders nothing after September 2025', async () => {
  const rows = await query(`
    SELECT customer_name, max(invoice_date)::VARCHAR FROM invoices JOIN customers USING (customer_id) WHERE invoice_date < '2025-10-01' GROUP BY customer_id, customer_name ORDER BY sum(amt_gc) DESC LIMIT 10`)
  expect(rows.map(([name]) => name)).toContain('Halvorsen Dagligvaror AB')
  expect(await query(`SELECT max(invoice_date) BETWEEN '2025-09-01' AND '2025-09-30', any_value(c.status) FROM invoices i JOIN customers c USING (customer_id) WHERE customer_name = 'Halvorsen Dagligvaror AB'`))
    .toEqual([[true, 'inactive']])
})

test('in 2026 currencies take from reported revenue: Germany grows in euros and shrinks in dollars', async () => {
  const [euros = 0, dollars = 0, constant = 0] = await numbers(`
    WITH half AS (SELECT year(invoice_date) AS y, sum(amt_lc) AS lc, sum(amt_gc) AS gc FROM invoices WHERE entity_code = 'DE01' AND month(invoice_date) BETWEEN 4 AND 6 GROUP BY 1)
    SELECT now.lc / past.lc, now.gc / past.gc, past.gc / past.lc FROM half now, half past WHERE now.y = 2026 AND past.y = 2025`)
  expect(dollars).toBeLessThan(euros - 0.05)
  expect(constant).toBeGreaterThan(1.08)
})

test('one bill was entered twice, and paid twice', async () => {
  expect(await query(`
    SELECT count(*), count(DISTINCT gross_lc), count(DISTINCT bill_date), bool_and(status = 'paid') FROM bills JOIN (SELECT vendor_id, vendor_ref FROM bills GROUP BY 1, 2 HAVING count(*) > 1) USING (vendor_id, vendor_ref)`))
    .toEqual([['2', '1', '2', true]])
})

test('what fell due in November and December 2024 was paid weeks late, and only that', async () => {
  const months = await query(`
    SELECT strftime(due_date, '%Y-%m') AS month FROM invoices WHERE paid_date IS NOT NULL AND due_date < '2026-04-01' GROUP BY 1 HAVING avg(date_diff('day', due_date, paid_date)) > 20 ORDER BY 1`)
  expect(months).toEqual([['2024-11'], ['2024-12']])
})

test('accruals are taken back, and year-end adjustments are in period 13', async () => {
  const [reversed = 0, adjusted = 0] = await numbers(`
    SELECT (SELECT count(*) FROM journal_entries WHERE reversal_of IS NOT NULL), (SELECT count(*) FROM journal_entries JOIN fiscal_periods USING (period_id) WHERE adj_flag)`)
  expect(reversed).toBeGreaterThan(100)
  expect(adjusted).toBeGreaterThan(10)
})
