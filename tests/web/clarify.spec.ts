import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { ended, expectChanged, openTab, tableRows } from './answer-page.ts'
import { expectOpen, hostileCells, openChooser } from './own-files.ts'
import { clippedControls, pageOverflows } from './page-looks.ts'
import { expect, openLedger, test } from './shared-host.ts'
import { setScheme } from './states.ts'

/** A word that nobody knows: the engine asks back with what it could make of the rest. */
const question = 'total amount by region zorbly'

let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quaestor-unclear-'))
  for (const name of ['deals', 'choices']) writeShop(join(folder, `${name}.sqlite`), ['North', 'South'])
  writeShop(join(folder, 'hostile.sqlite'), [...hostileCells.slice(0, 2), 'z'.repeat(20_000)])
})
test.afterAll(async () => { await rm(folder, { recursive: true }) })
test.afterEach(async ({ app }) => { await openLedger(app) })

function writeShop(path: string, regions: string[]): void {
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, region TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, net_amount DECIMAL(12, 2), gross_amount DECIMAL(12, 2))`)
  regions.forEach((region, at) => {
    database.prepare('INSERT INTO customers VALUES (?, ?, ?)').run(at + 1, `Customer ${at + 1}`, region)
    database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)').run(at + 1, at + 1, 1_000 * (at + 1), 1_200 * (at + 1))
  })
  database.close()
}

async function open(page: Page, name: string): Promise<void> {
  const chooser = await openChooser(page)
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(join(folder, `${name}.sqlite`))
  await page.keyboard.press('Enter')
  await expectOpen(page, name)
}

const options = (document: Locator): Locator => document.getByRole('radiogroup').getByRole('radio')

test('a question that may mean several things is asked back, each meaning with what it would answer', async ({ app }) => {
  await open(app, 'deals')
  const document = await ended(app, question)
  await expect(document.getByRole('heading')).toHaveText('I don\'t know “zorbly”. Without it, which number do you mean?')
  await expect(options(document).nth(1)).toHaveAccessibleName(/^Total gross amount/)
  await expect(options(document).nth(1)).toHaveAccessibleDescription(/^Region Total gross amount South 2,400\.00 North 1,200\.00 2 rows Total gross amount by/)
  await expect(document.getByText('3,000.00', { exact: true }), 'one number is shown as a figure').toBeVisible()
})

test('arrows and digits choose, Enter uses', async ({ app }) => {
  // What is chosen is remembered for its database.
  await open(app, 'choices')
  const document = await ended(app, question)
  await expect(options(document).first()).toBeFocused()
  await app.keyboard.press('ArrowDown')
  await expect(options(document).nth(1)).toBeChecked()
  await app.keyboard.press('ArrowUp')
  await expect(options(document).first()).toBeChecked()
  await app.keyboard.press('2')
  await expect(options(document).nth(1)).toBeChecked()
  await app.keyboard.press('Enter')
  await expectChanged(document, /^Measure Total gross amount/)
  await openTab(document, 'Table')
  await expect.poll(async () => (await tableRows(document)).sort()).toEqual([['North', '1,200.00'], ['South', '2,400.00']])
})

test('what the database wrote is text in a preview, and short', async ({ app }) => {
  await open(app, 'hostile')
  const document = await ended(app, question)
  const group = document.getByRole('radiogroup')
  await expect(group.getByText(hostileCells[0]!, { exact: true }).first()).toBeVisible()
  await expect(group.getByText(hostileCells[1]!, { exact: true }).first()).toBeVisible()
  await expect(group.getByText(/^z{59}…$/).first()).toBeVisible()
  await expect(group.locator('img, script')).toHaveCount(0)
  expect(await app.title()).not.toMatch(/^[12]$/)
})

test('looks right in a wide and a narrow window, in light and in dark', async ({ app }, info) => {
  await open(app, 'deals')
  await app.emulateMedia({ reducedMotion: 'reduce' })
  await ended(app, question)
  for (const [width, height] of [[1440, 900], [1024, 700]] as const) {
    await app.setViewportSize({ width, height })
    for (const scheme of ['light', 'dark'] as const) {
      await setScheme(app, scheme)
      await app.screenshot({ path: info.outputPath(`clarify-${width}-${scheme}.png`), animations: 'disabled', caret: 'hide' })
      expect.soft(await app.evaluate(pageOverflows)).toBe(false)
      expect.soft(await app.evaluate(clippedControls)).toEqual([])
      expect.soft((await new AxeBuilder({ page: app }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    }
  }
})

test('an answer keeps other readings on offer, each by what it decides otherwise', async ({ app }, info) => {
  await open(app, 'deals')
  const document = await ended(app, 'total amount')
  const other = document.getByRole('button', { name: 'Total gross amount, instead of total net amount' })
  await expect(other).toBeVisible()
  await app.screenshot({ path: info.outputPath('did-you-mean.png'), animations: 'disabled', caret: 'hide' })
  await other.click()
  await expectChanged(document, /^Measure Total gross amount/)
})
