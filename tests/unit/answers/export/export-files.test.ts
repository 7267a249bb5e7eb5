import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ExportFiles, type ExportEvent, type FinishedFile } from '../../../../electron/answers/export/export-files.ts'
import { column, exportBench, kept, requestFor } from './exported.ts'

let bench: Awaited<ReturnType<typeof exportBench>>
beforeAll(async () => { bench = await exportBench() })
afterAll(() => bench.close())

const rows = Array.from({ length: 30_000 }, (_, at) => [String(at), `row ${at} ${'x'.repeat(60)}`])
const columns = [column('n', 'integer'), column('text', 'text')]
const inside = (root: string): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name)

async function made(files: ExportFiles, format: 'csv' | 'xlsx'): Promise<{ events: ExportEvent[]; file: FinishedFile }> {
  const { id } = await kept(bench.results, columns, rows)
  const events = await Array.fromAsync(files.make(bench.results, { ...requestFor(id), format }))
  const file = events.at(-1)?.file
  if (file == null) throw new Error('no file')
  return { events, file }
}

it('makes a file, hands it over in pieces of at most 1 MB, and forgets it after the last', async () => {
  const root = join(bench.folder, 'a')
  const files = await ExportFiles.open(root)
  const { events, file } = await made(files, 'csv')
  expect(file).toMatchObject({ name: 'Revenue by region.csv', type: 'text/csv; charset=utf-8' })
  expect(events.slice(0, -1).every((event) => event.file === null)).toBe(true)
  expect(events.at(-1)).toMatchObject({ rows: 30_000, of: 30_000 })
  const [stored] = inside(root)
  const whole = readFileSync(join(root, readdirSync(root, { recursive: true }).map(String).find((name) => name.endsWith(stored!))!))
  const pieces: Uint8Array[] = []
  for (let offset = 0, last = false; !last;) {
    const next = await files.read(file.id, offset)
    expect(next.piece.length).toBeLessThanOrEqual(1024 * 1024)
    pieces.push(next.piece)
    offset += next.piece.length
    last = next.last
  }
  expect(pieces.length).toBeGreaterThan(1)
  expect(Buffer.concat(pieces).equals(whole)).toBe(true)
  expect(file.bytes).toBe(whole.length)
  await expect(files.read(file.id, 0)).rejects.toMatchObject({ code: 'RESULT_GONE' })
  expect(inside(root)).toEqual([])
  await files.close()
})

it('leaves nothing when making it is left, forgets what nobody reads, and removes all at its end', async () => {
  const root = join(bench.folder, 'b')
  const files = await ExportFiles.open(root, { keptMs: 300 })
  const { id } = await kept(bench.results, columns, rows)
  for await (const event of files.make(bench.results, { ...requestFor(id), format: 'xlsx' })) if (event.rows > 0) break
  expect(inside(root)).toEqual([])
  const { file } = await made(files, 'xlsx')
  expect(inside(root)).toHaveLength(1)
  await after(600)
  await expect(files.read(file.id, 0)).rejects.toMatchObject({ code: 'RESULT_GONE' })
  expect(inside(root)).toEqual([])
  await made(files, 'csv')
  await files.close()
  expect(inside(root)).toEqual([])
})

it('removes what a process left that is gone', async () => {
  const root = join(bench.folder, 'c')
  mkdirSync(join(root, '999999999', 'results-x'), { recursive: true })
  writeFileSync(join(root, '999999999', 'results-x', 'secret'), 'rows')
  const files = await ExportFiles.open(root)
  expect(existsSync(join(root, '999999999'))).toBe(false)
  await files.close()
})

it.each(['../../etc/passwd', '__proto__', ''])('knows no file %j', async (id) => {
  const files = await ExportFiles.open(join(bench.folder, 'd'))
  await expect(files.read(id, 0)).rejects.toMatchObject({ code: 'RESULT_GONE' })
  await files.close()
})
