import { readFile } from 'node:fs/promises'
import { answerTo, ended, expectStages, grid, headings, openTab, rowCells, tableRows } from './answer-page.ts'
import { exported, parsedCsv, sheetCells, unzipped } from './exported-files.ts'
import { grouped, ledgerRows, revenueFrom } from './ledger-sql.ts'
import { drop, expectOpen, hostileCells } from './own-files.ts'
import { expect, openLedger, test } from './shared-host.ts'
import { runSql } from './write-sql.ts'

test('all 249,000 journal lines: read in steps, sorted by the engine, scrolled to the end, resized and moved', async ({ app }) => {
  const document = await answerTo(app, 'How many customers do we have?')
  await runSql(app, document, 'select line_id, acct_code, sales_region, amt_gc from journal_lines order by line_id')
  const table = grid(document)
  await expect(document.getByText('First 1,000 rows', { exact: false }).first()).toBeVisible()
  for (const more of ['10,000', '100,000', '1,000,000']) {
    await document.getByRole('button', { name: `Read up to ${more} rows` }).click()
    await expect(document.getByRole('button', { name: `Read up to ${more} rows` })).toHaveCount(0, { timeout: 30_000 })
    await expect(document).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  }
  await expect(document.getByText('248,927 rows', { exact: true }).last()).toBeVisible()

  await table.getByText('amt_gc', { exact: true }).click()
  const amounts = await ledgerRows('SELECT min(amt_gc), max(amt_gc) FROM journal_lines')
  await expect.poll(async () => (await rowCells(document, 0))[3]).toBe(grouped(amounts[0]?.[0] ?? ''))
  await table.getByRole('gridcell', { name: grouped(amounts[0]?.[0] ?? '') }).first().click()
  await app.keyboard.press('Control+End')
  await expect.poll(async () => (await rowCells(document, 248_926))[3], { timeout: 20_000 }).toBe(grouped(amounts[0]?.[1] ?? ''))
  await app.keyboard.press('Control+Home')
  await expect(table.getByRole('columnheader').nth(4)).toHaveAttribute('aria-sort', 'ascending')
  await table.getByText('amt_gc', { exact: true }).click()
  await expect.poll(async () => (await rowCells(document, 0))[3]).toBe(grouped(amounts[0]?.[1] ?? ''))

  const header = table.getByRole('columnheader', { name: /acct_code/ })
  const before = await header.boundingBox()
  const edge = { x: (before?.x ?? 0) + (before?.width ?? 0) - 1, y: (before?.y ?? 0) + 10 }
  await app.mouse.move(edge.x, edge.y)
  await app.mouse.down()
  await app.mouse.move(edge.x + 80, edge.y, { steps: 4 })
  await app.mouse.up()
  expect((await header.boundingBox())?.width).toBeGreaterThan((before?.width ?? 0) + 60)

  await header.hover()
  await app.mouse.down()
  const target = await table.getByRole('columnheader', { name: /line_id/ }).boundingBox()
  await app.mouse.move((target?.x ?? 0) + 30, edge.y, { steps: 12 })
  await app.mouse.move((target?.x ?? 0) + 8, edge.y, { steps: 8 })
  await app.mouse.up()
  await expect.poll(async () => (await headings(document)).slice(-4)).toEqual(['acct_code', 'line_id', 'sales_region', 'amt_gc'])
})

test('an answer that is only the first rows says so everywhere: no total, no chart, not sortable', async ({ app }) => {
  const document = await answerTo(app, 'Revenue by invoice number')
  await expect(document.getByRole('list', { name: 'Stages' })).toContainText('First 1,000 rows')
  await expect(document.getByRole('tab', { name: 'Chart' })).toHaveCount(0)
  await expect(document.getByText(/^First 1,000 rows\. Not totalled/)).toBeVisible()
  await expect(grid(document).getByText(/^Total/)).toHaveCount(0)
  await expect(grid(document).getByRole('columnheader').last()).not.toHaveAttribute('aria-sort', /.*/)
  const file = await readFile(await exported(app, document, 'CSV'), 'utf8')
  expect(parsedCsv(file).length).toBeGreaterThanOrEqual(1_001)
  await openTab(document, 'Receipt')
  await expect(document.getByRole('tabpanel')).toContainText('the first 1,000; there are more')
})

test('copies, CSV and Excel hold every digit of the answer', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const rows = await ledgerRows(`SELECT c.region, sum(l.amt_gc) ${revenueFrom} WHERE year(i.invoice_date) = 2025 GROUP BY 1 ORDER BY 2 DESC`)
  const document = await answerTo(app, 'Revenue by region in 2025')
  await document.getByRole('button', { name: 'Export' }).click()
  await app.getByRole('menuitem', { name: 'Copy with headers' }).click()
  await expect.poll(() => app.evaluate('navigator.clipboard.readText()')).toBe([['Region', 'Revenue (USD)'], ...rows].map((row) => row.join('\t')).join('\n'))

  const csv = parsedCsv(await readFile(await exported(app, document, 'CSV'), 'utf8'))
  expect(csv.slice(1, 1 + rows.length)).toEqual(rows)
  const cells = sheetCells(unzipped(await readFile(await exported(app, document, 'Excel, with the receipt'))))
  for (const [region = '', revenue = ''] of rows) {
    const row = cells.find((each) => each.includes(region))
    expect(row?.map(Number)).toContain(Number(revenue))
  }
})

