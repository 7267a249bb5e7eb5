import type { Page } from '@playwright/test'
import { expect } from './quaestor.ts'
import { ask, askToTheEnd, latest, shownRows } from './read-answer.ts'
import { answered, bar, openShop, question, test, working } from './shop-server.ts'
import { until } from './until.ts'

const windowOf = (page: Page): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('quaestor.window'))
const originOf = (page: Page): string => new URL(page.url()).origin

test('two windows ask two databases at once, share the sources, and see each other’s settings', async ({ app, context, shop }) => {
  await openShop(app, shop)
  const other = await context.newPage()
  await other.goto(originOf(app))
  await expect(other.getByTestId('ask-box')).toBeEnabled()
  expect(await windowOf(other)).not.toBe(await windowOf(app))
  await other.getByTestId('database-picker').click()
  await expect(other.getByRole('button', { name: 'More for Shop' }), 'the source of the first window').toBeVisible()
  await other.getByRole('button', { name: /Meridian.*bundled/ }).last().click()
  await expect(other.getByTestId('database-picker')).toHaveAccessibleName(/^Database: Meridian.*, connected$/)
  await expect(app.getByTestId('database-picker')).toHaveAccessibleName('Database: Shop, connected')

  const barrier = await bar(shop)
  const waiting = await ask(app, question)
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  const counted = await askToTheEnd(other, 'How many customers do we have?')
  await expect(counted.getByRole('tab', { name: 'Table' })).toBeVisible()
  await expect(waiting).toHaveAttribute('aria-busy', 'true')
  await barrier.lift()
  expect(await shownRows(waiting)).toEqual(answered)
  await expect(other.getByTestId('document')).toHaveCount(1)

  await other.getByRole('button', { name: 'Settings', exact: true }).click()
  await other.getByLabel('Theme').selectOption('Dark')
  await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('a duplicated tab is a window of its own', async ({ app, shop }) => {
  await openShop(app, shop)
  await askToTheEnd(app, question)
  const popup = app.waitForEvent('popup')
  // A window that a page opens begins with a copy of its session storage, as a duplicated tab does.
  await app.evaluate(() => { open(location.href) })
  const copy = await popup
  await expect(copy.getByTestId('ask-box')).toBeEnabled()
  expect(await windowOf(copy)).not.toBe(await windowOf(app))
  await expect(copy.getByTestId('document')).toHaveCount(0)
  await expect(latest(app)).toBeVisible()
})

test('a query that no window watches any more is stopped after half a minute', async ({ app, shop }) => {
  await openShop(app, shop)
  const barrier = await bar(shop)
  await app.getByRole('button', { name: 'Settings', exact: true }).click()
  await app.getByLabel('Time', { exact: true }).fill('120')
  await app.getByLabel('Time', { exact: true }).press('Enter')
  await expect(app.getByText('Saved', { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Ask', exact: true }).first().click()
  await ask(app, question)
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  await app.close()
  const took = await until('the server has stopped', 45_000, async () => (await working(shop)).length === 0)
  expect(took).toBeGreaterThan(25_000)
  await barrier.lift()
})
