import type { Locator, Page } from '@playwright/test'
import { answerTo, chip, choose, expectChanged, headings, openAdd, openChip, openTab, tableRows } from './answer-page.ts'
import { grouped, ledgerRows, revenueFrom } from './ledger-sql.ts'
import { expect, test } from './shared-host.ts'

const question = 'Revenue by region in 2025'
const within = (from: string, until: string): string => `i.invoice_date >= DATE '${from}' AND i.invoice_date < DATE '${until}'`
const in2025 = within('2025-01-01', '2026-01-01')

/** The table shows exactly what the ledger says: text as it is, numbers with their separators. */
async function expectLedger(document: Locator, sql: string): Promise<void> {
  const rows = (await ledgerRows(sql)).map((row) => row.map((cell) => (/^-?\d+(\.\d+)?$/.test(cell) ? grouped(cell) : cell)))
  expect(rows.length).toBeGreaterThan(0)
  await expect.poll(() => tableRows(document)).toEqual(rows)
}

async function pickColumn(page: Page, editor: Locator, column: string): Promise<void> {
  const box = editor.getByRole('combobox', { name: 'Column' })
  await box.fill(column)
  await page.getByRole('listbox', { name: 'Column' }).getByRole('option', { name: column, exact: true }).first().click()
}

test('a period: one of those on offer, two days typed, and none', async ({ app }) => {
  const document = await answerTo(app, question)
  await choose(await openChip(app, document, /^Period/), /^2024/, 'Years')
  await expectChanged(document, /^Period 2024/)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${within('2024-01-01', '2025-01-01')} GROUP BY 1 ORDER BY 2 DESC`)

  const editor = await openChip(app, document, /^Period/)
  await editor.getByLabel('From').fill('2024-03-01')
  await editor.getByLabel('To, included').fill('2024-02-01')
  await editor.getByRole('button', { name: 'Apply' }).click()
  await expect(editor.getByRole('alert')).toHaveText('The first day must not be after the last.')
  await editor.getByLabel('From').fill('2024-02-01')
  await editor.getByLabel('To, included').fill('2024-02-29')
  await editor.getByRole('button', { name: 'Apply' }).click()
  await expectChanged(document, /^Period .*29 Feb/)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${within('2024-02-01', '2024-03-01')} GROUP BY 1 ORDER BY 2 DESC`)

  await (await openChip(app, document, /^Period/)).getByRole('button', { name: 'Remove' }).click()
  await expect(chip(document, /^Period/)).toHaveCount(0)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} GROUP BY 1 ORDER BY 2 DESC`)
})

test('a filter: values of a text column are offered, numbers are read as numbers, words of the vocabulary are at hand', async ({ app }) => {
  const document = await answerTo(app, question)
  const text = await openChip(app, document, 'Filter')
  await pickColumn(app, text, 'Segment')
  await text.getByRole('combobox', { name: 'Values' }).fill('whole')
  await app.getByRole('option', { name: 'Wholesale', exact: true }).click()
  await text.getByRole('button', { name: 'Add' }).click()
  await expectChanged(document, /Wholesale/)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} AND c.segment = 'Wholesale' GROUP BY 1 ORDER BY 2 DESC`)

  const number = await openChip(app, document, 'Filter')
  await pickColumn(app, number, 'Quantity')
  await number.getByRole('combobox', { name: 'How it is compared' }).click()
  await app.getByRole('option', { name: 'is at least' }).click()
  await number.getByRole('textbox', { name: 'Value' }).fill('plenty')
  await number.getByRole('button', { name: 'Add' }).click()
  await expect(number.getByRole('alert')).toContainText('“plenty” is not a whole number')
  await number.getByRole('textbox', { name: 'Value' }).fill('100')
  await number.getByRole('button', { name: 'Add' }).click()
  await expectChanged(document, /quantity/i)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} AND c.segment = 'Wholesale' AND l.qty >= 100 GROUP BY 1 ORDER BY 2 DESC`)

  await (await openChip(app, document, /Wholesale/)).getByRole('button', { name: 'Remove' }).click()
  await expect(chip(document, /Wholesale/)).toHaveCount(0)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} AND l.qty >= 100 GROUP BY 1 ORDER BY 2 DESC`)

  await choose(await openChip(app, document, 'Filter'), /^Dach/i, 'Vocabulary')
  await expectChanged(document, /dach|Austria/i)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} AND l.qty >= 100 AND c.country IN ('Germany', 'Austria', 'Switzerland') GROUP BY 1 ORDER BY 2 DESC`)
})

test('a measure: another one in its place, and a second beside it', async ({ app }) => {
  const document = await answerTo(app, question)
  const editor = await openChip(app, document, /^Measure/)
  await editor.getByRole('combobox', { name: /^Search/ }).fill('cases')
  await choose(editor, /^Cases sold/)
  await expectChanged(document, /^Measure Cases sold/)
  await expectLedger(document, `SELECT c.region, sum(l.qty) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)

  await choose(await openAdd(app, document, 'Measure'), 'Number of invoices', 'Counts')
  await expectChanged(document, /^Measure Number of invoices/)
  await expectLedger(document, `SELECT c.region, sum(l.qty), count(DISTINCT i.invoice_id) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)
})

test('an order and a limit', async ({ app }) => {
  const document = await answerTo(app, question)
  await choose(await openChip(app, document, /^Order Revenue/), 'Revenue, smallest first')
  await expectChanged(document, /^Order Revenue, smallest first/)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2`)

  const limit = await openAdd(app, document, 'Limit')
  await limit.getByRole('textbox', { name: 'Rows' }).fill('2')
  await limit.getByRole('button', { name: 'Apply' }).click()
  await expectChanged(document, /^Limit/)
  await expectLedger(document, `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 LIMIT 2`)
})

