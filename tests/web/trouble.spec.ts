import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { freePort } from '../fixtures/maria.ts'
import { choosePlainText, expectOpen, fillServerForm, openServerForm, saveWithPasswordsInMemory } from './connect-server.ts'
import { expect } from './quaestor.ts'
import { ask, askToTheEnd, latest, shownRows, tab } from './read-answer.ts'
import { answered, bar, makeShop, openShop, password, question, test, working } from './shop-server.ts'
import { until } from './until.ts'

const slow = 'SELECT COUNT(*) AS combinations FROM shop_store.kept_orders a CROSS JOIN shop_store.kept_orders b CROSS JOIN shop_store.kept_orders c CROSS JOIN shop_store.kept_orders d WHERE a.amount + b.amount * c.amount < d.amount'

test('a slow query is cancelled in the database too', async ({ app, shop }) => {
  await openShop(app, shop)
  const document = await askToTheEnd(app, question)
  await runSql(document, slow)
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  await expect(app.getByTestId('running')).toHaveText('1 running')
  await document.getByRole('button', { name: /^Cancel/ }).click()
  const took = await until('the server has stopped', 2_000, async () => (await working(shop)).length === 0)
  expect(took).toBeLessThan(2_000)
  await expect(document.getByText('Cancelled. The database was told to stop too.')).toBeVisible()
  await expect(app.getByTestId('running')).toHaveText('0 running')
  await document.getByRole('button', { name: 'Back to the last answer' }).click()
  expect(await shownRows(document)).toEqual(answered)
})

test('a source that does not open says why, and opens once its connection is edited', async ({ app, shop }) => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port: silentPort } = silent.address() as AddressInfo
  const form = await openServerForm(app)
  await fillServerForm(form, { host: '127.0.0.1', port: shop.port, user: 'reader', password: 'wrong', database: 'shop', name: 'Shop' })
  await choosePlainText(form)
  await saveWithPasswordsInMemory(app, form)
  const start = app.getByRole('region', { name: 'Start' })
  await expect(start.getByRole('heading')).toHaveText('Shop cannot be opened')
  await expect(start.getByRole('alert')).toContainText(`The server 127.0.0.1:${shop.port} did not accept user "reader" with this password.`)
  await expect(app.getByTestId('ask-box')).toBeDisabled()

  await editConnection(start, { password, port: await freePort() })
  await expect(start.getByRole('alert')).toContainText(/Nothing answers at 127\.0\.0\.1:\d+\. Check the address and the port/)
  await editConnection(start, { password, port: silentPort })
  await expect(start.getByRole('alert')).toContainText(`127.0.0.1:${silentPort}`, { timeout: 40_000 })
  await editConnection(start, { password, port: shop.port })
  await expectOpen(app, 'Shop')
  expect(await shownRows(await askToTheEnd(app, question))).toEqual(answered)
  silent.close()
})

test('a database that was dropped between two questions', async ({ app, shop }) => {
  await makeShop(shop, 'gone')
  await openShop(app, shop, 'gone')
  await askToTheEnd(app, question)
  await shop.run('DROP DATABASE gone')
  const document = await askToTheEnd(app, 'average amount by region')
  await expect(document.getByRole('alert')).toContainText(`The database "gone" does not exist on 127.0.0.1:${shop.port}. Choose another database`)
  await document.getByRole('button', { name: 'Choose a database' }).click()
  await app.getByRole('button', { name: 'Databases of Shop' }).last().click()
  await app.getByRole('button', { name: /^shop/ }).last().click()
  await expectOpen(app, 'Shop')
  expect(await shownRows(await askToTheEnd(app, question))).toEqual(answered)
})

test('a server that is killed in the middle of a query, and comes back', async ({ app, shop }) => {
  await openShop(app, shop)
  await askToTheEnd(app, question)
  const barrier = await bar(shop)
  const document = await ask(app, 'total amount by region in 2025')
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  await shop.kill()
  await barrier.lift()
  await expect(document.getByRole('alert')).toContainText(new RegExp(`127\\.0\\.0\\.1:${shop.port} .*connect anew`))
  await expect(app.getByTestId('status-bar')).toContainText('Database connection lost')
  await shop.restart()
  await document.getByRole('button', { name: 'Try again' }).click()
  expect(await shownRows(document)).toEqual(answered)
  await expect(app.getByTestId('status-bar')).toContainText('Connected')
})

test('a query goes on while the page is loaded anew', async ({ app, shop }) => {
  await openShop(app, shop)
  await askToTheEnd(app, question)
  const barrier = await bar(shop)
  await ask(app, 'total amount by region in 2025')
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  const [statement] = await working(shop)
  await app.reload()
  await expect(latest(app)).toHaveAttribute('aria-busy', 'true')
  expect(await working(shop), 'the same statement').toEqual([statement])
  await barrier.lift()
  expect(await shownRows(latest(app))).toEqual(answered)
  await expect(app.getByRole('region', { name: 'Questions and answers' }).getByRole('button', { name: /^Total amount by region 2 rows/ }), 'the earlier question is there too').toHaveCount(1)
})

