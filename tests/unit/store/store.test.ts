import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure.ts'
import { migrations } from '../../../electron/store/migrations.ts'
import { openStore } from '../../../electron/store/store.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quaestor-store-'))
  path = join(folder, 'deep', 'store.sqlite')
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const clock = () => new Date('2026-03-04T05:06:07.089Z')

function failureOf(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing failed')
}

function filled(rows: number): void {
  using store = openStore(path)
  for (let row = 0; row < rows; row += 1) store.run('INSERT INTO catalogs VALUES (?, ?, ?, ?, ?, 0, ?, ?)', 'w', 's', `d${row}`, 'f', '', Buffer.alloc(500, 'x'), 't')
}

test('a new store is private, in WAL mode, fully synchronous, with foreign keys on', () => {
  using store = openStore(path)
  const pragma = (name: string) => store.all(`PRAGMA ${name}`)[0]?.[name]
  expect(pragma('journal_mode')).toBe('wal')
  expect(pragma('synchronous')).toBe(2)
  expect(pragma('foreign_keys')).toBe(1)
  expect(pragma('user_version')).toBe(migrations.length)
  expect(store.all('PRAGMA busy_timeout')[0]?.timeout).toBeGreaterThan(0)
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('every table has a workspace_id, required', () => {
  using store = openStore(path)
  const tables = store.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map((row) => String(row.name))
  expect(tables.length).toBeGreaterThan(0)
  for (const table of tables) {
    expect(store.all("SELECT \"notnull\" FROM pragma_table_info(?) WHERE name = 'workspace_id'", table), table).toEqual([{ notnull: 1 }])
  }
})

test('a transaction does all or nothing', () => {
  using store = openStore(path)
  const insert = (database: string) => store.run('INSERT INTO catalogs VALUES (?, ?, ?, ?, ?, 0, ?, ?)', 'w', 's', database, 'f', '', Buffer.from('{}'), 't')
  store.transact(() => { insert('a') })
  expect(() => store.transact(() => { insert('b'); throw new Failure('BAD_REQUEST', 'no', { hint: '' }) })).toThrow('no')
  expect(store.all('SELECT database FROM catalogs')).toEqual([{ database: 'a' }])
})

const first = ['CREATE TABLE notes (workspace_id TEXT NOT NULL, words TEXT) STRICT']
const second = [...first, 'ALTER TABLE notes ADD COLUMN stars INTEGER; UPDATE notes SET stars = 1']

test('migrations run forward once, after a whole backup', () => {
  {
    using store = openStore(path, { migrations: first })
    store.run("INSERT INTO notes VALUES ('w', 'kept')")
    expect(readdirSync(join(folder, 'deep')).filter((name) => name.includes('before'))).toEqual([])
  }
  for (let time = 0; time < 2; time += 1) {
    using store = openStore(path, { migrations: second, clock })
    expect(store.all('SELECT * FROM notes')).toEqual([{ workspace_id: 'w', words: 'kept', stars: 1 }])
  }
  const backups = readdirSync(join(folder, 'deep')).filter((name) => name.includes('before'))
  expect(backups).toEqual(['store.sqlite.before-2-2026-03-04T05-06-07-089Z'])
  using before = openStore(join(folder, 'deep', backups[0] ?? ''), { migrations: first })
  expect(before.all('SELECT * FROM notes')).toEqual([{ workspace_id: 'w', words: 'kept' }])
})

test('a backup is private, and holds no catalog: not even one that was kept in the clear', () => {
  {
    using old = openStore(path, { migrations: migrations.slice(0, 2) })
    old.run('INSERT INTO catalogs VALUES (?, ?, ?, ?, ?, ?, ?)', 'w', 's', 'd', 'f', '', JSON.stringify({ secret: 'Ada Lovelace '.repeat(2_000) }), 't')
    old.run("INSERT INTO questions VALUES ('w', '1', 't', 's', 'd', 'Kept?', NULL, NULL, 'answered', 1, 1, 'kept?')")
  }
  openStore(path, { clock }).close()
  const files = readdirSync(join(folder, 'deep'))
  expect(files).toEqual(['store.sqlite', 'store.sqlite.before-3-2026-03-04T05-06-07-089Z'])
  for (const name of files) {
    const file = join(folder, 'deep', name)
    expect([name, statSync(file).mode & 0o077, readFileSync(file).includes('Ada Lovelace'), readFileSync(file).includes('Kept?')]).toEqual([name, 0, false, true])
  }
})

test('the backup holds what an unclean end left in the log', () => {
  using early = openStore(path, { migrations: first })
  early.run("INSERT INTO notes VALUES ('w', 'in the log only')")
  openStore(path, { migrations: second, clock }).close()
  const backup = readdirSync(join(folder, 'deep')).find((name) => name.includes('before')) ?? ''
  using before = openStore(join(folder, 'deep', backup), { migrations: first })
  expect(before.all('SELECT words FROM notes')).toEqual([{ words: 'in the log only' }])
})

test('a migration that fails leaves the old version whole', () => {
  openStore(path, { migrations: first }).close()
  expect(() => openStore(path, { migrations: [...first, 'CREATE TABLE half (workspace_id TEXT); CREATE TABLE notes (oops TEXT)'] })).toThrow(Failure)
  using store = openStore(path, { migrations: first })
  expect(store.all("SELECT name FROM sqlite_schema WHERE type = 'table'")).toEqual([{ name: 'notes' }])
  expect(store.all('PRAGMA user_version')).toEqual([{ user_version: 1 }])
})

test('a file from a newer version is refused and left byte for byte', () => {
  openStore(path, { migrations: [...migrations, 'CREATE TABLE future (workspace_id TEXT)'] }).close()
  const bytes = readFileSync(path)
  const failure = failureOf(() => openStore(path))
  expect(failure.code).toBe('STORE_TOO_NEW')
  expect(failure.detail).toMatchObject({ found: migrations.length + 1, known: migrations.length })
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(readdirSync(join(folder, 'deep'))).toEqual(['store.sqlite'])
})

test('a newer version that ended uncleanly is refused too, its log untouched', () => {
  openStore(path).close()
  const newer = openStore(path, { migrations: [...migrations, 'CREATE TABLE future (workspace_id TEXT)'] })
  const [copy, log] = [join(folder, 'copy.sqlite'), join(folder, 'copy.sqlite-wal')]
  copyFileSync(path, copy)
  copyFileSync(`${path}-wal`, log)
  newer.close()
  const before = [readFileSync(copy), readFileSync(log)]
  expect(before[1]?.length).toBeGreaterThan(0)
  expect(failureOf(() => openStore(copy)).code).toBe('STORE_TOO_NEW')
  expect(readFileSync(copy).equals(before[0] ?? Buffer.of())).toBe(true)
  expect(existsSync(log) && readFileSync(log).equals(before[1] ?? Buffer.of())).toBe(true)
})

test.each<[string, () => void]>([
  ['is no database at all', () => { writeFileSync(path, 'Dear diary, '.repeat(1_000)) }],
  ['was cut off', () => { truncateSync(path, 4096 * 3) }],
  ['was overwritten in the middle', () => {
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4096 * 5, 4096 * 9)
    writeFileSync(path, bytes)
  }],
])('a file that %s is damaged, and says what to do', (_how, spoil) => {
  filled(200)
  spoil()
  const bytes = readFileSync(path)
  const failure = failureOf(() => openStore(path))
  expect(failure.code).toBe('STORE_DAMAGED')
  expect(failure.hint).toContain('move the file away')
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test("another program's database is not taken over", () => {
  const other = new DatabaseSync(join(folder, 'other.sqlite'))
  other.exec('CREATE TABLE mine (a)')
  other.close()
  const bytes = readFileSync(join(folder, 'other.sqlite'))
  const failure = failureOf(() => openStore(join(folder, 'other.sqlite')))
  expect([failure.code, failure.message]).toEqual(['STORE_DAMAGED', expect.stringContaining('belongs to another program')])
  expect(readFileSync(join(folder, 'other.sqlite')).equals(bytes)).toBe(true)
})

test('bytes after the end of the file do no harm', () => {
  filled(3)
  appendFileSync(path, Buffer.alloc(4096))
  using store = openStore(path)
  expect(store.all('SELECT count(*) AS n FROM catalogs')).toEqual([{ n: 3 }])
})

test('a folder in the place of the file is a clear failure', () => {
  const failure = failureOf(() => openStore(folder))
  expect([failure.code, failure.message]).toEqual(['FILE_UNREADABLE', expect.stringContaining('is a folder')])
})

test('two stores over one file see what the other acknowledged, at once', () => {
  using one = openStore(path)
  using two = openStore(path)
  for (let round = 0; round < 20; round += 1) {
    const [writer, reader] = round % 2 === 0 ? [one, two] : [two, one]
    writer.run('INSERT INTO catalogs VALUES (?, ?, ?, ?, ?, 0, ?, ?)', 'w', 's', `d${round}`, 'f', '', Buffer.from('{}'), 't')
    expect(reader.all('SELECT count(*) AS n FROM catalogs')).toEqual([{ n: round + 1 }])
  }
})

test('closing twice is harmless, using it afterwards is a failure', () => {
  const store = openStore(path)
  store.close()
  store.close()
  expect(() => store.all('SELECT 1')).toThrow(Failure)
})
