import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSample, type Query } from './sample-database.ts'

let query: Query
let close: () => void
beforeAll(async () => ({ query, close } = await openSample()))
afterAll(() => close())

/** Rows that break a rule; none is right. */
const offenders = async (sql: string) => expect(await query(sql)).toEqual([])

describe('the books balance', () => {
  test('every entry, to the cent, in local and in group currency', () =>
    offenders('SELECT entry_id FROM journal_lines GROUP BY 1 HAVING sum(amt_lc) <> 0 OR sum(amt_gc) <> 0 OR count(*) < 2'))
  test('every entry states the sum of its debits', () => offenders(`
    SELECT e.entry_no FROM journal_entries e JOIN journal_lines l ON l.entry_id = e.entry_id GROUP BY e.entry_id, e.entry_no, e.total_lc, e.total_gc
    HAVING coalesce(sum(l.amt_lc) FILTER (l.amt_lc > 0), 0) <> e.total_lc OR coalesce(sum(l.amt_gc) FILTER (l.amt_gc > 0), 0) <> e.total_gc`))
  test('lines are posted to posting accounts, in the currency of their entity', () => offenders(`
    SELECT l.line_id FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN entities n ON n.entity_code = e.entity_code JOIN accounts a ON a.acct_code = l.acct_code
    WHERE NOT a.postable_flag OR l.ccy <> n.ccy OR e.ccy <> n.ccy`))
  test('operating expenses name a department, product sales a region, and nothing else does', () => offenders(`
    SELECT l.line_id FROM journal_lines l JOIN accounts a ON a.acct_code = l.acct_code
    WHERE (l.dept_code IS NOT NULL) <> (a.stmt_line IN ('Operating expenses', 'Depreciation and amortisation')) OR (l.sales_region IS NOT NULL) <> (a.stmt_line = 'Revenue')`))
  test('income and expenses are at the average rate of their month, but for a cent of rounding', () => offenders(`
    SELECT l.line_id FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code
    JOIN fx_rates r ON r.ccy = l.ccy AND r.rate_month = date_trunc('month', e.posting_date)
    WHERE a.stmt = 'income statement' AND abs(l.amt_gc - l.amt_lc * r.avg_rate) > 0.05`))
  test('translated balances stand at the closing rate of the last month', () => offenders(`
    SELECT e.entity_code, l.acct_code FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code
    JOIN fx_rates r ON r.ccy = l.ccy AND r.rate_month = DATE '2026-06-01' WHERE a.nature IN ('asset', 'liability')
    GROUP BY e.entity_code, l.acct_code, r.close_rate HAVING abs(sum(l.amt_gc) - sum(l.amt_lc) * r.close_rate) > 5`))
  test('reversals mirror what they reverse', () => offenders(`
    SELECT r.entry_no FROM journal_entries r JOIN journal_entries e ON e.entry_id = r.reversal_of
    WHERE r.posting_date <= e.posting_date OR r.total_lc <> e.total_lc OR r.entity_code <> e.entity_code`))
  test('entries lie in the fiscal period of their date, adjustments in period 13', () => offenders(`
    SELECT e.entry_no FROM journal_entries e JOIN fiscal_periods p ON p.period_id = e.period_id WHERE e.posting_date NOT BETWEEN p.start_date AND p.end_date`))
})

