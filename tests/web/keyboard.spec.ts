import type { Locator, Page } from '@playwright/test'
import { answerTo, documentOf, ended, openTab } from './answer-page.ts'
import { hasFocus } from './page-looks.ts'
import { expect, test } from './shared-host.ts'
import { runSql } from './write-sql.ts'

test('the palette finds tables, words, commands and earlier questions, and does what they say', async ({ app }) => {
  await answerTo(app, 'How many customers do we have?')
  const palette = app.getByTestId('palette')
  const search = async (text: string): Promise<void> => {
    await app.keyboard.press('Control+k')
    await palette.getByRole('textbox', { name: 'Search everything' }).or(palette.getByRole('combobox', { name: 'Search everything' })).fill(text)
  }

  await search('fx_rates')
  await expect(palette.getByRole('option', { name: /^fx_rates/ }).first()).toBeVisible()
  await app.keyboard.press('Enter')
  await expect(app.getByTestId('screen').getByRole('heading', { name: 'fx_rates' })).toBeVisible()
  await expect(palette).toBeHidden()

  await search('overdue amount')
  await palette.getByRole('group', { name: 'In this database' }).getByRole('option', { name: /Overdue amount/i }).first().click()
  await expect(app.getByRole('heading', { name: 'Glossary' })).toBeVisible()

  await search('use the dark theme')
  await app.keyboard.press('Enter')
  await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await search('use the light theme')
  await app.keyboard.press('Enter')
  await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  await search('use the theme of the system')
  await app.keyboard.press('Enter')

  await search('how many customers')
  await palette.getByRole('group', { name: 'Earlier questions' }).getByRole('option', { name: /How many customers do we have/ }).click()
  await expect(app.getByTestId('ask-box')).toHaveValue('How many customers do we have?')
  await expect(app.getByTestId('ask-box')).toBeFocused()

  await search('Revenue by segment in 2024')
  await palette.getByRole('option', { name: 'Ask “Revenue by segment in 2024”' }).click()
  await expect(documentOf(app, 'Revenue by segment in 2024')).toHaveAttribute('aria-busy', 'false')

  await search('no such thing as this')
  await app.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('keys of their own: the five screens, the ask box, the list of keys, the panels', async ({ app }) => {
  for (const [at, name] of ['Ask', 'Catalog', 'History', 'Glossary', 'Settings'].entries()) {
    await app.keyboard.press(`Control+${at + 1}`)
    await expect(app.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name, exact: true })).toHaveAttribute('aria-current', 'page')
  }
  await app.keyboard.press('?')
  const keys = app.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys).toContainText('Search everything')
  await app.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await app.keyboard.press('/')
  await expect(app.getByTestId('ask-box')).toBeFocused()
  await app.keyboard.type('? /')
  await expect(app.getByTestId('ask-box')).toHaveValue('? /')
  for (const [key, panel] of [['b', 'Database'], ['i', 'Inspector']] as const) {
    await app.keyboard.press(`Control+${key}`)
    await expect(app.getByRole('region', { name: panel, exact: true })).toBeHidden()
    await app.keyboard.press(`Control+${key}`)
    await expect(app.getByRole('region', { name: panel, exact: true })).toBeVisible()
  }
})

test('the whole way without a mouse: ask, look at the table, move, copy, change a chip, run SQL', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.keyboard.press('/')
  await app.keyboard.type('Revenue by region in 2025')
  await app.keyboard.press('Escape')
  await app.keyboard.press('Enter')
  const document = documentOf(app, 'Revenue by region in 2025')
  await expect(document).toHaveAttribute('aria-busy', 'false')

  await tabTo(app, document.getByRole('tab', { name: 'Chart' }), 'Shift+Tab')
  await app.keyboard.press('ArrowRight')
  await expect(document.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true')
  const first = document.getByRole('gridcell', { name: 'Americas' })
  await expect(first).toBeVisible()
  await tabTo(app, document.getByRole('columnheader', { name: /^Region/ }), 'Tab')
  await app.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Shift+ArrowRight')
  await app.keyboard.press('Control+c')
  await expect.poll(() => app.evaluate('navigator.clipboard.readText()')).toBe('Region\tRevenue (USD)\nEMEA\t36913444.85')

  await tabTo(app, document.getByRole('button', { name: /^By Region/ }), 'Shift+Tab')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('combobox', { name: 'Search: By' })).toBeFocused()
  await app.keyboard.type('segm')
  await expect(app.getByRole('listbox', { name: 'By' }).getByRole('option')).toHaveCount(1)
  await app.keyboard.press('Enter')
  await expect(document.getByRole('button', { name: /^By Segment/ })).toBeVisible()

  await openTab(document, 'SQL')
  await tabTo(app, document.getByRole('button', { name: 'Edit', exact: true }), 'Tab')
  await app.keyboard.press('Enter')
  await expect(document.getByRole('textbox', { name: 'SQL, editable' })).toBeFocused()
  await app.keyboard.press('Control+a')
  await app.keyboard.type('select 41 + 1 as answer')
  await app.keyboard.press('Escape')
  await app.keyboard.press('Control+Enter')
  await expect(app.getByRole('article').last()).toContainText('42')
})

test('Escape cancels a question that runs', async ({ app }) => {
  const document = await ended(app, 'How many customers do we have?')
  await runSql(app, document, 'select sum(cast(a.line_id as hugeint) * b.line_id) as x from journal_lines a, journal_lines b')
  await expect(app.getByTestId('running')).toHaveText('1 running')
  await app.getByTestId('ask-box').focus()
  await app.keyboard.press('Escape')
  await expect(app.getByTestId('running')).toHaveText('0 running')
  await expect(app.getByRole('article').last()).toContainText(/cancelled/i)
})

/** Presses a key until something has the focus, as far as one would. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await target.evaluate(hasFocus)) return
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused({ timeout: 1 })
}
