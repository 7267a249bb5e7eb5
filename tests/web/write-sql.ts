import type { Locator, Page } from '@playwright/test'
import { openTab } from './answer-page.ts'

/** Writes SQL in the place of that of an answer and runs it with the keyboard; what comes of it is the next version of the document. */
export async function runSql(page: Page, document: Locator, sql: string): Promise<void> {
  await openTab(document, 'SQL')
  const editor = document.getByRole('textbox', { name: 'SQL, editable' })
  if (await editor.count() === 0) await document.getByRole('button', { name: 'Edit', exact: true }).click()
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(sql)
  await page.keyboard.press('Control+Enter')
}
