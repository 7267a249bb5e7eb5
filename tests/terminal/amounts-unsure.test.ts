import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask as askIn } from './run-ask.ts'

// What "how much" leaves open is asked, what cannot be added up is refused by name: never a confident list, never another figure.
const home = mkdtempSync(join(tmpdir(), 'quaestor-amounts-'))
const shop = join(home, 'shop.sqlite')
const ask = (...args: string[]) => askIn([...args, '--quiet'], { home })

beforeAll(() => {
  const database = new DatabaseSync(shop)
  database.exec(`CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE payments (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, paid_on DATE, net_amount DECIMAL(12, 2), gross_amount DECIMAL(12, 2));
    CREATE TABLE refunds (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, paid_on DATE, amount DECIMAL(12, 2));
    INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob');
    INSERT INTO payments VALUES (1, 1, '2025-01-02', 10, 12), (2, 1, '2025-02-02', 20, 24), (3, 2, '2026-01-02', 30, 36);
    INSERT INTO refunds VALUES (1, 1, '2025-03-02', 5), (2, 2, '2026-03-02', 7);`)
  database.close()
})
afterAll(() => { rmSync(home, { recursive: true, force: true }) })

it.each(['How much did we pay last quarter', 'How much did we bill last quarter', 'How much was paid in 2025'])('%s: whose amount is asked back', async (question) => {
  const { code, stdout } = await ask(question)
  expect(code, stdout).toBe(4)
  expect(stdout).toMatch(/^Which number do you mean\?\n {2}1 {2}Total amount/)
  expect(stdout).not.toMatch(/List of/)
})

it('asks which of two amounts of a row is meant', async () => {
  const { code, stdout } = await ask('How much did customers pay in 2025', '--source', shop)
  expect(code, stdout).toBe(4)
  expect(stdout).toMatch(/net amount/)
  expect(stdout).toMatch(/gross amount/)
})

it('adds up what a verb makes in a database without a vocabulary', async () => {
  const { code, stdout } = await ask('How much did we refund in 2025', '--source', shop, '--json')
  expect(code, stdout).toBe(0)
  expect((JSON.parse(stdout) as { rows: string[][] }).rows).toEqual([['5.00']])
})

it.each(['Total local amount of invoices in 2025', 'Gross lc minus amount lc of invoices in 2025', 'Total quantity times unit price lc in 2025'])('%s: refused, for it adds up several currencies', async (question) => {
  const { code, stdout, stderr } = await ask(question)
  expect(code, stdout).not.toBe(0)
  expect(stderr).toContain('would add up amounts in several currencies')
})

it.each(['Average order value', 'Revenue per order'])('%s: the ledger has no orders, and says so', async (question) => {
  const { code, stdout, stderr } = await ask(question)
  expect(code).not.toBe(0)
  expect(`${stdout}${stderr}`).toContain('I don\'t know “order”')
})