test('a query that takes too long is allowed more time', async ({ app, shop }) => {
  await openShop(app, shop)
  await app.getByRole('button', { name: 'Settings', exact: true }).click()
  await app.getByLabel('Time', { exact: true }).fill('1')
  await app.getByLabel('Time', { exact: true }).press('Enter')
  await expect(app.getByText('Saved', { exact: true })).toBeVisible()
  await app.getByRole('button', { name: 'Ask', exact: true }).first().click()
  const barrier = await bar(shop)
  const document = await askToTheEnd(app, question)
  await expect(document.getByRole('alert')).toContainText(/(did not finish within 1 second|took longer than allowed).* allow more time\./)
  await expect(document.getByRole('listitem').filter({ hasText: 'Out of time' })).toBeVisible()
  await document.getByRole('button', { name: /^Allow 4/ }).click()
  await until('the server works on it', 5_000, async () => (await working(shop)).length > 0)
  await barrier.lift()
  expect(await shownRows(document)).toEqual(answered)
})

test('a file that was moved away, and one that changes', async ({ app, host }) => {
  const path = join(host.home, 'orders.csv')
  await writeFile(path, 'region,amount\nEMEA,100\nAPAC,200\n')
  await app.getByTestId('database-picker').click()
  await app.getByRole('button', { name: 'Open a file or folder', exact: true }).click()
  const chooser = app.getByRole('dialog', { name: 'Open a file or folder' })
  await chooser.getByRole('button', { name: 'orders.csv' }).click()
  await chooser.getByRole('button', { name: 'Open file' }).click()
  await expectOpen(app, 'orders')
  expect(await shownRows(await askToTheEnd(app, question))).toEqual([['APAC', '200'], ['EMEA', '100']])

  await writeFile(path, 'region,amount,rebate\nEMEA,100,1\nAPAC,250,2\nUK,7,0\n')
  await app.getByRole('region', { name: 'Catalog' }).getByRole('button', { name: 'Read the schema again' }).click()
  await expect(app.getByRole('tree', { name: 'Tables' })).toContainText('orders3')
  expect(await shownRows(await askToTheEnd(app, 'total rebate by region'))).toEqual([['APAC', '2'], ['EMEA', '1'], ['UK', '0']])

  await rename(path, join(host.home, 'moved.csv'))
  await app.getByRole('region', { name: 'Catalog' }).getByRole('button', { name: 'Read the schema again' }).click()
  const missing = app.getByRole('region', { name: 'Start' })
  await expect(missing.getByRole('heading')).toHaveText('orders cannot be opened')
  await expect(missing.getByRole('alert')).toContainText('orders.csv')
  await missing.getByRole('button', { name: 'Choose another file' }).click()
  await chooser.getByRole('button', { name: 'moved.csv' }).click()
  await chooser.getByRole('button', { name: 'Open file' }).click()
  await expectOpen(app, 'moved')
  expect(await shownRows(await askToTheEnd(app, question))).toEqual([['APAC', '250'], ['EMEA', '100'], ['UK', '7']])
})

test('a host that is killed says so in the page, and its next link brings back what was open', async ({ app, restart }) => {
  const document = await askToTheEnd(app, 'How many customers do we have?')
  await expect(tab(document, 'Table')).toBeVisible()
  const again = await restart('kill')
  await expect(app.getByText('Quaestor’s engine is not reached.')).toBeVisible()
  await expect(latest(app), 'the answer stays').toContainText('How many customers do we have?')
  await app.goto(await again.link())
  await expect(app.getByTestId('ask-box')).toBeEnabled()
  await app.getByRole('button', { name: 'History' }).click()
  await app.getByRole('button', { name: 'How many customers do we have?', exact: true }).click()
  await expect(latest(app)).toHaveAttribute('aria-busy', 'false')
  await expect(latest(app).getByRole('tab', { name: 'Table' })).toBeVisible()
})

/** Runs SQL of one's own as a new version of an answer. */
async function runSql(document: Locator, sql: string): Promise<void> {
  await tab(document, 'SQL').click()
  await document.getByRole('button', { name: 'Edit', exact: true }).click()
  await document.getByRole('textbox', { name: 'SQL, editable' }).fill(sql)
  await document.getByRole('button', { name: 'Run', exact: true }).click()
}

async function editConnection(start: Locator, fields: Parameters<typeof fillServerForm>[1]): Promise<void> {
  const page: Page = start.page()
  await start.getByRole('button', { name: 'Edit connection' }).click()
  const form = page.getByRole('dialog', { name: 'Edit Shop' })
  await fillServerForm(form, fields)
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form).toHaveCount(0)
}
