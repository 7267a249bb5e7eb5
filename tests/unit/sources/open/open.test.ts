import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { openSource } from '../../../../electron/sources/open.ts'
import { runFreely, temporaryPlace, writeFile } from '../duckdb/place.ts'

const place = temporaryPlace()
afterAll(() => { place.remove() })
const folders = { imports: place.imports, sample: place.data }

test('each kind of source opens as its engine', async () => {
  const file = path.join(place.data, 'a.sqlite')
  const database = new DatabaseSync(file)
  database.exec('CREATE TABLE t (n INTEGER)')
  database.close()
  const sqlite = await openSource({ kind: 'sqlite', path: file }, { folders })
  const files = await openSource({ kind: 'files', path: writeFile(place, 'f.csv', 'n\n1\n') }, { folders })
  const mysql = await openSource({ kind: 'mysql', host: '127.0.0.1', port: 1, user: 'nobody', tls: 'off', pool: 1 }, { folders, secrets: { password: 'x' } })
  expect([sqlite.dialect, files.dialect]).toEqual(['sqlite', 'duckdb'])
  await expect(mysql.test()).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' })
  expect((await sqlite.describe('main')).tables.map(({ name }) => name)).toEqual(['t'])
  expect((await files.describe('main')).tables.map(({ name }) => name)).toEqual(['f'])
  await Promise.all([sqlite.close(), files.close(), mysql.close()])
})

test('the sample is the folder it is given', async () => {
  await runFreely(':memory:', `COPY (SELECT 12.50::DECIMAL(18,2) AS amount) TO '${place.data}/ledger.parquet'`)
  const sample = await openSource({ kind: 'sample' }, { folders })
  expect((await sample.describe('main')).tables.map(({ name }) => name)).toContain('ledger')
  await sample.close()
})
