import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask as askIn } from './run-ask.ts'

const home = mkdtempSync(join(tmpdir(), 'quaestor-unclear-'))
const shop = join(home, 'shop.sqlite')
const ask = (...args: string[]) => askIn([...args, '--source', shop, '--quiet'], { home })
/** A word that nobody knows: the engine asks back with what it could make of the rest. */
const question = 'total amount by region zorbly'
const hostile = '\u001b]0;pwned\u0007\u001b[2JNorth\r\n\u202Ex'

beforeAll(() => {
  const database = new DatabaseSync(shop)
  database.exec(`CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, region TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, net_amount DECIMAL(12, 2), gross_amount DECIMAL(12, 2));`)
  database.prepare('INSERT INTO customers VALUES (1, ?, ?), (2, ?, ?)').run('Ann', hostile, 'Bob', 'y'.repeat(9_000))
  database.exec('INSERT INTO orders VALUES (1, 1, 10, 12), (2, 1, 20, 24), (3, 2, 30, 36)')
  database.close()
})
afterAll(() => { rmSync(home, { recursive: true, force: true }) })

it('prints each meaning with what it would answer, by the number that --reading takes', async () => {
  const { code, stdout } = await ask(question)
  expect(code).toBe(4)
  expect(stdout).toMatch(/^I don't know “zorbly”\. Without it, which number do you mean\?\n {2}1 {2}Total net amount/)
  expect(stdout).toMatch(/\n {2}2 {2}Total gross amount/)
  expect(stdout).toMatch(/\n {5}2 rows: .*30\.00/)
  expect(stdout.endsWith('Choose one with --reading N.\n')).toBe(true)
  const second = await ask(question, '--reading', '2', '--json')
  expect(second.code).toBe(0)
  const { rows } = JSON.parse(second.stdout) as { rows: string[][] }
  expect(rows.map((row) => row[1]).sort()).toEqual(['36.00', '36.00'])
})

it('prints nothing that a terminal would obey, and no long text', async () => {
  const { stdout } = await ask(question)
  expect(stdout).toContain('North··')
  expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
  expect(stdout).not.toContain('y'.repeat(100))
})

it('gives the same as a document', async () => {
  const { stdout } = await ask(question, '--json')
  const { kind, options } = JSON.parse(stdout) as { kind: string; options: { decision: string; label: string; reading: number; preview: { kind: string; count: number } }[] }
  expect(kind).toBe('clarify')
  expect(options.map(({ reading }) => reading)).toEqual(options.map((_, at) => at + 1))
  expect(options[0]).toMatchObject({ decision: expect.stringContaining('Total net amount') as string, preview: { kind: 'rows', count: 2 } })
})
