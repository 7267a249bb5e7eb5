import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GuardedSql } from '../../../electron/guard/guarded.ts'
import type { FileSource } from '../../../electron/sources/child/source.ts'
import { openSqlite } from '../../../electron/sources/sqlite/open.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { temporaryFolder, within, writeDatabase } from '../../unit/sources/sqlite/place.ts'
import { readAll } from '../../unit/sources/read-all.ts'
import { canary, witness } from './witness.ts'

// Layer 6 alone: every statement here arrives as if the guard had let it pass.
const pastGuard = (text: string): GuardedSql => ({ text, parameters: [], dialect: 'sqlite' }) as unknown as GuardedSql

const folder = temporaryFolder()
const file = path.join(folder.path, 'data', 'shop.sqlite')
const secret = path.join(folder.path, 'secret.sqlite')
const out = path.join(folder.path, 'data', 'out.sqlite')
let source: FileSource

beforeAll(() => {
  fs.mkdirSync(path.dirname(file))
  writeDatabase(secret, `CREATE TABLE s (v TEXT); INSERT INTO s VALUES ('${canary}')`)
  writeDatabase(file, 'CREATE TABLE t (n INTEGER PRIMARY KEY, w TEXT); CREATE INDEX i ON t (w); INSERT INTO t VALUES (1, \'a\'), (2, \'b\')')
  source = openSqlite(file)
})
afterAll(async () => {
  await source.close()
  folder.remove()
})

