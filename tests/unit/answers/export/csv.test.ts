import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportCsv } from '../../../../electron/answers/export/csv.ts'
import { usd } from '../../charts/inputs.ts'
import { column, exportBench, kept } from './exported.ts'

let bench: Awaited<ReturnType<typeof exportBench>>
beforeAll(async () => { bench = await exportBench() })
afterAll(() => bench.close())

async function written(...[columns, rows]: [Parameters<typeof kept>[1], Parameters<typeof kept>[2]]): Promise<string> {
  const { id } = await kept(bench.results, columns, rows)
  const path = join(bench.folder, `${id}.csv`)
  await Array.fromAsync(exportCsv(bench.results, { id }, path))
  return readFileSync(path, 'utf8')
}

it('writes UTF-8 with a mark, headings with units, CRLF, exact digits, nothing for null', async () => {
  const text = await written(
    [column('Région', 'text'), column('Revenue', 'decimal', { scale: 2, unit: usd }), column('Share', 'decimal', { scale: 4, unit: { kind: 'percent' } }), column('Day', 'date'), column('Open', 'boolean'), column('Big', 'integer')],
    [['EMEA', '-1234567.10', '0.1234', '2026-06-30', true, '123456789012345678901'], ['', null, null, null, false, null]],
  )
  expect(text).toBe('\uFEFFRégion,Revenue (USD),Share (1 = 100%),Day,Open,Big\r\nEMEA,-1234567.10,0.1234,2026-06-30,true,123456789012345678901\r\n"",,,,false,\r\n')
})

it('quotes separators, quotes and line ends', async () => {
  expect(await written([column('a,b', 'text')], [['say "hi"'], ['one\ntwo'], [' padded '], ['a;b']])).toBe('\uFEFF"a,b"\r\n"say ""hi"""\r\n"one\ntwo"\r\n" padded "\r\n"a;b"\r\n')
})

it('leaves no file where the folder is missing, and fails for a result that is gone', async () => {
  const { id } = await kept(bench.results, [column('n', 'integer')], [['1']])
  const path = join(bench.folder, 'missing', 'x.csv')
  await expect(Array.fromAsync(exportCsv(bench.results, { id }, path))).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  await bench.results.drop(id)
  await expect(Array.fromAsync(exportCsv(bench.results, { id }, join(bench.folder, 'x.csv')))).rejects.toMatchObject({ code: 'RESULT_GONE' })
  expect(existsSync(join(bench.folder, 'x.csv'))).toBe(false)
})
