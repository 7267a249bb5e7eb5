import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sampleFolder } from '../fixtures/ledger.ts'
import { holdsReference } from '../terminal/same-answer.ts'
import { choosePlainText, connectServer, expectOpen, fillServerForm, openPicker, openServerForm } from './connect-server.ts'
import { password, test } from './ledger-server.ts'
import { expect } from './quaestor.ts'
import { askToTheEnd, exportedRows, shownRows } from './read-answer.ts'
import { sampleQuestions } from './sample-references.ts'

test('a server is tried, its password sealed, a metric defined, and the question answered', async ({ app, server }) => {
  const form = await openServerForm(app)
  await fillServerForm(form, { host: '127.0.0.1', port: server.port, user: 'writer', password: 'a wrong one', database: 'ledger', name: 'Books' })
  await choosePlainText(form)
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('alert')).toContainText(`The server 127.0.0.1:${server.port} did not accept user "writer" with this password. Check the user name and the password.`)
  await expect(form).not.toContainText('a wrong one')

  await fillServerForm(form, { password })
  await expect(form.getByRole('alert')).toHaveCount(0)
  await form.getByRole('button', { name: 'Test' }).click()
  await expect(form.getByRole('status').first()).toHaveText(/^Connected in [\d,]+ ms · MariaDB \d+\.\d+\.\d+.* · not encrypted · 18 tables$/)
  await expect(form).toContainText('Can write')
  await form.getByRole('button', { name: 'Show the GRANT statement' }).click()
  const script = await form.locator('pre').innerText()
  expect(script).toMatch(/GRANT SELECT, SHOW VIEW ON `ledger`\.\* TO/)
  expect(script).not.toMatch(/INSERT|DELETE|ALL PRIVILEGES/)

  await form.getByRole('button', { name: 'Save and open' }).click()
  await expect(form.getByRole('alert')).toContainText('There is no safe place for passwords yet')
  await form.getByRole('button', { name: 'Unlock' }).click()
  const choosing = app.getByRole('dialog', { name: 'Choose a passphrase' })
  await choosing.getByLabel('Passphrase', { exact: true }).fill('correct horse')
  await choosing.getByLabel('Passphrase again').fill('correct house')
  await expect(choosing).toContainText('The two are not the same.')
  await expect(choosing.getByRole('button', { name: 'Use this passphrase' })).toBeDisabled()
  await choosing.getByLabel('Passphrase again').fill('correct horse')
  await choosing.getByRole('button', { name: 'Use this passphrase' }).click()
  await expect(choosing).toHaveCount(0)
  await expect(form.getByLabel('Name', { exact: true }), 'the form is as it was left').toHaveValue('Books')
  await form.getByRole('button', { name: 'Save and open' }).click()
  await expectOpen(app, 'Books')
  await expect(app.getByTestId('status-bar')).toContainText('Account can write; Quaestor only reads')

  const unknown = await askToTheEnd(app, 'Revenue by region in 2025')
  await expect(unknown.getByRole('heading')).toHaveText('I don’t know “Revenue”')
  await unknown.getByRole('button', { name: 'Define Revenue' }).click()
  const definition = app.getByRole('dialog', { name: 'Define “Revenue”' })
  await expect(definition.getByLabel('Word or phrase')).toHaveValue('Revenue')
  await definition.getByLabel('How it is worked out').fill('sum(invoice_lines.no_such_column)')
  await expect(definition.getByRole('alert').or(definition.getByText(/no_such_column/)).last()).toContainText('no_such_column')
  await definition.getByLabel('How it is worked out').fill('sum(invoice_lines.amt_gc)')
  await definition.getByLabel('Date it counts at').fill('invoices.invoice_date')
  await definition.getByRole('combobox', { name: 'Unit' }).click()
  await app.getByRole('option', { name: 'Money' }).click()
  await definition.getByLabel('Currency').fill('USD')
  const region = (await sampleQuestions()).find(({ question }) => question === 'Revenue by region in 2025')
  await definition.getByRole('button', { name: 'Save and ask again' }).click()
  await expect(definition).toHaveCount(0)
  const answered = app.getByTestId('document').last()
  await expect(answered.getByRole('tab', { name: 'Table' })).toBeVisible()
  expect(holdsReference(await exportedRows(answered), region?.reference ?? [], false)).toBe(true)

  await app.getByRole('button', { name: 'Glossary' }).click()
  const own = await app.locator('code').filter({ hasText: /\.yaml$/ }).innerText()
  expect(await readFile(own, 'utf8')).toMatch(/metrics:\n\s+- name: Revenue\n\s+expression: sum\(invoice_lines\.amt_gc\)\n/)
})

/** Questions whose answer is compared with what stands on the page, digit by digit as far as it is written there. */
const onScreen = new Set(['3', '4', '8', '12', '14', '20', '23'])

