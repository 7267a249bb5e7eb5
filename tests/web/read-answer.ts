import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { Cell } from '../../shared/model/value.ts'
import { askIn, expect } from './quaestor.ts'

/** The question that was asked last, as it stands on the page. */
export const latest = (page: Page): Locator => page.getByTestId('document').last()

/** Asks, and waits until the question stands in the thread. */
export async function ask(page: Page, question: string): Promise<Locator> {
  await askIn(page, question)
  await expect(page.getByTestId('ask-box')).toHaveValue('')
  return latest(page)
}

/** Asks, and waits for the end: an answer, or why there is none. */
export async function askToTheEnd(page: Page, question: string, timeout = 30_000): Promise<Locator> {
  const document = await ask(page, question)
  await expect(document).toHaveAttribute('aria-busy', 'false', { timeout })
  return document
}

export const tab = (document: Locator, name: 'Chart' | 'Table' | 'SQL' | 'Receipt'): Locator => document.getByRole('tab', { name, exact: true })

/** The rows on screen, as they are written there, without the line of totals. Only what the table shows without scrolling. */
export async function shownRows(document: Locator): Promise<string[][]> {
  await tab(document, 'Table').click()
  const grid = document.getByRole('grid').or(document.getByRole('treegrid')).first()
  await expect(grid.getByRole('gridcell').first()).toHaveText(/\S/)
  return grid.getByRole('row').evaluateAll((rows) => rows
    .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? ''))
    .filter((cells) => cells.length > 0 && !cells.some((cell) => cell.startsWith('Total, '))))
}

/** Every row of an answer, from the CSV file that the interface makes of it. */
export async function exportedRows(document: Locator): Promise<Cell[][]> {
  const page = document.page()
  await document.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  return readCsv(await readFile(await (await download).path(), 'utf8')).slice(1)
}

/** Fields of a CSV file (RFC 4180); one without quotes and without text is null. */
export function readCsv(text: string): Cell[][] {
  const rows: Cell[][] = []
  let row: Cell[] = []
  for (const [, quoted, plain = '', end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && row.length === 0 && plain === '' && quoted === undefined) break
    row.push(quoted?.replaceAll('""', '"') ?? (plain === '' ? null : plain))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
