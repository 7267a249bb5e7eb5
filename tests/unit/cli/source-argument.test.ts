import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sourceFromArgument } from '../../../electron/cli/source-argument.ts'
import { Failure } from '../../../shared/model/failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'quaestor-cli-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const read = async (text: string) => sourceFromArgument(text, () => 'PEM')
const code = async (text: string) => {
  try {
    return (await read(text)).kind
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

it('reads the address of a server', async () => {
  expect(await read('mysql://ana%40corp@db.example:3307/my%20ledger?tls=off')).toMatchObject({ kind: 'mysql', host: 'db.example', port: 3307, user: 'ana@corp', database: 'my ledger', tls: 'off' })
  expect(await read('mariadb://root@localhost')).toMatchObject({ kind: 'mysql', port: 3306, database: undefined, tls: 'verify' })
  expect(await read('tidb://root@h/d?ca=x.pem')).toMatchObject({ ca: 'PEM' })
})

it('refuses a password on the command line and does not repeat it', async () => {
  expect(await code('mysql://root:hunter2@localhost/d')).toBe('BAD_REQUEST')
  await expect(read('mysql://root:hunter2@localhost/d')).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }))
  await expect(read('postgres://root:hunter2@localhost/d')).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }))
})

it('refuses what it cannot open', async () => {
  expect(await Promise.all(['postgres://a@b/c', 'mysql://a@b/c?tls=maybe', '/nowhere/at/all', 'http://x'].map(code))).toEqual(['SOURCE_UNSUPPORTED', 'BAD_REQUEST', 'FILE_MISSING', 'SOURCE_UNSUPPORTED'])
})

it('knows a SQLite file by its first bytes, whatever its name', async () => {
  const path = join(folder, 'export.dat')
  const database = new DatabaseSync(path)
  database.exec('create table a (b)')
  database.close()
  writeFileSync(join(folder, 'x.sqlite'), 'a,b\n1,2\n')
  writeFileSync(join(folder, 'x.csv'), 'a,b\n1,2\n')
  expect(await Promise.all([path, join(folder, 'x.sqlite'), join(folder, 'x.csv'), folder, 'sample'].map(code))).toEqual(['sqlite', 'SOURCE_UNSUPPORTED', 'files', 'files', 'sample'])
})

it('says which file of the address or the path cannot be read', async () => {
  const missing = () => { throw new Error('ENOENT') }
  await expect(sourceFromArgument('mysql://a@b/c?ca=/no/ca.pem', missing)).rejects.toThrow(/\/no\/ca\.pem/)
  expect(await code('mysql://a%zz@b/c')).toBe('SOURCE_UNSUPPORTED')
})
