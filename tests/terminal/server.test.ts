import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createConnection, type Connection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMaria, type Maria } from '../fixtures/maria.ts'
import { ask, startAsk } from './run-ask.ts'

const home = mkdtempSync(join(tmpdir(), 'quaestor-server-'))
let maria: Maria
let admin: Connection
const address = (database: string, user = 'reader') => `mysql://${user}@${maria.host}:${maria.port}/${database}?tls=off`
const reader = { home, env: { QUAESTOR_PASSWORD: 'pass word' } }

beforeAll(async () => {
  maria = await startMaria()
  await maria.run(`CREATE DATABASE shop; USE shop;
    CREATE TABLE orders (id INT PRIMARY KEY, region VARCHAR(20), amount DECIMAL(12,2), ordered_on DATE);
    INSERT INTO orders SELECT seq, ELT(1 + seq % 2, 'EMEA', 'APAC'), seq / 3, '2025-01-01' + INTERVAL seq DAY FROM seq_1_to_300;
    CREATE DATABASE other; CREATE DATABASE gone; CREATE TABLE gone.a (b INT); CREATE TABLE other.a (b INT);
    CREATE DATABASE viewed; CREATE VIEW viewed.regional_totals AS SELECT region, SUM(amount) AS amount FROM shop.orders GROUP BY region;
    CREATE USER viewer@'127.0.0.1' IDENTIFIED BY 'pass word'; GRANT SELECT ON viewed.* TO viewer@'127.0.0.1';
    CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'pass word'; GRANT SELECT ON *.* TO reader@'127.0.0.1'`)
  admin = await createConnection({ host: maria.host, port: maria.port, user: maria.user, password: maria.password })
})
afterAll(async () => {
  await admin.end().catch(() => undefined)
  await maria.stop()
  rmSync(home, { recursive: true, force: true })
})

describe('a question to a server in the terminal', () => {
  it('is answered exactly, with the password from the environment', async () => {
    const { code, stdout, stderr } = await ask(['total amount by region', '--source', address('shop'), '--json'], reader)
    expect(code, stderr).toBe(0)
    const [reference] = await admin.query<never>("SELECT region, CAST(SUM(amount) AS CHAR) AS total FROM shop.orders GROUP BY region ORDER BY region")
    const { rows } = JSON.parse(stdout) as { rows: string[][] }
    expect(rows.sort()).toEqual((reference as { region: string; total: string }[]).map((row) => [row.region, row.total]))
    expect(stdout + stderr).not.toContain('pass word')
  })

  it('is answered over a view although the account may not have it explained', async () => {
    const { code, stdout, stderr } = await ask(['total amount by region of regional totals', '--source', address('viewed', 'viewer'), '--json', '--quiet'], reader)
    expect(code, stderr).toBe(0)
    const { answer } = JSON.parse(stdout) as { answer: { receipt: { warnings: string[]; tables: string[] } } }
    expect(answer.receipt).toMatchObject({ tables: ['regional_totals'], warnings: [expect.stringContaining('no estimate')] })
  })

  it('asks which database when none is named', async () => {
    const { code, stderr } = await ask(['total amount', '--source', `mysql://reader@${maria.host}:${maria.port}?tls=off`], reader)
    expect(code).toBe(5)
    expect(stderr).toMatch(/gone, other, shop, viewed/)
  })

  it('says that the password is wrong, that a database is not there, that TLS is refused', async () => {
    const wrong = await ask(['x', '--source', address('shop')], { home, env: { QUAESTOR_PASSWORD: 'hunter2' } })
    expect([wrong.code, wrong.stderr.includes('hunter2')]).toEqual([5, false])
    expect(wrong.stderr).toMatch(/password/i)
    const missing = await ask(['x', '--source', address('nowhere')], reader)
    expect([missing.code, missing.stderr.includes('nowhere')]).toEqual([5, true])
    const tls = await ask(['x', '--source', address('shop').replace('tls=off', 'tls=verify')], reader)
    expect(tls.code).toBe(5)
    expect(tls.stderr).toMatch(/TLS|encrypt/i)
  })

  it('says that a database was dropped since the last question', async () => {
    expect((await ask(['how many a', '--source', address('gone')], reader)).code).toBe(0)
    await maria.run('DROP DATABASE gone')
    const { code, stderr } = await ask(['how many a', '--source', address('gone')], reader)
    expect(code).toBe(5)
    expect(stderr).toContain('gone')
  })

  it('cancels on Ctrl-C, and the server stops too', async () => {
    const question = ['total amount by region', '--source', address('shop')]
    expect((await ask(question, reader)).code).toBe(0)
    await admin.query('LOCK TABLES shop.orders WRITE')
    const { child, ended } = startAsk(question, reader)
    await until(async () => (await running()).length > 0)
    child.kill('SIGINT')
    const { code } = await ended
    const left = await running()
    await admin.query('UNLOCK TABLES')
    expect(code).toBe(130)
    expect(left).toEqual([])
  })

  it('says that the connection was lost when the server dies, and works again when it is back', async () => {
    const question = ['total amount by region', '--source', address('shop')]
    await admin.query('LOCK TABLES shop.orders WRITE')
    const { ended } = startAsk(question, reader)
    await until(async () => (await running()).length > 0)
    await maria.kill()
    const { code, stderr } = await ended
    expect(code, stderr).toBe(5)
    expect(stderr).toMatch(/connection|closed/i)
    await maria.restart()
    expect((await ask(question, reader)).code).toBe(0)
  })
})

/** Statements of the reader that the server is working on. */
async function running(): Promise<unknown[]> {
  const [rows] = await admin.query("SELECT info FROM information_schema.processlist WHERE user = 'reader' AND command <> 'Sleep' AND info IS NOT NULL")
  return rows as unknown[]
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return
    await wait(50)
  }
  throw new Error('it never happened')
}