test('a comparison with the year before', async ({ app }) => {
  const document = await answerTo(app, question)
  await choose(await openAdd(app, document, 'Comparison'), /^Year before/)
  await expectChanged(document, /^Revenue a year earlier/)
  const rows = await ledgerRows(`
    SELECT c.region, sum(l.amt_gc) FILTER (${in2025}), sum(l.amt_gc) FILTER (${within('2024-01-01', '2025-01-01')}) ${revenueFrom} GROUP BY 1 ORDER BY 2 DESC`)
  const shown = await tableRows(document)
  expect(await headings(document)).toHaveLength(4)
  expect(shown.map(([region, now, before]) => [region, now, before])).toEqual(rows.map(([region = '', now = '', before = '']) => [region, grouped(now), grouped(before)]))
  for (const [at, [, now, before]] of rows.entries()) expect(shown[at]?.[3]).toBe(`${(100 * (Number(now) / Number(before) - 1)).toFixed(2)} %`)
})

test('a comparison with the whole: the share of each', async ({ app }) => {
  const document = await answerTo(app, question)
  await choose(await openAdd(app, document, 'Comparison'), /^Share of the total/)
  await expectChanged(document, /share/i)
  const rows = await ledgerRows(`SELECT c.region, sum(l.amt_gc) AS revenue, round(100 * sum(l.amt_gc) / (SELECT sum(l.amt_gc) ${revenueFrom} WHERE ${in2025}), 2)::DECIMAL(9, 2) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)
  expect(await tableRows(document)).toEqual(rows.map(([region = '', revenue = '', share = '']) => [region, grouped(revenue), `${share} %`]))
})

test('a kind of chart: a line becomes bars, the table the same', async ({ app }) => {
  const document = await answerTo(app, 'Monthly revenue for 2025')
  await expect(document.locator('svg .mark-line path')).toHaveCount(1)
  await document.getByRole('button', { name: 'Kind of chart: Line' }).click()
  await app.getByRole('menuitem', { name: /^Bars/ }).click()
  await expect(document.locator('svg .mark-rect path')).toHaveCount(12)
  await openTab(document, 'Table')
  await expect(document.getByRole('button', { name: 'Kind of chart: Bars' })).toBeVisible()
})

test('a grouping taken out leaves one number, one more makes a table again', async ({ app }) => {
  const document = await answerTo(app, question)
  await (await openChip(app, document, /^By Region/)).getByRole('button', { name: 'Remove' }).click()
  await expect(chip(document, /^By/)).toHaveCount(0)
  await expectLedger(document, `SELECT sum(l.amt_gc) ${revenueFrom} WHERE ${in2025}`)
  await choose(await openAdd(app, document, 'Grouping'), /^Category/, 'Products')
  await expectChanged(document, /^By Category/)
  await expectLedger(document, `SELECT p.category, sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)
})

test('a change that cannot be made says why, and the answer stays', async ({ app }) => {
  const document = await answerTo(app, question)
  const before = await tableRows(document)
  const editor = await openChip(app, document, 'Filter')
  await pickColumn(app, editor, 'Quantity')
  await editor.getByRole('combobox', { name: 'How it is compared' }).click()
  await app.getByRole('option', { name: 'is at least' }).click()
  await editor.getByRole('textbox', { name: 'Value' }).fill('9'.repeat(40))
  await editor.getByRole('button', { name: 'Add' }).click()
  await expect(editor.getByRole('alert')).toContainText(`“${'9'.repeat(40)}” is none. Choose another test or another value.`)
  await app.keyboard.press('Escape')
  expect(await tableRows(document)).toEqual(before)
})
