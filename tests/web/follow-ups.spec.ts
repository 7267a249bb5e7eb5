import type { Locator, Page } from '@playwright/test'
import { answerTo, chip, choose, documentOf, ended, expectChanged, openChip, openTab, tableRows } from './answer-page.ts'
import { grouped, ledgerRows, revenueFrom } from './ledger-sql.ts'
import { expect, test } from './shared-host.ts'

const question = 'Revenue by region in 2025'
const in2025 = "i.invoice_date >= DATE '2025-01-01' AND i.invoice_date < DATE '2026-01-01'"
const byRegion = (where: string): string => `SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${where} GROUP BY 1 ORDER BY 2 DESC`

async function expectLedger(document: Locator, sql: string): Promise<void> {
  const rows = (await ledgerRows(sql)).map((row) => row.map((cell) => (/^-?\d+(\.\d+)?$/.test(cell) ? grouped(cell) : cell)))
  expect(rows.length).toBeGreaterThan(0)
  await expect.poll(() => tableRows(document)).toEqual(rows)
}

const shown = (page: Page, text: string): Locator => documentOf(page, text)

test('words typed after an answer change it, in a document of its own that says what it refines', async ({ app }) => {
  await answerTo(app, question)
  const only = await answerTo(app, 'only EMEA')
  await expect(only).toContainText(`Refines: ${question}`)
  await expectLedger(only, byRegion(`${in2025} AND c.region = 'EMEA'`))
  await openTab(only, 'Receipt')
  await expect(only.getByRole('tabpanel')).toContainText('Kept from the question before: Revenue, by region, 2025')

  const about = await answerTo(app, 'what about Americas?')
  await expect(about).toContainText(`Refines: ${question}, only EMEA`)
  await expectLedger(about, byRegion(`${in2025} AND c.region = 'Americas'`))
  await expectLedger(await answerTo(app, 'all regions'), byRegion(in2025))
})

test('the answer before stays as it was, and open, to be compared', async ({ app }) => {
  const before = await answerTo(app, question)
  await openTab(before, 'Table')
  const only = await answerTo(app, 'only EMEA')
  await expectLedger(only, byRegion(`${in2025} AND c.region = 'EMEA'`))
  await expect(app.getByRole('article')).toHaveCount(2)
  await expectLedger(before, byRegion(in2025))
})

test('a chip makes the next version of a follow-up; more words go on from that version', async ({ app }) => {
  await answerTo(app, question)
  const only = await answerTo(app, 'only EMEA')
  const documents = app.getByRole('article')
  const count = await documents.count()
  await choose(await openChip(app, only, /^Period/), /^2024/, 'Years')
  await expectChanged(only, /^Period 2024/)
  await expect(documents).toHaveCount(count)
  await expect(only).toContainText(`Refines: ${question}`)
  const monthly = await answerTo(app, 'by month instead')
  await expect(chip(monthly, /^Period 2024/)).toBeVisible()
  await expect(chip(monthly, /EMEA/)).toBeVisible()
  await expect(chip(monthly, /^By Month/)).toBeVisible()
})

test('words go on from the answer in focus, and asked again from the same one', async ({ app }) => {
  const first = await answerTo(app, question)
  await answerTo(app, 'only EMEA')
  await first.getByRole('group', { name: 'What was understood' }).click({ position: { x: 2, y: 2 } })
  const total = await answerTo(app, 'in total')
  await expect(total).toContainText(`Refines: ${question}`)
  await expect(total).not.toContainText('only EMEA')
  const value = grouped((await ledgerRows(`SELECT sum(l.amt_gc) ${revenueFrom} WHERE ${in2025}`))[0]?.[0] ?? '')
  await openTab(total, 'Table')
  await expect.poll(() => tableRows(total)).toEqual([[value]])
  await total.getByRole('button', { name: 'Ask again' }).click()
  await expect(total.getByRole('button', { name: 'Back to the version before' })).toBeVisible()
  await expect(total).toHaveAttribute('aria-busy', 'false')
  await expect.poll(() => tableRows(total)).toEqual([[value]])
})

test('a question of its own is none, what cannot be changed is refused by name, and what may be either is asked', async ({ app }) => {
  await answerTo(app, question)
  const own = await answerTo(app, 'How many customers do we have?')
  await expect(own).not.toContainText('Refines:')
  await answerTo(app, question)
  await expect(await ended(app, 'why')).toContainText('is not there yet')
  await expect(await ended(app, 'only Wakanda')).toContainText('Wakanda')
  await answerTo(app, question)
  await answerTo(app, 'only EMEA')
  await ended(app, 'all customers')
  const asks = app.getByRole('article').filter({ hasText: 'About the answer before' })
  await expect(asks.getByRole('radio')).toHaveCount(2)
  await asks.getByRole('button', { name: 'Use this' }).click()
  await expectLedger(shown(app, 'all customers'), byRegion(in2025))
})

test('the follow-ups on offer are words that could be typed', async ({ app }) => {
  const document = await answerTo(app, question)
  await document.getByRole('group', { name: 'Follow up' }).getByRole('button', { name: 'By month' }).click()
  const monthly = shown(app, 'by month')
  await expect(monthly).toContainText(`Refines: ${question}`)
  await expect(chip(monthly, /^By Month/)).toBeVisible()
  await expect(chip(monthly, /^By Region/)).toBeVisible()
})
