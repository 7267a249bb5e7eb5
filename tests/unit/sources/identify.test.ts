import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identifyPath } from '../../../electron/sources/identify.ts'
import { Failure } from '../../../shared/model/failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-identify-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  for (const name of ['ledger.sqlite', 'export.dat', 'really sqlite.csv']) {
    const database = new DatabaseSync(at(name))
    database.exec('CREATE TABLE a (b)')
    database.close()
  }
  const duckdb = await DuckDBInstance.create(at('warehouse.duckdb'))
  const connection = await duckdb.connect()
  await connection.run(`CREATE TABLE a AS SELECT 1 AS b; COPY a TO '${at('sales.parquet')}' (FORMAT parquet)`)
  connection.disconnectSync()
  duckdb.closeSync()
  execFileSync('cp', [at('warehouse.duckdb'), at('warehouse.db')])
  execFileSync('cp', [at('sales.parquet'), at('sales.csv')])
  writeFileSync(at('orders.csv.gz'), 'a,b\n1,2\n')
  writeFileSync(at('people.v2.json'), '[]')
  writeFileSync(at('report.pdf'), '%PDF-1.7')
  writeFileSync(at('empty.csv'), '')
  writeFileSync(at('empty.sqlite'), '')
  writeFileSync(at('fake.parquet'), 'PAR')
  mkdirSync(at('Month end 2026.06'))
  writeFileSync(join(at('Month end 2026.06'), 'a.csv'), 'a\n1\n')
  mkdirSync(at('pictures'))
  writeFileSync(join(at('pictures'), 'a.png'), '')
  symlinkSync(at('ledger.sqlite'), at('link'))
  symlinkSync(at('circle'), at('circle'))
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', at('pipe.csv')])
})

test.each([
  ['ledger.sqlite', 'sqlite', 'ledger'], ['export.dat', 'sqlite', 'export'], ['really sqlite.csv', 'sqlite', 'really sqlite'], ['link', 'sqlite', 'link'],
  ['warehouse.duckdb', 'files', 'warehouse'], ['sales.parquet', 'files', 'sales'], ['orders.csv.gz', 'files', 'orders'], ['people.v2.json', 'files', 'people'],
  ['empty.csv', 'files', 'empty'], ['Month end 2026.06', 'files', 'Month end 2026.06'],
])('%s can be opened', async (file, kind, name) => {
  expect(await identifyPath(at(file))).toEqual({ spec: { kind, path: at(file) }, name })
})

const failureOf = (path: string) => identifyPath(path).then(() => { throw new Error('nothing failed') }, (error: unknown) => {
  if (error instanceof Failure) return error
  throw error
})

test.each([
  ['report.pdf', 'SOURCE_UNSUPPORTED', /CSV.*Parquet.*JSON/], ['empty.sqlite', 'SOURCE_UNSUPPORTED', /SQLite or DuckDB/], ['fake.parquet', 'SOURCE_UNSUPPORTED', /Choose/],
  ['warehouse.db', 'SOURCE_UNSUPPORTED', /ends with \.duckdb/], ['sales.csv', 'SOURCE_UNSUPPORTED', /ends with \.parquet/], ['pictures', 'FILE_UNREADABLE', /directly inside/],
  ['nowhere', 'FILE_MISSING', /Check the path/], ['ledger.sqlite/inside', 'FILE_MISSING', /Check the path/], ['a\0.csv', 'FILE_MISSING', /Check the path/],
  ['circle', 'FILE_UNREADABLE', /./], ['x'.repeat(5_000), 'FILE_UNREADABLE', /./],
])('%j cannot: %s', async (file, code, hint) => {
  const failure = await failureOf(join(folder, file))
  expect([failure.code, failure.hint]).toEqual([code, expect.stringMatching(hint)])
})

test('an empty path is none', async () => {
  expect((await failureOf(' ')).code).toBe('FILE_MISSING')
})

test('a pipe or a device is not waited for', async () => {
  expect((await failureOf(at('pipe.csv'))).code).toBe('SOURCE_UNSUPPORTED')
  expect((await failureOf('/dev/zero')).code).toBe('SOURCE_UNSUPPORTED')
})

test('a file that may not be read says so', () => {
  chmodSync(at('report.pdf'), 0)
  const module = JSON.stringify(new URL('../../../electron/sources/identify.ts', import.meta.url).href)
  // Root passes every permission unless these capabilities are given up.
  const heeding = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search'] : []
  const [command = '', ...args] = [...heeding, process.execPath, '--no-warnings', '--input-type=module', '-e', `
    import { identifyPath } from ${module}
    console.log(await identifyPath(${JSON.stringify(at('report.pdf'))}).catch(({ code }) => code))`]
  expect(execFileSync(command, args, { encoding: 'utf8' }).trim()).toBe('FILE_UNREADABLE')
})
