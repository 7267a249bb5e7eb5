import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportXlsx } from '../../../../electron/answers/export/xlsx.ts'
import { category, measure, planOf, usd } from '../../charts/inputs.ts'
import { column, exportBench, kept, readXlsx, requestFor } from './exported.ts'

let bench: Awaited<ReturnType<typeof exportBench>>
let number = 0
beforeAll(async () => { bench = await exportBench() })
afterAll(() => bench.close())

async function written(...[columns, rows, truncated, more]: [Parameters<typeof kept>[1], Parameters<typeof kept>[2], boolean?, Parameters<typeof requestFor>[1]?]) {
  const facts = await kept(bench.results, columns, rows, truncated)
  const path = join(bench.folder, `${number++}.xlsx`)
  const progress = await Array.fromAsync(exportXlsx(bench.results, requestFor(facts.id, more), path))
  return { ...readXlsx(path), progress }
}

const money = column('Revenue', 'decimal', { scale: 2, unit: usd })

describe('cells', () => {
  it('writes each kind as what it is, with exact digits', async () => {
    const { cell } = await written(
      [column('Region', 'text'), money, column('Count', 'integer'), column('Share', 'decimal', { scale: 6, unit: { kind: 'percent' } }), column('Day', 'date'), column('At', 'timestamp'), column('Open', 'boolean'), column('Rate', 'float')],
      [['EMEA', '-1234.50', '7', '0.123400', '2026-06-30', '2026-06-30 12:00:00', true, 0.125], ['APAC', null, null, null, null, null, null, null]],
    )
    expect(cell(1, 'A2')).toMatchObject({ type: 'inlineStr', value: 'EMEA', format: '@' })
    expect(cell(1, 'B2')).toMatchObject({ type: undefined, value: '-1234.50', format: '#,##0.00' })
    expect(cell(1, 'C2')).toMatchObject({ value: '7', format: '#,##0' })
    expect(cell(1, 'D2')).toMatchObject({ value: '0.123400', format: '#,##0.0000%' })
    // 30 June 2026 is day 46203 of Excel's calendar.
    expect(cell(1, 'E2')).toMatchObject({ type: undefined, value: '46203', format: 'yyyy-mm-dd' })
    expect(cell(1, 'F2')).toMatchObject({ value: '46203.5', format: 'yyyy-mm-dd hh:mm:ss' })
    expect(cell(1, 'G2')).toMatchObject({ type: 'b', value: '1' })
    expect(cell(1, 'H2')).toMatchObject({ value: '0.125', format: '#,##0.000' })
    expect(cell(1, 'B1')?.value).toBe('Revenue (USD)')
    expect(cell(1, 'B3')).toBeUndefined()
  })

  it('writes negatives in parentheses when that is chosen, and keys and years without separators', async () => {
    const { cell } = await written([money, column('Customer id', 'integer'), column('Year', 'integer')], [['-1.00', '12345', '2025']], false, { negatives: 'parentheses' })
    expect(cell(1, 'A2')?.format).toBe('#,##0.00_);(#,##0.00)')
    expect([cell(1, 'B2')?.format, cell(1, 'C2')?.format]).toEqual(['0', '0'])
  })

  it('keeps numbers of more than 15 digits as text, the whole column, and says so', async () => {
    const { cell, texts } = await written([column('Big', 'integer'), money], [['12345678901234567', '1234567890123.45'], ['1', '0.10']])
    expect(cell(1, 'A2')).toMatchObject({ type: 'inlineStr', value: '12345678901234567' })
    expect(cell(1, 'A3')).toMatchObject({ type: 'inlineStr', value: '1' })
    expect(cell(1, 'B2')).toMatchObject({ type: undefined, value: '1234567890123.45' })
    expect(texts(2).join()).toContain('“Big” is written as text')
  })

  it('keeps dates that Excel has none for as text', async () => {
    const { cell, texts } = await written([column('Day', 'date')], [['0000-00-00'], ['1899-12-31'], ['2026-02-31'], ['0026-06-30'], ['1900-03-01'], ['9999-12-31']])
    expect(['A2', 'A3', 'A4', 'A5', 'A6', 'A7'].map((place) => cell(1, place)?.value)).toEqual(['0000-00-00', '1899-12-31', '2026-02-31', '0026-06-30', '61', '2958465'])
    expect(texts(2).join()).toContain('4 values that Excel cannot hold as a date')
  })

  it('keeps moments finer than Excel knows as text, and takes what it can', async () => {
    const { cell } = await written([column('At', 'timestamp')], [['2026-06-30 06:00:00.123456'], ['2026-06-30 06:00:00.500000'], ['2026-06-30 24:00:00'], ['2024-02-29T18:00:00'], ['2026-13-01 00:00:00']])
    expect(['A2', 'A3', 'A4', 'A5', 'A6'].map((place) => cell(1, place)?.value)).toEqual(['2026-06-30 06:00:00.123456', String(46_203 + 21_600.5 / 86_400), '2026-06-30 24:00:00', '45351.75', '2026-13-01 00:00:00'])
  })

  it('cuts texts longer than a cell can be, and says so', async () => {
    const { cell, texts } = await written([column('Long', 'text')], [[`${'a'.repeat(32_765)}😀b`], ['a'.repeat(32_767)]])
    expect(cell(1, 'A2')?.value).toBe(`${'a'.repeat(32_765)}…`)
    expect(cell(1, 'A3')?.value).toHaveLength(32_767)
    expect(texts(2).join()).toContain('more than 32,767 characters')
  })
})

