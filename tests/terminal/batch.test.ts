import { execFile } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-batch-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const at = (name: string) => join(folder, name)
const entry = fileURLToPath(new URL('../../electron/cli/batch.ts', import.meta.url))
const batch = (...args: string[]) => promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args])
const lines = (name: string) => readFileSync(at(name), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

beforeAll(() => {
  const database = new DatabaseSync(at('pets.sqlite'))
  database.exec(`create table owners (id integer primary key, name text, city text); create table pets (id integer primary key, owner_id integer references owners(id), name text, weight real, kind text);
    insert into owners values (1, 'Ann', 'Bonn'), (2, 'O''Neil', 'Cork'); insert into pets values (1, 1, 'Rex', 10.5, 'dog'), (2, 1, 'Tom', 4, 'cat'), (3, 2, 'Ash', 3, 'cat')`)
  database.close()
  writeFileSync(at('questions.json'), JSON.stringify([
    { id: 'a', db_id: 'pets', question: 'How many pets are there?', paraphrase: 'What is the number of pets?' },
    { id: 'b', db_id: 'pets', question: "What are the names of the pets of O'Neil?" },
    { id: 'c', db_id: 'pets', question: 'Show the number of pets of each kind in a bar chart.' },
    { id: 'd', db_id: 'nowhere', question: 'How many pets are there?' },
  ]))
  writeFileSync(at('guard.json'), JSON.stringify([{ id: 1, sql: 'SELECT 1' }, { id: 2, sql: 'DROP TABLE a' }, { id: 3, sql: null }]))
})

const answered = (name: string, id: string): unknown[][] => {
  const sql = String(lines(name).find((line) => line.id === id)?.sql)
  const database = new DatabaseSync(at('pets.sqlite'), { readOnly: true })
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  const rows = statement.all() as unknown as unknown[][]
  database.close()
  return rows
}

describe('batch', () => {
  it('writes a line per question with SQL that runs as it stands, the same each time', async () => {
    const asked = ['--questions', at('questions.json'), '--databases', folder]
    await batch(...asked, '--out', at('one.jsonl'))
    await batch(...asked, '--out', at('two.jsonl'))
    const timeless = (name: string) => lines(name).map((line) => ({ ...line, ms: 0 }))
    expect(timeless('one.jsonl')).toEqual(timeless('two.jsonl'))
    expect(lines('one.jsonl').map((line) => line.id)).toEqual(['a', 'b', 'c', 'd'])
    for (const line of lines('one.jsonl')) {
      expect(line).toMatchObject({ sql: expect.any(String) as string, confidence: expect.any(Number) as number, ms: expect.any(Number) as number, alternatives: expect.any(Array) as unknown[] })
      expect(['answered', 'clarify', 'refused']).toContain(line.outcome)
    }
    expect(answered('one.jsonl', 'a')).toEqual([[3]])
    expect(answered('one.jsonl', 'b')).toEqual([['Ash']])
  })

  it('refuses a question about a database that is not there, and goes on', () => {
    expect(lines('one.jsonl')[3]).toMatchObject({ id: 'd', outcome: 'refused', sql: '', message: expect.stringContaining('nowhere') as string })
  })

  it('asks another field', async () => {
    writeFileSync(at('other.json'), JSON.stringify([{ id: 1, db_id: 'pets', question: 'nonsense', paraphrase: 'What is the number of pets?' }]))
    await batch('--questions', at('other.json'), '--databases', folder, '--field', 'paraphrase', '--out', at('other.jsonl'))
    const [line] = lines('other.jsonl')
    expect(line?.outcome).toBe('answered')
  })

  it('draws charts with their data', async () => {
    await batch('--charts', at('questions.json'), '--databases', folder, '--out', at('charts.jsonl'))
    const line = lines('charts.jsonl').find((each) => each.id === 'c')
    expect(line).toMatchObject({ chart: 'bar', spec: { data: { values: expect.any(Array) as unknown[] } } })
    expect((line?.data as unknown[]).length).toBe(2)
  })

  it('guards a list of statements', async () => {
    await batch('--guard', at('guard.json'), '--dialect', 'mysql', '--out', at('guard.jsonl'))
    expect(lines('guard.jsonl').map((line) => line.outcome)).toEqual(['allowed', 'refused', 'refused'])
  })

  it('says what is missing or wrong', async () => {
    await expect(batch('--questions', at('questions.json'))).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('--databases') as string })
    await expect(batch('--guard', at('guard.json'), '--dialect', 'oracle', '--out', at('x.jsonl'))).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('oracle') as string })
  })
})
