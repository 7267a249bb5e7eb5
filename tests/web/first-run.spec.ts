import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { answerTo, chip, choose, documentOf, expectChanged, expectStages, headings, openChip, openTab, ready, rowCells, tableRows } from './answer-page.ts'
import { exported, parsedCsv } from './exported-files.ts'
import { grouped, ledgerCell, ledgerRows, revenueFrom } from './ledger-sql.ts'
import { expect, test } from './quaestor.ts'

const in2025 = `i.invoice_date >= DATE '2025-01-01' AND i.invoice_date < DATE '2026-01-01'`

test('an empty home opens the ledger by itself, and each of the six questions on offer is answered', async ({ app }) => {
  test.setTimeout(150_000)
  await ready(app)
  await expect(app.getByTestId('status-bar')).toContainText('Meridian Foods (sample)')
  const offered = app.getByRole('list', { name: 'Questions to try' }).getByRole('button')
  await expect(offered).toHaveCount(6)
  const tables = await ledgerTables(app)
  const questions: string[] = []
  for (const button of await offered.all()) {
    const about = await button.locator('small').innerText()
    for (const name of about.split(', ')) expect(tables).toContain(name)
    questions.push((await button.innerText()).split('\n')[0] ?? '')
  }
  expect(new Set(questions).size).toBe(6)
  for (const question of questions) {
    await offered.filter({ hasText: question }).click()
    const document = documentOf(app, question)
    await expect(document).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
    await expectStages(document)
    await expect(document.getByRole('list', { name: 'Stages' })).not.toContainText(/^0 rows/)
    await document.getByRole('button', { name: 'More' }).click()
    await app.getByRole('menuitem', { name: 'Remove from the thread' }).click()
    await expect(offered).toHaveCount(6)
  }
})

test('a first question: chart, exact table, SQL and receipt; then another grouping, back again, and the rows behind a number', async ({ app }) => {
  const byRegion = await ledgerRows(`SELECT c.region, sum(l.amt_gc) AS revenue ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)
  const total = await ledgerCell(`SELECT sum(l.amt_gc) ${revenueFrom} WHERE ${in2025}`)
  const document = await answerTo(app, 'Revenue by region in 2025')

  const bars = document.locator('svg .mark-rect path')
  await expect(bars).toHaveCount(byRegion.length)
  await bars.nth(1).hover()
  const [, [region = '', revenue = ''] = []] = byRegion
  await expect(app.locator('body > div').filter({ hasText: region }).filter({ hasText: grouped(revenue) }).last()).toBeVisible()

  expect(await headings(document)).toEqual(['Region', 'Revenue (USD)'])
  expect(await tableRows(document)).toEqual(byRegion.map(([name = '', sum = '']) => [name, grouped(sum)]))
  expect(await rowCells(document, 'b-0')).toEqual(['Total, 4 rows', grouped(total)])

  await openTab(document, 'SQL')
  await expect(document.getByRole('textbox', { name: 'SQL' })).toContainText('SUM("invoice_lines"."amt_gc")')
  await openTab(document, 'Receipt')
  const receipt = document.getByRole('tabpanel')
  await expect(receipt).toContainText('Revenue by customer region')
  for (const [fact, text] of [['Tables', 'invoice_lines, invoices, customers'], ['As of', '30 Jun 2026'], ['Rows', '4 of 4'], ['Engine', 'offline · nothing left this machine']] as const) {
    await expect(receipt.locator('dl > div').filter({ has: app.getByText(fact, { exact: true }) }).getByRole('definition')).toHaveText(text)
  }

  await choose(await openChip(app, document, /^By Region/), /^Segment/, 'Customers')
  await expectChanged(document, /^By Segment/)
  const bySegment = await ledgerRows(`SELECT c.segment, sum(l.amt_gc) AS revenue ${revenueFrom} WHERE ${in2025} GROUP BY 1 ORDER BY 2 DESC`)
  expect(await tableRows(document)).toEqual(bySegment.map(([name = '', sum = '']) => [name, grouped(sum)]))

  await document.getByRole('button', { name: 'Back to the version before' }).click()
  await expect(chip(document, /^By Region/)).toBeVisible()
  expect((await tableRows(document)).map(([name]) => name)).toEqual(byRegion.map(([name]) => name))
})

test('the rows behind a number are all there, and add up to it', async ({ app }) => {
  const revenue = await ledgerCell(`SELECT sum(l.amt_gc) ${revenueFrom} WHERE ${in2025} AND c.region = 'APAC'`)
  const lines = await ledgerRows(`SELECT l.invoice_line_id, l.amt_gc ${revenueFrom} WHERE ${in2025} AND c.region = 'APAC'`)
  const document = await answerTo(app, 'Revenue by region in 2025')
  await document.getByRole('button', { name: grouped(revenue), exact: true }).click()

  const behind = app.getByRole('article', { name: `Rows behind ${grouped(revenue)} · APAC` })
  await expect(behind.getByText(`These rows add up to ${grouped(revenue)}.`)).toBeVisible({ timeout: 20_000 })
  const [names = [], ...rows] = parsedCsv(await readFile(await exported(app, behind, 'CSV'), 'utf8'))
  const [id, amount] = [names.findIndex((name) => name.startsWith('Invoice line ID')), names.findIndex((name) => name.startsWith('Revenue'))]
  expect(rows.map((row) => `${row[id]} ${row[amount]}`).sort()).toEqual(lines.map((row) => row.join(' ')).sort())
})

async function ledgerTables(app: Page): Promise<string[]> {
  return (await app.getByRole('tree', { name: 'Tables' }).getByRole('treeitem').locator('> span').allInnerTexts()).filter((text) => text !== '')
}
