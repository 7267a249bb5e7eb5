import type { Locator, Page } from '@playwright/test'
import { expect } from './quaestor.ts'

export type ServerFields = { host?: string; port?: number; user?: string; password?: string; database?: string; name?: string }

/** Opens the form for a new server. */
export async function openServerForm(page: Page): Promise<Locator> {
  await openPicker(page)
  await page.getByRole('button', { name: 'Connect a database', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Connect a database' })
  await expect(form).toBeVisible()
  return form
}

export async function openPicker(page: Page): Promise<void> {
  const picker = page.getByTestId('database-picker')
  if (await picker.getAttribute('aria-expanded') !== 'true') await picker.click()
  await expect(page.getByRole('textbox', { name: 'Search sources' }).first()).toBeVisible()
}

/** Fills what is named; the rest stays. */
export async function fillServerForm(form: Locator, fields: ServerFields): Promise<void> {
  const labels = { host: 'Host', port: 'Port', user: 'User', password: 'Password', database: 'Database', name: 'Name' } as const
  for (const [field, value] of Object.entries(fields)) await form.getByLabel(labels[field as keyof typeof labels], { exact: true }).fill(String(value))
}

/** These servers have no certificate. */
export async function choosePlainText(form: Locator): Promise<void> {
  await form.getByRole('combobox', { name: 'TLS' }).click()
  await form.page().getByRole('option', { name: 'Off: plain text' }).click()
}

/** Connects a server with passwords kept in memory, and waits until it is open. */
export async function connectServer(page: Page, fields: ServerFields): Promise<void> {
  const form = await openServerForm(page)
  await fillServerForm(form, { host: '127.0.0.1', ...fields })
  await choosePlainText(form)
  await saveWithPasswordsInMemory(page, form)
  if (fields.name !== undefined) await expectOpen(page, fields.name)
}

/** Saves the form; where there is no keychain, has passwords kept in memory first. */
export async function saveWithPasswordsInMemory(page: Page, form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Save and open' }).click()
  const unlock = form.getByRole('button', { name: 'Unlock' })
  await Promise.race([unlock.waitFor(), form.waitFor({ state: 'hidden' })])
  if (!await unlock.isVisible()) return
  await unlock.click()
  await page.getByRole('button', { name: 'Keep in memory only' }).click()
  await form.getByRole('button', { name: 'Save and open' }).click()
}

/** Waits until a source is open in the window. */
export async function expectOpen(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId('database-picker')).toHaveAccessibleName(`Database: ${name}, connected`, { timeout: 30_000 })
}
