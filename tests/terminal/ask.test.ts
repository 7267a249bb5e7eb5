import { DatabaseSync } from 'node:sqlite'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask as askIn, startAsk } from './run-ask.ts'

const home = mkdtempSync(join(tmpdir(), 'quaestor-ask-'))
afterAll(() => { rmSync(home, { recursive: true, force: true }) })
const ask = (args: string[], options: { env?: Record<string, string>; input?: string } = {}) => askIn(args, { home, ...options })

const shop = join(home, 'shop.sqlite')
const csv = join(home, 'orders.csv')
beforeAll(() => {
  const database = new DatabaseSync(shop)
  database.exec(`create table customers (id integer primary key, name text, country text);
    create table orders (id integer primary key, customer_id integer references customers(id), amount decimal(10,2), ordered_on date);
    insert into customers values (1, 'Ann', 'Germany'), (2, 'Bob', 'France'), (3, 'Cem''s "shop"', 'Germany');
    insert into orders values (1, 1, 10.10, '2025-01-03'), (2, 1, 20.20, '2025-02-03'), (3, 2, 0.70, '2025-02-10')`)
  database.close()
  writeFileSync(csv, 'region,amount\nEMEA,10.50\nAPAC,3.25\nEMEA,1.25\n')
})

describe('a question in the terminal', () => {
  it('is answered on the sample with reading, SQL, table and receipt; progress stays on stderr', async () => {
    const { code, stdout, stderr } = await ask(['How many customers do we have?'])
    expect(stderr).toContain('✓')
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/SELECT\s/)
    expect(stdout).toMatch(/\n\s*\d{3}\n/)
    expect(stdout).toContain('nothing left this machine')
    expect(stdout).not.toContain('✓')
  })

  it('is answered on a SQLite file, exactly', async () => {
    const { code, stdout, stderr } = await ask(['total amount of orders by customer country', '--source', shop, '--json'])
    expect(code, stderr).toBe(0)
    const { rows } = JSON.parse(stdout) as { rows: string[][] }
    expect(rows.map((row) => row.map(String).join(' ')).sort()).toEqual(['France 0.70', 'Germany 30.30'])
  })

  it('is answered on a CSV file', async () => {
    const { code, stdout, stderr } = await ask(['total amount by region', '--source', csv, '--json', '--quiet'])
    expect(code, stderr).toBe(0)
    expect(stderr).toBe('')
    const { rows } = JSON.parse(stdout) as { rows: string[][] }
    expect(rows.map((row) => row.join(' ')).sort()).toEqual(['APAC 3.25', 'EMEA 11.75'])
  })

  it('writes its chart as SVG, PNG and JSON', async () => {
    for (const name of ['c.svg', 'c.png', 'c.json']) expect((await ask(['total amount by region', '--source', csv, '--quiet', '--chart', join(home, name)])).code).toBe(0)
    expect(readFileSync(join(home, 'c.svg'), 'utf8')).toMatch(/^<svg/)
    expect(readFileSync(join(home, 'c.png')).subarray(1, 4).toString()).toBe('PNG')
    expect(JSON.parse(readFileSync(join(home, 'c.json'), 'utf8'))).toHaveProperty('data.values')
  })

  it('says that an answer is not one for a chart', async () => {
    const { code, stderr } = await ask(['how many customers are there', '--source', shop, '--quiet', '--chart', join(home, 'none.svg')])
    expect(code).toBe(0)
    expect(stderr).toContain('No chart was written')
    expect(existsSync(join(home, 'none.svg'))).toBe(false)
  })

  it('keeps the answer when the chart cannot be written, and stdout one document', async () => {
    const { code, stdout, stderr } = await ask(['total amount by region', '--source', csv, '--quiet', '--json', '--chart', join(home, 'nowhere', 'c.svg')])
    expect([code, stderr.includes('nowhere'), stderr.includes('    at ')]).toEqual([2, true, false])
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'answer', total: [null, '15.00'] })
  })

  it('prints a title, the table with its total, the receipt and then the SQL, a clause to a line', async () => {
    const { stdout } = await ask(['total amount by region', '--source', csv, '--quiet'])
    expect(stdout).toMatch(/^[^\n]*region\n\nRegion +Total amount\n─+ +─+\nEMEA +11\.75\nAPAC +3\.25\n─+ +─+\nTotal +15\.00\n2 rows\n\nReading [^]*\nSQL \(duckdb\)\n {2}SELECT\n/)
  })

  it('says that more rows were left out', async () => {
    const { code, stdout } = await ask(['list the customers', '--source', shop, '--quiet', '--rows', '2'])
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('The first 2 rows; there are more')
  })

  it('is not upset by a reader that stops reading', async () => {
    const { child, ended } = startAsk(['list orders', '--source', csv, '--quiet'], { home })
    child.stdout?.destroy()
    expect((await ended).code).toBe(0)
    expect((await ended).stderr).toBe('')
  })

  it('names the word it does not know', async () => {
    const { code, stderr, stdout } = await ask(['total churn by customer', '--source', shop, '--quiet'])
    expect(code).toBe(3)
    expect(stderr).toContain('churn')
    expect(stdout).toBe('')
  })

  it('gives failures as JSON too', async () => {
    const { code, stdout } = await ask(['total churn by customer', '--source', shop, '--json', '--quiet'])
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'failure', code: 'UNKNOWN_WORD' })
  })

  it.each([
    [['x', '--rows', 'many'], 2, '--rows'], [[], 2, 'no question'], [['x', '--source', '/nowhere.csv'], 5, '/nowhere.csv'], [['x', '--source', 'mysql://a:secret@h/d'], 2, 'command line'],
    [['x', '--source', 'mysql://a@127.0.0.1:9/d?tls=off'], 5, '127.0.0.1'], [['x', '--terms', '/nowhere.yaml'], 5, '/nowhere.yaml'],
  ])('ends %j with exit code %i and says why', async (args, code, words) => {
    const ended = await ask(args)
    expect(ended.code, ended.stderr).toBe(code)
    expect(ended.stderr).toContain(words)
    expect(ended.stderr).not.toMatch(/secret|\n\s+at /)
  })

  it('uses a vocabulary file, and says which of its entries do not fit', async () => {
    const terms = join(home, 'terms.yaml')
    writeFileSync(terms, 'metrics:\n  - { name: turnover, expression: sum(orders.amount) }\n  - { name: stale, expression: sum(orders.gone) }\n')
    const { code, stdout, stderr } = await ask(['turnover', '--source', shop, '--terms', terms, '--json'])
    expect(code, stderr).toBe(0)
    expect((JSON.parse(stdout) as { rows: string[][] }).rows).toEqual([['31.00']])
    expect(stderr).toContain('orders.gone')
  })

  it('prints its options', async () => {
    const { code, stdout } = await ask(['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('--source')
  })
})
