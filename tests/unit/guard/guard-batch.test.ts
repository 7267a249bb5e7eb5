import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guardBatch } from '../../../electron/cli/guard-batch.ts'

let folder = ''
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'guard-batch-')) })
afterEach(() => rm(folder, { recursive: true }))

async function batch(list: string): Promise<unknown[]> {
  const [questions, out] = [join(folder, 'in.json'), join(folder, 'out.jsonl')]
  await writeFile(questions, list)
  await guardBatch({ questions, dialect: 'sqlite', out })
  const text = await readFile(out, 'utf8')
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)
}

test('writes one line per item, in order', async () => {
  expect(await batch(JSON.stringify([{ id: 1, sql: 'select 1' }, { id: 'b', sql: 'DROP TABLE t' }]))).toEqual([
    { id: 1, outcome: 'allowed', sql: 'SELECT 1' },
    { id: 'b', outcome: 'refused', rule: 'not-a-select', message: 'A statement that starts with "DROP" is not a SELECT.' },
  ])
})

test('goes on after items that are no statements at all', async () => {
  const items = [null, 5, 'select 1', [], {}, { id: 1 }, { sql: null }, { id: 2, sql: 7 }, { sql: 'SELECT 2' }, { id: 0, sql: 'SELECT 2' }, { id: { a: 1 }, sql: 'x'.repeat(3_000_000) }, { id: 3, sql: `SELECT ${'('.repeat(100_000)}` }, { id: 4, sql: 'SELECT 3' }]
  const lines = await batch(JSON.stringify(items))
  expect(lines).toHaveLength(items.length)
  expect(lines.map((line) => (line as { outcome: string }).outcome)).toEqual([...Array.from({ length: 9 }, () => 'refused'), 'allowed', 'refused', 'refused', 'allowed'])
  expect(lines[9]).toEqual({ id: 0, outcome: 'allowed', sql: 'SELECT 2' })
  expect(lines[7]).toEqual({ id: 2, outcome: 'refused', rule: 'not-an-item', message: 'The item is not an id with a SQL text.' })
})

test('hostile ids come back as they were', async () => {
  expect(await batch('[{"id": "__proto__", "sql": "SELECT 1"}, {"__proto__": {"sql": "SELECT 1"}, "id": 2}]')).toMatchObject([{ id: '__proto__', outcome: 'allowed' }, { id: 2, outcome: 'refused' }])
})

test.each(['{}', 'nonsense', '"SELECT 1"'])('says when the file is no list: %s', async (text) => {
  await expect(batch(text)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})

test('says when a file is missing or the output cannot be written', async () => {
  await expect(guardBatch({ questions: join(folder, 'none.json'), dialect: 'mysql', out: join(folder, 'out') })).rejects.toMatchObject({ code: 'FILE_MISSING' })
  await writeFile(join(folder, 'in.json'), '[]')
  await expect(guardBatch({ questions: join(folder, 'in.json'), dialect: 'mysql', out: join(folder, 'no', 'out') })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})
