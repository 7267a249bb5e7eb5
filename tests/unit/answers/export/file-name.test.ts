import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportName, sheetName } from '../../../../electron/answers/export/file-name.ts'
import { exportBench } from './exported.ts'

let bench: Awaited<ReturnType<typeof exportBench>>
beforeAll(async () => { bench = await exportBench() })
afterAll(() => bench.close())

const whole = { rows: 5, truncated: false }
const part = { rows: 1_000, truncated: true }
const hostile = [
  '', ' ', '.', '..', '../../etc/passwd', 'C:\\Windows\\x', 'a/b', 'CON', 'con.txt', 'LPT1', 'a:b', 'what?', 'a*b', '<x>|"y"', 'ends. ', '\0null', 'line\nbreak', 'x\u202Efdp.exe', '😀'.repeat(200), 'x'.repeat(1_000),
  '\ud800', '-rf', '__proto__', "'", "'quoted'", '[a]:b', 'History', 'receipt', '.hidden',
]

it('keeps what a title says', () => {
  expect(exportName('Revenue by region, 2025', 'xlsx', whole)).toBe('Revenue by region, 2025.xlsx')
  expect(exportName('Umsatz größer 5 €', 'csv', part)).toBe('Umsatz größer 5 € (first 1,000 rows).csv')
  expect(sheetName('Revenue by region and product line, 2025', part)).toBe('Revenue by region (first 1,000)')
})

it.each(hostile)('makes a name of %j that every system takes', (title) => {
  for (const facts of [whole, part]) {
    const name = exportName(title, 'csv', facts)
    expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]+\.csv$/u)
    expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|^[ .]|[ .]\.csv$/i)
    expect(Buffer.byteLength(name)).toBeLessThan(230)
    writeFileSync(join(bench.folder, name), '')
  }
})

it.each(hostile)('makes a sheet of %j that Excel opens', (title) => {
  for (const facts of [whole, part, { rows: 1_048_000, truncated: true }]) {
    const name = sheetName(title, facts)
    expect(name.length).toBeLessThanOrEqual(31)
    expect(name).toMatch(/^[^'[\]:*?/\\\p{Cc}\p{Cf}\p{Cs}]([^[\]:*?/\\\p{Cc}\p{Cs}]*[^'])?$/u)
    expect(name).not.toMatch(/^(history|receipt)$/i)
  }
})
