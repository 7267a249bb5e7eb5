import { expect, type Locator, type Page } from '@playwright/test'
import { askIn } from './quaestor.ts'

/** The document of a question: the newest that says these words. */
export const documentOf = (page: Page, question: string): Locator => page.getByRole('article').filter({ has: page.getByText(question, { exact: true }) }).last()

/** Waits until something can be asked; the first opening of a database reads all of it. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByTestId('status-bar')).toContainText('Connected', { timeout: 60_000 })
}

/** Asks, and waits until the run has ended, however it did. */
export async function ended(page: Page, question: string): Promise<Locator> {
  await ready(page)
  await askIn(page, question)
  const document = documentOf(page, question)
  await expect(document).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  return document
}

/** Asks, and waits for the answer: five stages, all done. */
export async function answerTo(page: Page, question: string): Promise<Locator> {
  const document = await ended(page, question)
  await expectStages(document)
  return document
}

export async function expectStages(document: Locator): Promise<void> {
  const stages = document.getByRole('list', { name: 'Stages' }).getByRole('listitem')
  await expect(stages).toHaveText([/^Understood$/, /^Planned$/, /^Checked$/, /^(First )?[\d,]+ rows?$/, /^Drawn$/])
}

export const openTab = (document: Locator, name: 'Chart' | 'Figure' | 'Table' | 'SQL' | 'Receipt'): Promise<void> => document.getByRole('tab', { name, exact: true }).click()

export const chip = (document: Locator, name: string | RegExp): Locator => document.getByRole('group', { name: 'What was understood' }).getByRole('button', { name })

/** Opens a chip, and gives what it opens. */
export async function openChip(page: Page, document: Locator, name: string | RegExp): Promise<Locator> {
  await chip(document, name).first().click()
  const editor = page.getByRole('dialog')
  await expect(editor).toBeVisible()
  return editor
}

/** Opens the menu of pieces to add, and in it the choices of one. */
export async function openAdd(page: Page, document: Locator, piece: string): Promise<Locator> {
  await chip(document, 'Add').click()
  const editor = page.getByRole('dialog')
  await editor.getByRole('option', { name: piece }).click()
  await expect(editor.getByRole('button', { name: 'Add' }).first()).toBeVisible()
  return editor
}

/** Chooses one of the choices of an open chip; `group` is the heading it stands under. */
export async function choose(editor: Locator, option: string | RegExp, group?: string): Promise<void> {
  const place = group === undefined ? editor : editor.getByRole('group', { name: group, exact: true })
  await place.getByRole('option', { name: option }).first().click()
}

/** Waits until a change of the plan has been answered: the chip says so, and nothing runs. */
export async function expectChanged(document: Locator, name: string | RegExp): Promise<void> {
  await expect(chip(document, name)).toBeVisible({ timeout: 20_000 })
  await expect(document).toHaveAttribute('aria-busy', 'false')
}

/** Text as it is typed: a number and its percent sign are held together by a space of their own. */
const plain = (text: string): string => text.trim().replaceAll('\u00a0', ' ')

export const grid = (document: Locator): Locator => document.getByRole('grid')

/** The headings of the table of an answer, which is opened for that. */
export async function headings(document: Locator): Promise<string[]> {
  await openTab(document, 'Table')
  const headers = grid(document).locator('[role=columnheader]:not([col-id=row])')
  await expect(headers.first()).toBeVisible()
  return (await headers.allInnerTexts()).map(plain)
}

/** The rows of a table that fits the window whole, as they are shown, without row numbers and total. */
export async function tableRows(document: Locator): Promise<string[][]> {
  const columns = (await headings(document)).length
  const cells = grid(document).locator('[row-index]:not(.ag-row-pinned) [role=gridcell]:not([col-id=row])')
  await expect(cells.first(), 'rows that are still on their way are empty').not.toHaveText('')
  const texts = (await cells.allInnerTexts()).map(plain)
  return Array.from({ length: Math.ceil(texts.length / columns) }, (_, row) => texts.slice(row * columns, (row + 1) * columns))
}

/** The cells of one row that is in view: `index` counts from 0, "b-0" is the total. */
export async function rowCells(document: Locator, index: number | 'b-0'): Promise<string[]> {
  const cells = grid(document).locator(`[row-index="${index}"] [role=gridcell]:not([col-id=row])`)
  await expect(cells.first()).toBeVisible()
  return (await cells.allInnerTexts()).map(plain)
}