/** Runs a statement and tells how it ended: a Failure's code, or the rows as text. */
async function outcome(text: string, of: FileSource = source): Promise<string> {
  try {
    return `rows ${JSON.stringify((await readAll(of, pastGuard(text), { milliseconds: 1_500 })).rows)}`
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

const forbidden = () => [
  `ATTACH '${secret}' AS x`, `ATTACH DATABASE '${out}' AS x`, "ATTACH ':memory:' AS m", `ATTACH 'file:${out}?mode=rwc' AS x`, 'DETACH main',
  'VACUUM', `VACUUM INTO '${out}'`, `VACUUM main INTO '${out}'`, 'REINDEX', 'REINDEX i', 'ANALYZE', 'ANALYZE t',
  "INSERT INTO t VALUES (3, 'c')", "INSERT INTO t VALUES (3, 'c') RETURNING *", "REPLACE INTO t VALUES (1, 'x')", "UPDATE t SET w = 'x'", "UPDATE t SET w = 'x' RETURNING *", 'DELETE FROM t', 'DELETE FROM t RETURNING *',
  "WITH x AS (SELECT 1) INSERT INTO t SELECT 9, 'x' FROM x", "WITH x AS (SELECT 1) DELETE FROM t",
  'DROP TABLE t', 'DROP INDEX i', 'ALTER TABLE t RENAME TO u', 'ALTER TABLE t ADD COLUMN c', 'CREATE TABLE u (n)', 'CREATE TABLE u AS SELECT * FROM t', 'CREATE TEMP TABLE u (n)', 'CREATE TEMP TABLE u AS SELECT 1',
  'CREATE INDEX j ON t (n)', 'CREATE VIEW v AS SELECT 1', 'CREATE TEMP VIEW v AS SELECT 1', "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
  'CREATE VIRTUAL TABLE f USING fts5(x)', 'CREATE VIRTUAL TABLE temp.f USING fts5(x)', 'CREATE VIRTUAL TABLE temp.d USING dbstat(main)', 'CREATE VIRTUAL TABLE r USING rtree(i, a, b)',
  'BEGIN', 'BEGIN IMMEDIATE', 'BEGIN EXCLUSIVE', 'COMMIT', 'ROLLBACK', 'SAVEPOINT s', 'RELEASE s',
  'PRAGMA writable_schema = ON', 'PRAGMA main.writable_schema = 1', 'PRAGMA journal_mode = WAL', 'PRAGMA journal_mode = DELETE', 'PRAGMA query_only = OFF', 'PRAGMA trusted_schema = ON', 'PRAGMA user_version = 7', 'PRAGMA user_version',
  'PRAGMA application_id = 7', 'PRAGMA schema_version = 99', 'PRAGMA auto_vacuum = FULL', 'PRAGMA incremental_vacuum', 'PRAGMA wal_checkpoint(TRUNCATE)', 'PRAGMA optimize', `PRAGMA temp_store_directory = '${folder.path}'`,
  'PRAGMA temp_store = FILE', 'PRAGMA mmap_size = 1000000000', 'PRAGMA hard_heap_limit = 0', 'PRAGMA cache_size = -1000000000', 'PRAGMA locking_mode = EXCLUSIVE', 'PRAGMA synchronous = OFF', 'PRAGMA database_list',
  'PRAGMA page_size = 8192', 'PRAGMA page_size(8192)', 'PRAGMA data_version = 5', 'PRAGMA table_info(t)', 'PRAGMA table_list', 'PRAGMA function_list', 'PRAGMA compile_options', "PRAGMA key = 'x'", "PRAGMA rekey = 'x'", 'PRAGMA foreign_keys = OFF', 'PRAGMA recursive_triggers = ON', 'PRAGMA case_sensitive_like = ON', 'PRAGMA secure_delete = OFF',
  'SELECT * FROM pragma_database_list', 'SELECT * FROM pragma_table_info(\'t\')', 'SELECT * FROM pragma_table_xinfo(\'t\')', 'SELECT * FROM pragma_function_list', 'SELECT * FROM pragma_user_version', 'SELECT * FROM pragma_wal_checkpoint', 'SELECT * FROM pragma_integrity_check',
  'SELECT * FROM sqlite_schema', 'SELECT * FROM sqlite_master', 'SELECT sql FROM main.sqlite_schema', 'SELECT * FROM sqlite_temp_schema', 'SELECT * FROM dbstat', 'SELECT * FROM sqlite_dbpage', "SELECT * FROM fts3tokenize('simple', 'x')",
  "SELECT load_extension('/tmp/x.so')", "SELECT load_extension('x', 'y')", "SELECT LOAD_EXTENSION('x')", "SELECT fts3_tokenizer('simple')", "SELECT fts3_tokenizer('simple', x'0000')", 'SELECT geopoly_debug(1)', "SELECT rtreecheck('t')", "SELECT fts5(1)",
  `SELECT readfile('${secret}')`, `SELECT writefile('${out}', 'x')`, `SELECT edit('x', 'sh')`, `SELECT * FROM fsdir('/')`, "SELECT system('id')", `SELECT * FROM csv('${secret}')`, `SELECT * FROM "${secret}"`, `SELECT * FROM x.s`,
  "EXPLAIN ATTACH 'x' AS y", 'EXPLAIN DELETE FROM t', '', ';', '-- nothing', 'nonsense', '\0', 'SELECT', `SELECT ${'('.repeat(10_000)}1${')'.repeat(10_000)}`, `SELECT '${'x'.repeat(3_000_000)}'`,
]

test('statements that do more than read fail, and leave no trace', async () => {
  const before = witness(folder.path)
  for (const statement of forbidden()) {
    const ended = await outcome(statement)
    expect(['REFUSED_BY_GUARD', 'QUERY_FAILED', 'TOO_LARGE', 'rows []'], statement.slice(0, 100)).toContain(ended)
  }
  expect(witness(folder.path)).toEqual(before)
  expect(await outcome('SELECT * FROM t')).toBe('rows [["1","a"],["2","b"]]')
})

test('writes and the file system are refused by name, not by luck', async () => {
  for (const statement of [`ATTACH '${secret}' AS x`, 'DELETE FROM t', 'PRAGMA query_only = OFF', 'PRAGMA user_version', "SELECT fts3_tokenizer('simple')", "SELECT load_extension('x')", 'SELECT * FROM dbstat', 'SELECT * FROM sqlite_schema', 'BEGIN', 'CREATE TEMP TABLE u (n)']) {
    expect(['REFUSED_BY_GUARD', 'QUERY_FAILED'], statement).toContain(await outcome(statement))
  }
  expect(await outcome('DELETE FROM t')).toBe('REFUSED_BY_GUARD')
  expect(await outcome(`VACUUM INTO '${out}'`)).not.toMatch(/^rows \[\[/)
})

test('only the first of several statements could run, and the rest is not even read', async () => {
  const before = witness(folder.path)
  await outcome("SELECT 1; DELETE FROM t")
  await outcome(`SELECT 1; ATTACH '${out}' AS x; CREATE TABLE x.y (n)`)
  expect(witness(folder.path)).toEqual(before)
})

test('a file in WAL mode is read without leaving anything beside it', async () => {
  const wal = writeDatabase(path.join(folder.path, 'data', 'wal.sqlite'), "PRAGMA journal_mode = WAL; CREATE TABLE t (w TEXT); INSERT INTO t VALUES ('x')")
  const before = witness(folder.path)
  await within(wal, async (own) => {
    expect((await own.describe('main')).tables).toHaveLength(1)
    expect(await outcome('SELECT w FROM t', own)).toBe('rows [["x"]]')
    expect(witness(folder.path)).toEqual(before)
  })
  expect(witness(folder.path)).toEqual(before)
})

describe('a hostile file', () => {
  test('views and generated columns cannot call what is unsafe', async () => {
    const hostile = path.join(folder.path, 'hostile.sqlite')
    const views = ["SELECT load_extension('/tmp/evil.so') AS v", "SELECT fts3_tokenizer('simple', x'4141414141414141') AS v", `SELECT writefile('${out}', 'x') AS v`, 'SELECT * FROM dbstat', 'SELECT * FROM pragma_database_list', 'SELECT * FROM sqlite_schema']
    writeDatabase(hostile, `CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1);${views.map((body, at) => `CREATE VIEW v${at} AS ${body};`).join('')}`)
    const before = witness(folder.path)
    await within(hostile, async (own) => {
      expect((await own.describe('main')).tables.map(({ name }) => name)).toContain('t')
      for (const at of views.keys()) expect(['REFUSED_BY_GUARD', 'QUERY_FAILED'], views[at]).toContain(await outcome(`SELECT * FROM v${at}`, own))
      expect(await outcome('SELECT n FROM t', own)).toBe('rows [["1"]]')
    })
    expect(witness(folder.path)).toEqual(before)
  })

  test('a schema with nonsense in it ends in a Failure', async () => {
    const broken = path.join(folder.path, 'schema.sqlite')
    writeDatabase(broken, 'CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')
    const database = new DatabaseSync(broken, { defensive: false })
    database.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t (n INTEGER, n INTEGER) nonsense'")
    database.close()
    await within(broken, async (own) => {
      await expect(own.describe('main')).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: /is damaged/ })
    })
  })

  test('pages with flipped bytes end in rows or in a Failure, never in a crash or a hang', async () => {
    const good = writeDatabase(path.join(folder.path, 'good.sqlite'), `CREATE TABLE t (n INTEGER PRIMARY KEY, w TEXT, b BLOB); CREATE INDEX i ON t (w);
      WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 400) INSERT INTO t SELECT i, 'word ' || i, randomblob(40) FROM r`)
    const bytes = fs.readFileSync(good)
    const bad = path.join(folder.path, 'bad.sqlite')
    let failures = 0
    let seed = 12_345
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below
    for (let round = 0; round < 15; round += 1) {
      const copy = Buffer.from(bytes)
      for (let flip = 0; flip < 60; flip += 1) copy[20 + random(copy.length - 20)] = random(256)
      fs.writeFileSync(bad, copy)
      await within(bad, async (own) => {
        try {
          for (const table of (await own.describe('main')).tables) await own.profile('main', table, { valueCap: 100 })
          await readAll(own, pastGuard('SELECT * FROM t ORDER BY w'))
        } catch (error) {
          expect(error).toBeInstanceOf(Failure)
          failures += 1
        }
      })
    }
    expect(failures).toBeGreaterThan(3)
  }, 60_000)

  test('values of many megabytes are refused by size', async () => {
    const huge = writeDatabase(path.join(folder.path, 'huge.sqlite'), 'CREATE TABLE t (b BLOB); INSERT INTO t VALUES (zeroblob(40000000))')
    await within(huge, async (own) => {
      expect(await outcome('SELECT b FROM t', own)).toBe('TOO_LARGE')
      expect(await outcome('SELECT length(b) FROM t', own)).toBe('rows [["40000000"]]')
    })
  })

  test('bombs end at the deadline or at a bound', async () => {
    for (const bomb of [
      "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r",
      "WITH RECURSIVE r(x) AS (SELECT randomblob(1000000) UNION ALL SELECT x || x FROM r) SELECT length(x) FROM r",
      "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT group_concat(hex(randomblob(100000))) FROM r",
      'SELECT hex(zeroblob(500000000))', "SELECT printf('%.*c', 900000000, 'x')", "SELECT replace(hex(zeroblob(10000)), '0', hex(zeroblob(10000)))",
      `SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' LIKE '${'%a'.repeat(3_000)}'`,
      `SELECT ${Array.from({ length: 20 }, (_, at) => `randomblob(30000000) AS b${at}`).join(', ')}`,
    ]) expect(['TIMEOUT', 'TOO_LARGE', 'QUERY_FAILED', 'OUT_OF_MEMORY', 'rows []', 'DISK_FULL'], bomb.slice(0, 80)).toContain(await outcome(bomb))
    expect(await outcome('SELECT count(*) AS n FROM t')).toBe('rows [["2"]]')
  }, 60_000)

  test('a statement that hoards memory is ended by the watchdog', async () => {
    const hoard = `SELECT ${Array.from({ length: 100 }, (_, at) => `randomblob(30000000) AS b${at}`).join(', ')}`
    await expect(readAll(source, pastGuard(hoard), { milliseconds: 30_000 })).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' })
  })
})
