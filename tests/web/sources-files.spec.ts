import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answerTo } from './answer-page.ts'
import { drop, expectOpen, openByPath, openChooser, writeSamples } from './own-files.ts'
import { expect, openLedger, test } from './shared-host.ts'

let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quaestor-files-'))
  await writeSamples(folder)
})
test.afterAll(async () => { await rm(folder, { recursive: true }) })
test.afterEach(async ({ app }) => { await openLedger(app) })

/** What every form of the sample comes to. */
async function expectSales(page: Page): Promise<void> {
  await expect(await answerTo(page, 'total amount of sales')).toContainText('1,000.05')
}

const menuOf = async (page: Page, source: string): Promise<void> => {
  await page.getByTestId('database-picker').click()
  await page.getByRole('button', { name: `More for ${source}`, exact: true }).click()
}

for (const file of ['sales.csv', 'sales.parquet', 'sales.json', 'sales.duckdb', 'sales.sqlite']) {
  test(`${file} is found in its folder, opened and asked`, async ({ app }) => {
    const chooser = await openChooser(app)
    await chooser.getByRole('textbox', { name: 'Folder' }).fill(folder)
    await app.keyboard.press('Enter')
    await chooser.getByRole('button', { name: file }).click()
    await chooser.getByRole('button', { name: 'Open file' }).click()
    await expectOpen(app, 'sales')
    await expectSales(app)
  })
}

test('a folder of files is one database, opened by typing where it is', async ({ app }) => {
  await openByPath(app, join(folder, 'shop'), 'shop')
  await expect(app.getByRole('tree', { name: 'Tables' }).getByRole('treeitem')).toHaveCount(2)
  await expectSales(app)
})

test('a file is opened by typing where it is, too', async ({ app }) => {
  const chooser = await openChooser(app)
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'sales.parquet'))
  await app.keyboard.press('Enter')
  await expectOpen(app, 'sales')
})

test('a file that is dropped is taken in and opened', async ({ app }) => {
  await drop(app, 'dropped.csv', await readFile(join(folder, 'sales.csv'), 'utf8'))
  await expectOpen(app, 'dropped')
  await expect(await answerTo(app, 'How many dropped?')).toContainText('10')
})

test('what cannot be read is not offered, and what is broken says so and what to do', async ({ app }) => {
  const chooser = await openChooser(app)
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await app.keyboard.press('Enter')
  await expect(chooser.getByRole('button', { name: 'notes.txt' })).toBeDisabled()
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'nowhere'))
  await app.keyboard.press('Enter')
  await expect(chooser).toContainText(/nowhere|not there|no such|cannot be/i)
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await app.keyboard.press('Enter')
  await chooser.getByRole('button', { name: 'broken.sqlite' }).click()
  await chooser.getByRole('button', { name: 'Open file' }).click()
  const said = app.getByText(/broken(\.sqlite)?.*(cannot|not)/i).first()
  await expect(said).toBeVisible()
  await app.keyboard.press('Escape')
})

test('a source is renamed, copied and removed; the ledger can be neither', async ({ app }) => {
  await openByPath(app, join(folder, 'shop'), 'shop')
  await menuOf(app, 'shop')
  await app.getByRole('menuitem', { name: 'Edit' }).click()
  const form = app.getByRole('dialog', { name: /^Edit/ })
  await form.getByRole('textbox', { name: 'Name' }).fill('Corner shop')
  await form.getByRole('button', { name: 'Save' }).click()
  await expectOpen(app, 'Corner shop')
  await menuOf(app, 'Corner shop')
  await app.getByRole('menuitem', { name: 'Duplicate' }).click()
  const copy = app.getByRole('dialog', { name: /^Edit/ })
  await copy.getByRole('textbox', { name: 'Name' }).fill('Second shop')
  await copy.getByRole('button', { name: 'Save' }).click()
  await expect(copy).toBeHidden()
  await menuOf(app, 'Second shop')
  await app.getByRole('menuitem', { name: 'Remove' }).click()
  await app.getByRole('dialog', { name: 'Remove Second shop?' }).getByRole('button', { name: 'Remove' }).click()
  await app.getByTestId('database-picker').click()
  await expect(app.getByRole('button', { name: /^More for Corner shop/ })).toBeVisible()
  await expect(app.getByRole('button', { name: /^More for Second shop/ })).toHaveCount(0)
  await expect(app.getByRole('button', { name: /^More for Meridian/ })).toHaveCount(0)
  await app.keyboard.press('Escape')
})

test('the catalog: found by name, columns with types, keys and what they hold, and a page for each table', async ({ app }) => {
  await openLedger(app)
  const tree = app.getByRole('tree', { name: 'Tables' })
  await app.getByRole('textbox', { name: 'Search the catalog' }).fill('payment method')
  await expect(tree.getByRole('treeitem')).toHaveText([/payments/])
  await app.getByRole('textbox', { name: 'Search the catalog' }).fill('bills')
  await tree.getByText('bills', { exact: true }).click()
  await expect(tree.getByRole('treeitem').filter({ hasText: 'bill_id' }).getByRole('img', { name: 'primary key' })).toBeVisible()
  await expect(tree.getByRole('treeitem').filter({ hasText: 'vendor_id' }).getByRole('img', { name: 'reference' })).toBeVisible()
  await tree.getByRole('treeitem', { name: /^bills/ }).first().dblclick()

  const screen = app.getByTestId('screen')
  await expect(screen.getByRole('heading', { name: 'bills' })).toBeVisible()
  await expect(screen).toContainText('16 columns · about 7,821 rows · key bill_id')
  const column = screen.getByRole('row').filter({ hasText: 'amt_gc' }).first()
  await expect(column).toContainText(/DECIMAL\(15,\s?2\)/i)
  await expect(screen.getByRole('row').filter({ hasText: 'status' }).first()).toContainText(/open, paid/)
  await screen.getByRole('row').filter({ hasText: 'vendor_id' }).first().getByRole('button', { name: 'vendors' }).click()
  await expect(screen.getByRole('heading', { name: 'vendors' })).toBeVisible()
  await screen.getByRole('button', { name: 'Ask how many' }).click()
  await expect(app.getByRole('article').last()).toContainText('228')
})
