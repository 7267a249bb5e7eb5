import { expect, type Locator, type Page } from '@playwright/test'
import { answerTo, ended, openChip, openTab } from './answer-page.ts'
import { runSql } from './write-sql.ts'

/** A state of the interface, by name, and the way there from a window with the ledger open. */
export type State = { name: string; show: (page: Page) => Promise<void> }

const begun = (page: Page): Promise<void> => expect(page.getByRole('list', { name: 'Questions to try' }).getByRole('button')).toHaveCount(6, { timeout: 60_000 })
const drawn = (document: Locator): Promise<void> => expect(document.locator('svg .mark-rect path').first()).toBeVisible()

/** The states that a first look at the product meets. */
export const mainStates: State[] = [
  { name: 'first-run', show: begun },
  { name: 'answer', show: async (page) => { await drawn(await answerTo(page, 'Revenue by region in 2025')) } },
  {
    name: 'running', show: async (page) => {
      await runSql(page, await answerTo(page, 'How many customers do we have?'), 'select sum(cast(a.line_id as hugeint) * b.line_id) as x from journal_lines a, journal_lines b')
      await expect(page.getByTestId('running')).toHaveText('1 running')
      await expect(page.getByRole('button', { name: /^Cancel/ })).toBeVisible()
    },
  },
  {
    name: 'failed', show: async (page) => {
      await runSql(page, await answerTo(page, 'How many customers do we have?'), 'select nowhere from customers')
      await expect(page.getByText('Show details').first()).toBeVisible()
    },
  },
  { name: 'unsure', show: async (page) => { await expect((await ended(page, 'amount by currency')).getByRole('radiogroup')).toBeVisible() } },
  {
    name: 'refused', show: async (page) => {
      const document = await answerTo(page, 'How many customers do we have?')
      await runSql(page, document, 'delete from customers where region = \'EMEA\'')
      await expect(document.getByText('Show details')).toBeVisible()
    },
  },
  { name: 'first-rows-only', show: async (page) => { await expect((await answerTo(page, 'List journal lines')).getByText('First 1,000 rows', { exact: true }).first()).toBeVisible() } },
  {
    name: 'connect', show: async (page) => {
      await begun(page)
      await page.getByRole('button', { name: 'connect a database', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Connect a database' })).toBeVisible()
    },
  },
]

const screen = (key: number, heading: string): State['show'] => async (page) => {
  await page.keyboard.press(`Control+${key}`)
  await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible()
}

/** Everything else that can stand on the screen. */
export const furtherStates: State[] = [
  ...(['Table', 'SQL', 'Receipt'] as const).map((tab): State => ({ name: `${tab} of an answer`, show: async (page) => { await openTab(await answerTo(page, 'Revenue by region in 2025'), tab) } })),
  { name: 'a chip', show: async (page) => { await expect((await openChip(page, await answerTo(page, 'Revenue by region in 2025'), /^Period/)).getByRole('option').first()).toBeVisible() } },
  { name: 'a filter', show: async (page) => { await expect((await openChip(page, await answerTo(page, 'Revenue by region in 2025'), 'Filter')).getByRole('combobox', { name: 'Column' })).toBeVisible() } },
  { name: 'an unknown word', show: async (page) => { await expect((await ended(page, 'Who are the gribbles?')).getByRole('button', { name: 'Define gribbles' })).toBeVisible() } },
  { name: 'a file', show: async (page) => { await page.getByRole('button', { name: 'open a file', exact: true }).click(); await expect(page.getByRole('dialog', { name: 'Open a file or folder' })).toBeVisible() } },
  { name: 'sources', show: async (page) => { await page.getByTestId('database-picker').click(); await expect(page.getByRole('textbox', { name: 'Search sources' })).toBeVisible() } },
  {
    name: 'a definition', show: async (page) => {
      await (await ended(page, 'Who are the gribbles?')).getByRole('button', { name: 'Define gribbles' }).click()
      await expect(page.getByRole('dialog', { name: 'Define “gribbles”' })).toBeVisible()
    },
  },
  { name: 'the palette', show: async (page) => { await page.keyboard.press('Control+k'); await page.keyboard.type('inv'); await expect(page.getByTestId('palette').getByRole('option', { name: /^invoices/ }).first()).toBeVisible() } },
  { name: 'keys', show: async (page) => { await page.keyboard.press('?'); await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible() } },
  { name: 'the catalog', show: screen(2, 'Meridian Foods') },
  { name: 'a table', show: async (page) => { await screen(2, 'Meridian Foods')(page); await page.getByTestId('screen').getByRole('button', { name: 'invoices', exact: true }).click(); await expect(page.getByRole('heading', { name: 'invoices' })).toBeVisible() } },
  { name: 'history', show: async (page) => { await answerTo(page, 'How many customers do we have?'); await screen(3, 'History')(page) } },
  { name: 'glossary', show: screen(4, 'Glossary') },
  { name: 'settings', show: screen(5, 'Settings') },
]

/** Brings a window that was used back to where it began: the ledger open, nothing asked. */
export async function startAgain(page: Page): Promise<void> {
  if (await page.getByTestId('running').innerText() !== '0 running') await page.getByRole('button', { name: /^Cancel/ }).first().click()
  await page.evaluate('sessionStorage.clear()')
  await page.reload()
  await expect(page.getByTestId('status-bar')).toContainText('Connected', { timeout: 60_000 })
  await page.keyboard.press('Control+1')
}

export const setScheme = async (page: Page, scheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme: scheme })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
}