test('the sample questions are answered right by a server', async ({ app, server }) => {
  test.setTimeout(180_000)
  const questions = await sampleQuestions()
  await connectServer(app, { port: server.port, user: 'reader', password, database: 'ledger', name: 'Ledger' })
  await app.getByRole('button', { name: 'Glossary' }).click()
  const own = await app.locator('code').filter({ hasText: /\.yaml$/ }).innerText()
  await mkdir(dirname(own), { recursive: true })
  await copyFile(join(sampleFolder, 'quaestor.yaml'), own)
  await app.keyboard.press('ControlOrMeta+k')
  await app.getByRole('textbox', { name: 'Search everything' }).or(app.getByRole('combobox', { name: 'Search everything' })).first().fill('Read the schema again')
  await app.getByRole('option', { name: 'Read the schema again', exact: true }).click()
  await expect(app.getByText('revenue', { exact: true })).toBeVisible({ timeout: 60_000 })
  await app.getByRole('button', { name: 'Ask', exact: true }).first().click()

  const wrong: string[] = []
  for (const { id, question, ordered, reference } of questions) {
    const document = await askToTheEnd(app, question)
    if (!await document.getByRole('tab', { name: 'Table' }).isVisible()) {
      wrong.push(`${id} ${question}: ${await document.innerText()}`)
      continue
    }
    const rows = await exportedRows(document)
    if (!holdsReference(rows, reference, ordered)) wrong.push(`${id} ${question}: ${JSON.stringify(rows.slice(0, 3))}`)
    if (onScreen.has(id)) expect.soft(asWritten(await shownRows(document), reference), `${id} ${question}`).toEqual([])
  }
  expect(wrong).toEqual([])
})

/** Rows of a reference (a name and a number) that do not stand on the page, the number rounded as it is written there. */
function asWritten(shown: string[][], reference: readonly (readonly unknown[])[]): unknown[] {
  const missing = reference.filter(([name, number]) => !shown.some((cells) => cells.includes(String(name)) && cells.some((cell) => isWritten(cell, Number(number)))))
  return shown.length === reference.length ? missing : [...missing, `${shown.length} rows instead of ${reference.length}`]
}

function isWritten(cell: string, number: number): boolean {
  if (!/^-?[\d,]+(\.\d+)?$/.test(cell)) return false
  const places = cell.split('.')[1]?.length ?? 0
  return Math.abs(Number(cell.replaceAll(',', '')) - number) <= 0.5 * 10 ** -places + 1e-9
}

test('a source is edited, duplicated and removed', async ({ app, server }) => {
  await connectServer(app, { port: server.port, user: 'reader', password, database: 'ledger', name: 'Ledger' })
  await openPicker(app)
  await app.getByRole('button', { name: 'More for Ledger' }).click()
  await app.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = app.getByRole('dialog', { name: 'Edit Ledger' })
  await expect(edit.getByLabel('Password', { exact: true })).toHaveValue('')
  await fillServerForm(edit, { name: 'Group books' })
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expectOpen(app, 'Group books')

  await openPicker(app)
  await app.getByRole('button', { name: 'More for Group books' }).click()
  await app.getByRole('menuitem', { name: 'Duplicate' }).click()
  const copy = app.getByRole('dialog', { name: /^Edit .*Group books/ })
  const copied = await copy.getByLabel('Name', { exact: true }).inputValue()
  expect(copied).not.toBe('Group books')
  await copy.getByRole('button', { name: 'Test' }).click()
  await expect(copy.getByRole('status').first(), 'the copy has the password too').toContainText('Connected in')
  await copy.getByRole('button', { name: 'Cancel' }).click()

  await openPicker(app)
  await app.getByRole('button', { name: `More for ${copied}` }).click()
  await app.getByRole('menuitem', { name: 'Remove' }).click()
  await app.getByRole('dialog', { name: `Remove ${copied}?` }).getByRole('button', { name: 'Remove' }).click()
  await openPicker(app)
  await expect(app.getByRole('button', { name: `More for ${copied}` })).toHaveCount(0)

  await app.getByRole('button', { name: 'More for Group books' }).click()
  await app.getByRole('menuitem', { name: 'Remove' }).click()
  await app.getByRole('dialog', { name: 'Remove Group books?' }).getByRole('button', { name: 'Remove' }).click()
  await expect(app.getByTestId('ask-box')).toBeDisabled()
  await expect(app.getByText('Group books cannot be opened').first()).toBeVisible()
  await app.getByRole('button', { name: 'Choose a database' }).first().click()
  await app.getByRole('button', { name: /bundled/ }).first().click()
  await expect(app.getByTestId('ask-box')).toBeEnabled()
})

test('after a restart the source, the database and the history are there, and the passphrase opens the password', async ({ page, host, restart, server }) => {
  await page.goto(await host.link())
  const form = await openServerForm(page)
  await fillServerForm(form, { host: '127.0.0.1', port: server.port, user: 'reader', password, name: 'Ledger' })
  await choosePlainText(form)
  await form.getByRole('button', { name: 'Save and open' }).click()
  await form.getByRole('button', { name: 'Unlock' }).click()
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse')
  await page.getByLabel('Passphrase again').fill('correct horse')
  await page.getByRole('button', { name: 'Use this passphrase' }).click()
  await form.getByRole('button', { name: 'Save and open' }).click()
  await expectOpen(page, 'Ledger')
  await askToTheEnd(page, 'How many customers do we have?')

  await page.goto(await (await restart()).link())
  await expect(page.getByTestId('database-picker')).toHaveAccessibleName('Database: Ledger, cannot be opened')
  await expect(page.getByRole('alert')).toContainText('Saved passwords are locked.')
  await page.getByRole('button', { name: 'Unlock', exact: true }).first().click()
  const unlock = page.getByRole('dialog', { name: 'Unlock your passwords' })
  await unlock.getByLabel('Passphrase', { exact: true }).fill('correct house')
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await expect(unlock).toContainText('This is not the passphrase that was chosen.')
  await unlock.getByLabel('Passphrase', { exact: true }).fill('correct horse')
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await expectOpen(page, 'Ledger')
  await page.getByRole('button', { name: 'History' }).click()
  await page.getByRole('button', { name: 'How many customers do we have?', exact: true }).click()
  await expect(page.getByTestId('document').last().getByRole('tab', { name: 'Table' })).toBeVisible()
})
