import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sourceFromArgument } from '../../../electron/cli/source-argument.ts'
import { Failure } from '../../../shared/model/failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-cli-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const read = (text: string) => sourceFromArgument(text, () => 'PEM')
const code = (text: string) => {
  try {
    return read(text).kind
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

it('reads the address of a server', () => {
  expect(read('mysql://ana%40corp@db.example:3307/my%20ledger?tls=off')).toMatchObject({ kind: 'mysql', host: 'db.example', port: 3307, user: 'ana@corp', database: 'my ledger', tls: 'off' })
  expect(read('mariadb://root@localhost')).toMatchObject({ kind: 'mysql', port: 3306, database: undefined, tls: 'verify' })
  expect(read('tidb://root@h/d?ca=x.pem')).toMatchObject({ ca: 'PEM' })
})

it('refuses a password on the command line and does not repeat it', () => {
  expect(code('mysql://root:hunter2@localhost/d')).toBe('BAD_REQUEST')
  expect(() => read('mysql://root:hunter2@localhost/d')).not.toThrow(/hunter2/)
  expect(() => read('postgres://root:hunter2@localhost/d')).not.toThrow(/hunter2/)
})

it('refuses what it cannot open', () => {
  expect(['postgres://a@b/c', 'mysql://a@b/c?tls=maybe', '/nowhere/at/all', 'http://x'].map(code)).toEqual(['SOURCE_UNSUPPORTED', 'BAD_REQUEST', 'FILE_MISSING', 'SOURCE_UNSUPPORTED'])
})

it('knows a SQLite file by its first bytes, whatever its name', () => {
  const path = join(folder, 'export.dat')
  const database = new DatabaseSync(path)
  database.exec('create table a (b)')
  database.close()
  writeFileSync(join(folder, 'x.sqlite'), 'a,b\n1,2\n')
  expect([code(path), code(join(folder, 'x.sqlite')), code(folder), code('sample')]).toEqual(['sqlite', 'files', 'files', 'sample'])
})

it('says which file of the address or the path cannot be read', () => {
  const missing = () => { throw new Error('ENOENT') }
  expect(() => sourceFromArgument('mysql://a@b/c?ca=/no/ca.pem', missing)).toThrow(/\/no\/ca\.pem/)
  expect(code('mysql://a%zz@b/c')).toBe('SOURCE_UNSUPPORTED')
})