describe('documents tie to the ledger', () => {
  test('invoiced revenue, by month, entity, region and category account', () => offenders(`
    WITH invoiced AS (
      SELECT i.entity_code, date_trunc('month', i.invoice_date) AS month, c.region, p.category, sum(l.amt_lc) AS lc, sum(l.amt_gc) AS gc
      FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id JOIN customers c ON c.customer_id = i.customer_id JOIN products p ON p.product_id = l.product_id GROUP BY ALL),
    booked AS (
      SELECT e.entity_code, date_trunc('month', e.posting_date) AS month, l.sales_region AS region,
        CASE a.acct_code WHEN '4110' THEN 'Coffee & Tea' WHEN '4120' THEN 'Confectionery' WHEN '4130' THEN 'Snacks' WHEN '4140' THEN 'Pasta & Grains' WHEN '4150' THEN 'Sauces & Condiments'
          WHEN '4160' THEN 'Oils & Vinegars' WHEN '4170' THEN 'Canned & Preserved' WHEN '4180' THEN 'Beverages' END AS category, -sum(l.amt_lc) AS lc, -sum(l.amt_gc) AS gc
      FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code WHERE a.stmt_line = 'Revenue' GROUP BY ALL)
    (FROM invoiced EXCEPT FROM booked) UNION ALL (FROM booked EXCEPT FROM invoiced)`))
  test('standard cost, by month and entity', () => offenders(`
    WITH invoiced AS (SELECT i.entity_code, date_trunc('month', i.invoice_date) AS month, sum(l.cost_lc) AS lc FROM invoice_lines l JOIN invoices i ON i.invoice_id = l.invoice_id GROUP BY ALL),
    booked AS (SELECT e.entity_code, date_trunc('month', e.posting_date) AS month, sum(l.amt_lc) AS lc FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id
      JOIN accounts a ON a.acct_code = l.acct_code WHERE a.acct_grp = 'Standard cost of goods sold' GROUP BY ALL)
    (FROM invoiced EXCEPT FROM booked) UNION ALL (FROM booked EXCEPT FROM invoiced)`))
  const tiesTo = (documents: string, account: string, sign: string) => offenders(`
    WITH open AS (SELECT entity_code, sum(open_lc) AS lc, sum(open_gc) AS gc FROM ${documents} GROUP BY 1),
    booked AS (SELECT e.entity_code, ${sign}sum(l.amt_lc) AS lc, ${sign}sum(l.amt_gc) AS gc FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id WHERE l.acct_code = '${account}' GROUP BY 1)
    (FROM open EXCEPT FROM booked) UNION ALL (FROM booked EXCEPT FROM open)`)
  test('open invoices, to accounts receivable', () => tiesTo('invoices', '1210', ''))
  test('open bills, to accounts payable', () => tiesTo('bills', '2110', '-'))
  test('headers are the sums of their lines', async () => {
    await offenders('SELECT i.invoice_no FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.invoice_id GROUP BY ALL HAVING sum(l.amt_lc) <> any_value(i.amt_lc) OR sum(l.amt_gc) <> any_value(i.amt_gc)')
    await offenders('SELECT b.bill_no FROM bills b JOIN bill_lines l ON l.bill_id = b.bill_id GROUP BY ALL HAVING sum(l.amt_lc) <> any_value(b.amt_lc) OR sum(l.amt_gc) <> any_value(b.amt_gc)')
  })
  test('a line is quantity times price less discount, to the cent', () => offenders(
    'SELECT invoice_line_id FROM invoice_lines WHERE (amt_lc * 100)::BIGINT <> (qty * (unit_price_lc * 100)::BIGINT * (100 - disc_pct) + 50) // 100'))
  test('what is open is the gross amount less the payments, and the status says so', async () => {
    await offenders(`SELECT i.invoice_no FROM invoices i LEFT JOIN payments p ON p.invoice_id = i.invoice_id GROUP BY ALL HAVING any_value(i.gross_lc) - coalesce(sum(p.amt_lc), 0) <> any_value(i.open_lc)`)
    await offenders(`SELECT b.bill_no FROM bills b LEFT JOIN bill_payments p ON p.bill_id = b.bill_id GROUP BY ALL HAVING any_value(b.gross_lc) - coalesce(sum(p.amt_lc), 0) <> any_value(b.open_lc)`)
    await offenders(`SELECT invoice_no FROM invoices WHERE gross_lc <> amt_lc + tax_lc OR (status = 'paid') <> (open_lc = 0) OR (paid_date IS NULL) = (open_lc = 0) OR (status = 'open') <> (open_lc = gross_lc)`)
  })
  test('every invoice and bill has its entry', async () => {
    await offenders(`SELECT invoice_no FROM invoices WHERE invoice_no NOT IN (SELECT doc_ref FROM journal_entries WHERE entry_type = 'sale')`)
    await offenders(`SELECT bill_no FROM bills WHERE bill_no NOT IN (SELECT doc_ref FROM journal_entries WHERE entry_type = 'purchase')`)
  })
})

