import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { answerTo, documentOf, ended, expectStages, ready } from './answer-page.ts'
import { startHost } from './host.ts'
import { expectOpen, openByPath, writeSamples } from './own-files.ts'
import { expect, test } from './quaestor.ts'

test('a word of one’s own: refused, defined with a check, asked again, kept over a restart, edited and removed', async ({ app, host, browser }) => {
  test.setTimeout(150_000)
  const folder = join(host.home, 'files of mine')
  await writeSamples(folder)
  await ready(app)
  await openByPath(app, join(folder, 'shop'), 'shop')

  const unknown = await ended(app, 'takings by month')
  await expect(unknown).toContainText('I don’t know “takings”')
  await unknown.getByRole('button', { name: 'Define takings' }).click()
  const form = app.getByRole('dialog', { name: 'Define “takings”' })
  await expect(form.getByRole('textbox', { name: 'Word or phrase' })).toHaveValue('takings')
  const expression = form.getByRole('textbox', { name: 'How it is worked out' })
  await expression.fill('sum(sales.nothing)')
  await expect(form).toContainText(/nothing/)
  await expect(form.getByRole('button', { name: 'Save and ask again' })).toBeDisabled()
  await expression.fill('sum(sales.amount)')
  await expect(form.getByRole('status')).toContainText('1,000.05')
  await form.getByRole('combobox', { name: 'Unit' }).or(form.getByRole('textbox', { name: 'Unit' })).click()
  await app.getByRole('option', { name: 'Money' }).click()
  await form.getByLabel('Currency').fill('gbp')
  await app.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Save and ask again' }).click()

  const answered = documentOf(app, 'takings by month')
  await expect(answered).toHaveAttribute('aria-busy', 'false')
  await expectStages(answered)
  await expect(answered).toContainText('(GBP)')
  await expect(answered).toContainText('1,000.05')

  await app.keyboard.press('Control+4')
  const file = await app.getByText('Your own entries are kept in').getByRole('code').innerText()
  expect(file.startsWith(host.home)).toBe(true)
  expect(parse(await readFile(file, 'utf8'))).toMatchObject({ metrics: [{ name: 'takings', expression: 'sum(sales.amount)', unit: { kind: 'money', currency: 'GBP' } }] })

  await app.getByRole('button', { name: 'Define a word' }).first().click()
  const term = app.getByRole('dialog', { name: 'Define a word' })
  await term.getByRole('textbox', { name: 'Word or phrase' }).fill('northern')
  await term.getByText('Some rows').click()
  await term.getByRole('textbox', { name: 'Rows where' }).fill(`sales.place = 'York'`)
  await expect(term.getByRole('status')).toContainText('5')
  await term.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(app.getByRole('region', { name: 'Words' })).toContainText('northern')
  expect(parse(await readFile(file, 'utf8'))).toMatchObject({ terms: [{ phrase: 'northern', filter: `sales.place = 'York'` }] })
  await app.keyboard.press('Control+1')
  await expect(await answerTo(app, 'takings of northern sales')).toContainText('502.55')

  await host.stop()
  const again = await startHost(host.home)
  try {
    const page = await browser.newPage()
    await page.goto(await again.link())
    await expectOpen(page, 'shop')
    await expect(await answerTo(page, 'takings of northern sales')).toContainText('502.55')

    await page.keyboard.press('Control+4')
    await page.getByRole('button', { name: 'Edit takings' }).click()
    const edit = page.getByRole('dialog', { name: 'Edit “takings”' })
    await edit.getByRole('textbox', { name: 'How it is worked out' }).fill('sum(sales.amount) * 2')
    await expect(edit.getByRole('status')).toContainText('2,000.1')
    await edit.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Numbers' })).toContainText('sum(sales.amount) * 2')
    await page.getByRole('button', { name: 'Remove northern' }).click()
    await page.getByRole('dialog', { name: /^Remove/ }).getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('region', { name: 'Words' })).toHaveCount(0)
    await page.keyboard.press('Control+1')
    await expect(await ended(page, 'takings of northern sales')).toContainText('northern')
    await expect(page.getByRole('article').last()).not.toContainText('502.55')
    await page.close()
  } finally {
    await again.stop()
  }
})