test('a chart is saved as the picture that is shown', async ({ app }) => {
  const document = await answerTo(app, 'Revenue by region in 2025')
  const png = await readFile(await exported(app, document, 'PNG picture'))
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  expect(png.readUInt32BE(16)).toBeGreaterThan(700)
  const svg = await readFile(await exported(app, document, 'SVG picture'), 'utf8')
  for (const words of ['<svg', 'Americas', 'UK &amp; Ireland', 'Revenue by region', '2025']) expect(svg).toContain(words)
  const spec = JSON.parse(await readFile(await exported(app, document, 'Vega-Lite spec'), 'utf8')) as { data?: { values?: unknown[] } }
  expect(spec.data?.values).toHaveLength(4)
})

test('SQL of one’s own runs, and what writes is refused by its rule', async ({ app }) => {
  const document = await answerTo(app, 'How many customers do we have?')
  await runSql(app, document, 'select region, count(*) as n from customers group by region order by n desc, region')
  await expect(document.getByRole('tab', { name: 'Chart' }).or(document.getByRole('tab', { name: 'Table' })).first()).toBeVisible()
  await expect.poll(() => tableRows(document)).toEqual(await ledgerRows('SELECT region, count(*) AS n FROM customers GROUP BY 1 ORDER BY n DESC, region'))
  for (const [sql, says] of [
    ['delete from customers', /DELETE|read/i], ['select * from customers; drop table customers', /statement/i], [`copy customers to '/tmp/customers.csv'`, /COPY|read/i],
    [`select * from customers into outfile '/tmp/x'`, /INTO|understood|read|cannot/i], [`select * from read_text('/etc/passwd')`, /read_text/i],
  ] as const) {
    await runSql(app, document, sql)
    await expect(document.getByRole('tabpanel').getByRole('alert')).toContainText(says)
    const more = document.getByRole('tabpanel').getByRole('button', { name: /^(Show|Hide) details/ })
    if ((await more.innerText()).startsWith('Show')) await more.click()
    await expect(document.getByRole('tabpanel')).toContainText('REFUSED_BY_GUARD')
  }
  await document.getByRole('button', { name: 'Stop editing' }).click()
  expect(await ledgerRows('SELECT count(*) FROM customers')).toEqual([['404']])
})

test('no rows, and one number', async ({ app }) => {
  const document = await answerTo(app, 'How many customers do we have?')
  await expect(document.getByRole('tabpanel')).toContainText('404')
  await runSql(app, document, 'select * from customers where 1 = 0')
  await expect(document.getByText('No rows', { exact: true })).toBeVisible()
  const none = await answerTo(app, 'Revenue by region in 2019')
  await expect(none.getByRole('tabpanel')).toContainText('2019')
  await expect(none.getByText('No rows', { exact: true })).toBeVisible()
})

test('hostile words in cells and headings are text: they run nothing, and leave as text', async ({ app }) => {
  const lines = hostileCells.map((cell, at) => `${at + 1},${at * 10},"${cell.replaceAll('"', '""')}"`)
  await drop(app, 'hostile.csv', `id,"<b>bold</b>",words\n${lines.join('\n')}\n`)
  await expectOpen(app, 'hostile')
  const title = await app.title()
  const document = await ended(app, 'List hostile')
  await expectStages(document)
  await runSql(app, document, 'select * from hostile order by id')
  await expect.poll(async () => (await tableRows(document)).length).toBe(hostileCells.length)
  expect((await headings(document)).slice(-3)).toEqual(['id', '<b>bold</b>', 'words'])
  const shown = (await tableRows(document)).map((row) => row[2]?.replaceAll(/\[?(U\+202E|⟨[^⟩]*⟩)\]?/gi, ''))
  for (const [at, cell] of hostileCells.entries()) if (!cell.includes('\u202E')) expect(shown[at]).toBe(cell)
  expect(shown[4]).toContain('gnp.exe')
  expect(await app.title()).toBe(title)
  await expect(document.locator('img[src=x]')).toHaveCount(0)

  const csv = parsedCsv(await readFile(await exported(app, document, 'CSV'), 'utf8'))
  expect(csv.find(([id]) => id === '3')?.[2]).toMatch(/^'=HYPERLINK/)
  const sheets = unzipped(await readFile(await exported(app, document, 'Excel, with the receipt')))
  for (const [name, bytes] of sheets) if (name.startsWith('xl/worksheets/')) expect(bytes.toString('utf8')).not.toMatch(/<f[ >]/)
  expect(sheetCells(sheets).flat()).toContain(hostileCells[2])
  await openLedger(app)
})
