import { layLine, type Line } from './cuttable-line.ts'
import { expect, watched } from './quaestor.ts'
import { ask, askToTheEnd, latest, shownRows } from './read-answer.ts'
import { answered, bar, openShop, question, test as base, working } from './shop-server.ts'
import { until } from './until.ts'

const test = base.extend<{ line: Line }>({
  line: async ({}, use) => {
    const line = await layLine()
    await use(line)
    await line.close()
  },
  // Everything between this page and the host goes through the line.
  app: async ({ browser, host, line }, use) => {
    const context = await browser.newContext({ proxy: line.proxy, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const wrongs = watched(page)
    await page.goto(await host.link())
    await use(page)
    await context.close()
    expect(wrongs().filter((wrong) => !wrong.includes('net::ERR_SOCKS_CONNECTION_FAILED'))).toEqual([])
  },
})

test('a line that is cut in the middle of a query is there again within two seconds, and no step is lost', async ({ app, line, shop }) => {
  await openShop(app, shop)
  await askToTheEnd(app, question)
  const barrier = await bar(shop)
  const document = await ask(app, 'total amount by region in 2025')
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  const [statement] = await working(shop)
  const socket = app.waitForEvent('websocket')
  const began = performance.now()
  line.cut()
  await (await socket).waitForEvent('framereceived')
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await working(shop), 'the same statement goes on').toEqual([statement])
  await barrier.lift()
  expect(await shownRows(document)).toEqual(answered)
  await expect(document.getByRole('list', { name: 'Stages' }).getByRole('listitem')).toHaveText(['Understood', 'Planned', 'Checked', '2 rows', 'Drawn'])
})

test('a line that stays away is told of, and “Try now” takes up where it was left', async ({ app, line, shop }) => {
  await openShop(app, shop)
  const barrier = await bar(shop)
  await ask(app, question)
  await until('the server works on it', 15_000, async () => (await working(shop)).length > 0)
  line.shut()
  await expect(app.getByRole('banner')).toContainText('Connecting again')
  await expect(app.getByRole('alert')).toContainText('Quaestor’s engine is not reached. It is tried again every few seconds.')
  await barrier.lift()
  await until('the query is over', 5_000, async () => (await working(shop)).length === 0)
  line.open()
  await app.getByRole('button', { name: 'Try now' }).click()
  expect(await shownRows(latest(app))).toEqual(answered)
  await expect(app.getByRole('alert')).toHaveCount(0)
})