describe('sheets', () => {
  const plan = planOf([category('g1', 'Region')], [measure('m1', 'Revenue')])
  const grouped = [{ ...column('Region', 'text'), id: 'g1' }, { ...money, id: 'm1' }]

  it('adds the total where there is one, outside the filter', async () => {
    const { cell, parts } = await written(grouped, [['EMEA', '0.10'], ['APAC', '0.20']], false, { plan })
    expect(cell(1, 'A4')?.value).toBe('Total')
    expect(cell(1, 'B4')).toMatchObject({ value: '0.30', format: '#,##0.00' })
    expect(parts['xl/worksheets/sheet1.xml']).toContain('</sheetData><autoFilter ref="A1:B3"/>')
    expect(parts['xl/worksheets/sheet1.xml']).toContain('state="frozen"')
  })

  it('says on both sheets that rows are missing, and has no total then', async () => {
    const { texts, parts } = await written(grouped, [['EMEA', '0.10'], ['APAC', '0.20']], true, { plan })
    expect(parts['xl/workbook.xml']).toContain('name="Revenue by region (first 2)"')
    expect(texts(1)).toContain('Only the first 2 rows: the source has more.')
    expect(texts(1)).not.toContain('Total')
    expect(texts(2).join()).toContain('the source has more')
  })

  it('writes the receipt, SQL and values as text', async () => {
    const { texts } = await written(grouped, [])
    expect(texts(2)).toEqual(expect.arrayContaining(['Question', 'revenue by region', 'Ledger', 'invoices', 'Period: 2025', '2026-06-30', '0, complete', 'Revenue excludes void invoices', 'SELECT 1', '=1+1', 'null']))
  })

  it('tells how far it is, and leaves nothing when it is left', async () => {
    const facts = await kept(bench.results, [column('n', 'integer')], Array.from({ length: 25_000 }, (_, at) => [String(at)]))
    const path = join(bench.folder, 'left.xlsx')
    const seen: number[] = []
    for await (const { rows, of } of exportXlsx(bench.results, requestFor(facts.id), path)) {
      expect(of).toBe(25_000)
      seen.push(rows)
      if (rows > 10_000) break
    }
    expect(seen.every((rows, at) => rows >= (seen[at - 1] ?? 0))).toBe(true)
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('refuses more rows than a sheet has, before it reads any', async () => {
    const writer = await bench.results.begin([column('n', 'integer')])
    for (let at = 0; at < 105; at++) await writer.append(Array.from({ length: 10_000 }, () => ['1']))
    const { id } = await writer.finish({ truncated: false })
    const path = join(bench.folder, 'many.xlsx')
    await expect(Array.fromAsync(exportXlsx(bench.results, requestFor(id), path))).rejects.toMatchObject({ code: 'TOO_LARGE', hint: expect.stringContaining('CSV') as unknown })
    expect(existsSync(path)).toBe(false)
  })
})
