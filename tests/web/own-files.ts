import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, type Page } from '@playwright/test'

/** Opens a file or folder by typing where it is, and waits until it can be asked. */
export async function openByPath(page: Page, path: string, name: string): Promise<void> {
  const chooser = await openChooser(page)
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(path)
  await page.keyboard.press('Enter')
  await expect(chooser.getByRole('textbox', { name: 'Folder' })).toHaveValue(path)
  await chooser.getByRole('button', { name: 'Open this folder' }).click()
  await expectOpen(page, name)
}

export async function openChooser(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page.getByTestId('database-picker').click()
  await page.getByRole('button', { name: 'Open a file or folder' }).click()
  const chooser = page.getByRole('dialog', { name: 'Open a file or folder' })
  await expect(chooser.getByRole('list', { name: 'Files and folders' })).toHaveAttribute('aria-busy', 'false')
  return chooser
}

/** Waits until a source of this name is the one that is asked. */
export async function expectOpen(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId('database-picker')).toContainText(name, { timeout: 30_000 })
  await expect(page.getByTestId('status-bar')).toContainText('Connected', { timeout: 30_000 })
}

/** Drops a file onto the window, as the browser hands it over. */
export async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(`(() => { const held = new DataTransfer(); held.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)})); return held })()`)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: transfer })
}

/** What a person might have in cells, and what must never be more than text. */
export const hostileCells = ['<img src=x onerror="document.title=1">', '<script>document.title=2</script>', '=HYPERLINK("http://127.0.0.1:9/?"&A1)', '+1+cmd|\' /C calc\'!A0', '\u202Egnp.exe', '__proto__', 'constructor', 'شركة الاختبار', '😀 wide 漢字']

/** A folder with the same small table as CSV, Parquet, JSON, DuckDB and SQLite, and as a folder of files. Ten sales; the amounts add up to 1,000.05. */
export async function writeSamples(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'shop'), { recursive: true })
  const rows = Array.from({ length: 10 }, (_, at) => ({ id: at + 1, day: `2025-${String(at + 1).padStart(2, '0')}-15`, place: at % 2 === 0 ? 'Leeds' : 'York', amount: `${at + 95}.${at === 9 ? '55' : '50'}` }))
  await writeFile(join(folder, 'sales.csv'), `id,day,place,amount\n${rows.map(({ id, day, place, amount }) => `${id},${day},${place},${amount}`).join('\n')}\n`)
  await writeFile(join(folder, 'sales.json'), JSON.stringify(rows.map((row) => ({ ...row, amount: Number(row.amount) }))))
  await writeFile(join(folder, 'notes.txt'), 'Nothing to read here.')
  await writeFile(join(folder, 'broken.parquet'), 'PAR1 this is not a Parquet file PAR1')
  await writeFile(join(folder, 'broken.sqlite'), `SQLite format 3\0${'x'.repeat(4_096)}`)
  await writeFile(join(folder, 'hostile.csv'), `id,"<b>bold</b>",words\n${hostileCells.map((cell, at) => `${at + 1},${at * 10},"${cell.replaceAll('"', '""')}"`).join('\n')}\n`)
  const sqlite = new DatabaseSync(join(folder, 'sales.sqlite'))
  sqlite.exec('CREATE TABLE places (place TEXT PRIMARY KEY, country TEXT NOT NULL); INSERT INTO places VALUES (\'Leeds\', \'UK\'), (\'York\', \'UK\'); CREATE TABLE sales (id INTEGER PRIMARY KEY, day DATE, place TEXT REFERENCES places, amount DECIMAL(15, 2))')
  const insert = sqlite.prepare('INSERT INTO sales VALUES (?, ?, ?, ?)')
  for (const { id, day, place, amount } of rows) insert.run(id, day, place, amount)
  sqlite.close()
  const duckdb = await DuckDBInstance.create(join(folder, 'sales.duckdb'))
  const connection = await duckdb.connect()
  await connection.run(`CREATE TABLE sales AS SELECT id::INTEGER AS id, day, place, amount::DECIMAL(15, 2) AS amount FROM '${join(folder, 'sales.csv')}'`)
  await connection.run(`COPY sales TO '${join(folder, 'sales.parquet')}' (FORMAT parquet)`)
  await connection.run(`COPY sales TO '${join(folder, 'shop', 'sales.parquet')}' (FORMAT parquet)`)
  connection.closeSync()
  duckdb.closeSync()
  await writeFile(join(folder, 'shop', 'places.csv'), 'place,country\nLeeds,UK\nYork,UK\n')
}
