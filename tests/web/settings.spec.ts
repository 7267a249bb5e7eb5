import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { answerTo, choose, documentOf, expectChanged, openChip, openTab, ready, rowCells, tableRows } from './answer-page.ts'
import { exported } from './exported-files.ts'
import { grouped, ledgerCell, ledgerRows, revenueFrom } from './ledger-sql.ts'
import { expect, test } from './quaestor.ts'
import { runSql } from './write-sql.ts'

test.setTimeout(120_000)
test.beforeEach(async ({ app }) => { await ready(app) })

const settings = async (page: Page): Promise<Locator> => {
  await page.keyboard.press('Control+5')
  return page.getByTestId('screen')
}
const toAsk = (page: Page): Promise<void> => page.keyboard.press('Control+1')

test('the theme changes at once, follows the system when told to, and is there after a reload', async ({ app }) => {
  const scheme = (name: 'light' | 'dark') => expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', name)
  const screen = await settings(app)
  const theme = screen.getByRole('combobox', { name: 'Theme' })
  await theme.selectOption('Dark')
  await scheme('dark')
  await app.reload()
  await scheme('dark')
  await theme.selectOption('As the system')
  await app.emulateMedia({ colorScheme: 'light' })
  await scheme('light')
  await app.emulateMedia({ colorScheme: 'dark' })
  await scheme('dark')
})

test('the limit of rows and the way of negative numbers hold for the next question, in the window and in files', async ({ app }) => {
  const screen = await settings(app)
  const rows = screen.getByRole('textbox', { name: 'Rows', exact: true })
  await rows.fill('0')
  await rows.press('Enter')
  await expect(screen).toContainText('A whole number from 1 to 5,000,000.')
  await rows.fill('25')
  await rows.press('Enter')
  await expect(screen.getByText('Saved').first()).toBeVisible()
  await screen.getByRole('combobox', { name: 'Negative numbers' }).selectOption('(1,234)')
  await toAsk(app)
  const document = await answerTo(app, 'List journal lines')
  await expect(document.getByRole('list', { name: 'Stages' })).toContainText('First 25 rows')

  await runSql(app, document, 'select line_id, amt_gc from journal_lines where amt_gc < 0 order by amt_gc limit 3')
  const least = await ledgerCell('SELECT min(amt_gc) FROM journal_lines')
  const last = app.getByRole('article').last()
  await expect(last.getByRole('list', { name: 'Stages' })).toContainText('3 rows')
  await openTab(last, 'Table')
  await expect.poll(async () => (await rowCells(last, 0))[1]).toBe(`(${grouped(least.slice(1))})`)
  expect(await readFile(await exported(app, last, 'CSV'), 'utf8')).toContain(least)
})

test('the day that relative periods count from, and what a year means, are used and said', async ({ app }) => {
  const screen = await settings(app)
  await screen.getByRole('combobox', { name: 'Relative periods count from' }).selectOption('A fixed day')
  await screen.getByLabel('The fixed day').fill('2024-05-20')
  await screen.getByLabel('The fixed day').blur()
  await expect(screen.getByText('Saved').first()).toBeVisible()
  await toAsk(app)
  const lastMonth = await answerTo(app, 'Revenue by region in 2025')
  await choose(await openChip(app, lastMonth, /^Period/), /^Last month/, 'Now')
  await expectChanged(lastMonth, /^Period .*(April|Apr|last month)/i)
  const april = `i.invoice_date >= DATE '2024-04-01' AND i.invoice_date < DATE '2024-05-01'`
  expect((await tableRows(lastMonth)).map(([, revenue]) => revenue)).toEqual(await byRegion(april))
  await openTab(lastMonth, 'Receipt')
  await expect(lastMonth.getByRole('tabpanel')).toContainText('20 May 2024')

  await settings(app)
  await screen.getByRole('combobox', { name: 'A year means' }).selectOption('Fiscal year')
  await expect(screen.getByText('Saved').first()).toBeVisible()
  await toAsk(app)
  await app.getByRole('article').last().getByRole('button', { name: 'More' }).click()
  await app.getByRole('menuitem', { name: 'Remove from the thread' }).click()
  const fiscal = await answerTo(app, 'Revenue by region in 2025')
  expect((await tableRows(fiscal)).map(([, revenue]) => revenue)).toEqual(await byRegion(`i.invoice_date >= DATE '2024-04-01' AND i.invoice_date < DATE '2025-04-01'`))
})

const byRegion = async (when: string): Promise<string[]> => (await ledgerRows(`SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE ${when} GROUP BY 1 ORDER BY 2 DESC`)).map(([, revenue = '']) => grouped(revenue))

test('without a history nothing is kept of a question', async ({ app }) => {
  const screen = await settings(app)
  await screen.getByText('Keep a history of questions', { exact: true }).click()
  await expect(screen.getByRole('switch', { name: 'Keep a history of questions' })).not.toBeChecked()
  await expect(screen.getByText('Saved').first()).toBeVisible()
  await toAsk(app)
  await answerTo(app, 'How many customers do we have?')
  await app.keyboard.press('Control+3')
  await expect(app.getByTestId('screen')).toContainText('Nothing asked yet')
})

test('reset brings every default back', async ({ app }) => {
  const screen = await settings(app)
  const rows = screen.getByRole('textbox', { name: 'Rows', exact: true })
  await screen.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  await rows.fill('7')
  await rows.press('Enter')
  await expect(screen.getByText('Saved').first()).toBeVisible()
  await screen.getByRole('button', { name: /^Reset to defaults/ }).click()
  await app.getByRole('dialog', { name: 'Reset every setting?' }).getByRole('button', { name: 'Reset' }).click()
  await expect(rows).toHaveValue('1,000')
  await expect(screen.getByRole('combobox', { name: 'Theme' })).toHaveValue('system')
  await toAsk(app)
  await answerTo(app, 'How many customers do we have?')
  await expect(documentOf(app, 'How many customers do we have?')).toContainText('404')
})
