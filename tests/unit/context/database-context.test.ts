import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { discover } from '../../../electron/catalog/discover.ts'
import { requireTables, selectDatabase } from '../../../electron/context/database-context.ts'
import { openMysql } from '../../../electron/sources/mysql/open.ts'
import type { Source } from '../../../electron/sources/source.ts'
import { openSqlite } from '../../../electron/sources/sqlite/open.ts'
import { startMaria, type Maria } from '../../fixtures/maria.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-context-'))
let maria: Maria
let server: Source

beforeAll(async () => {
  maria = await startMaria()
  await maria.run("CREATE DATABASE Ledger; CREATE DATABASE sales; CREATE USER nobody@'127.0.0.1'; CREATE USER one@'127.0.0.1'; GRANT SELECT ON sales.* TO one@'127.0.0.1'; CREATE TABLE sales.t (a INT)")
  server = as('root')
})
afterAll(async () => {
  await server.close()
  await maria.stop()
  rmSync(folder, { recursive: true, force: true })
})

function as(user: string): Source {
  return openMysql({ kind: 'mysql', host: maria.host, port: maria.port, user, tls: 'off', pool: 1 }, { password: '' })
}

it('takes the database that is named, whatever its case', async () => {
  expect(await selectDatabase(server, 'sales')).toBe('sales')
  expect(await selectDatabase(server, 'ledger')).toBe('Ledger')
})

it('names the choices when none is selected or the named one is gone', async () => {
  await expect(selectDatabase(server, undefined)).rejects.toMatchObject({ code: 'CONTEXT_MISSING', detail: { databases: ['Ledger', 'sales'] } })
  await expect(selectDatabase(server, 'old')).rejects.toMatchObject({ code: 'DATABASE_GONE', hint: expect.stringContaining('Ledger, sales') as string })
})

it('takes the only database an account sees, and says when it sees none', async () => {
  const one = as('one')
  expect(await selectDatabase(one, undefined)).toBe('sales')
  await one.close()
  const nobody = as('nobody')
  await expect(selectDatabase(nobody, undefined)).rejects.toMatchObject({ code: 'CONTEXT_MISSING', message: expect.stringContaining('no database') as string })
  await nobody.close()
})

it('refuses a question where there are no tables', async () => {
  const path = join(folder, 'empty.sqlite')
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE t (a); DROP TABLE t')
  database.close()
  const source = openSqlite(path)
  const catalog = await discover(source, { sourceId: 's', database: 'main', clock: () => new Date(), profile: false })
  expect(() => { requireTables({ sourceId: 's', sourceName: 'empty', source, database: 'main', catalog }) }).toThrow('no tables')
  await source.close()
})