describe('the group looks like one', () => {
  const inRange = async (sql: string, low: number, high: number) => {
    for (const [value] of await query(sql)) {
      expect(Number(value)).toBeGreaterThanOrEqual(low)
      expect(Number(value)).toBeLessThanOrEqual(high)
    }
  }
  test.each([
    ['journal_lines', 235_000, 265_000], ['invoices', 28_000, 33_000], ['customers', 390, 410], ['products', 58, 64], ['accounts', 170, 195], ['employees', 210, 230], ['entities', 3, 3],
    ['fx_rates', 126, 126], ['departments', 18, 24], ['vendors', 150, 300], ['bills', 6_000, 10_000],
  ])('%s has between %i and %i rows', (table, low, high) => inRange(`SELECT count(*) FROM ${table}`, low, high))
  test('dates run from January 2023 to the as-of date', async () => {
    for (const column of ['journal_entries.posting_date', 'invoices.invoice_date', 'payments.pay_date', 'bills.bill_date', 'bill_payments.pay_date']) {
      const [table = '', date = ''] = column.split('.')
      expect(await query(`SELECT min(${date}) >= DATE '2023-01-01', max(${date}) <= DATE '2026-06-30', max(${date}) > DATE '2026-06-20' FROM ${table}`)).toEqual([[true, true, true]])
    }
  })
  test('names that are shown are unique', async () => {
    for (const column of ['customers.customer_name', 'vendors.vendor_name', 'products.product_name', 'departments.dept_name', 'accounts.acct_name', 'invoices.invoice_no', 'bills.bill_no', 'journal_entries.entry_no']) {
      const [table = '', name = ''] = column.split('.')
      expect(await query(`SELECT ${name} FROM ${table} GROUP BY 1 HAVING count(*) > 1`)).toEqual([])
    }
  })
  test('the account tree is ragged, two to five levels', async () => {
    expect(await query('SELECT DISTINCT acct_level FROM accounts WHERE postable_flag ORDER BY 1')).toEqual([[2], [3], [4], [5]])
  })
  test('gross margin is between 36 and 42 percent in every full year', () => inRange(`
    SELECT sum(-l.amt_gc) FILTER (a.stmt_line IN ('Revenue', 'Cost of sales')) / sum(-l.amt_gc) FILTER (a.stmt_line = 'Revenue')
    FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code WHERE a.stmt = 'income statement' AND e.posting_date < DATE '2026-01-01'
    GROUP BY year(e.posting_date)`, 0.36, 0.42))
  test('the group earns between 2 and 6 percent of revenue in every full year', () => inRange(`
    SELECT sum(-l.amt_gc) / sum(-l.amt_gc) FILTER (a.stmt_line = 'Revenue')
    FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code WHERE a.stmt = 'income statement' AND e.posting_date < DATE '2026-01-01'
    GROUP BY year(e.posting_date)`, 0.02, 0.06))
  test('no entity runs out of cash at a month end', () => offenders(`
    WITH moved AS (SELECT e.entity_code, date_trunc('month', e.posting_date) AS month, sum(l.amt_lc) AS amount
      FROM journal_lines l JOIN journal_entries e ON e.entry_id = l.entry_id JOIN accounts a ON a.acct_code = l.acct_code WHERE a.acct_grp = 'Cash and cash equivalents' GROUP BY ALL)
    SELECT entity_code, month FROM moved QUALIFY sum(amount) OVER (PARTITION BY entity_code ORDER BY month) <= 0`))
  test('customers owe between 40 and 65 days of sales', () => inRange(`
    SELECT (SELECT sum(open_gc) FROM invoices) / (SELECT sum(amt_gc) FROM invoices WHERE invoice_date > DATE '2026-03-31') * 91`, 40, 65))
})
