import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guard } from '../../../electron/guard/guard.ts'
import type { GuardedSql } from '../../../electron/guard/guarded.ts'
import type { FileSource } from '../../../electron/sources/child/source.ts'
import { openDuckdb } from '../../../electron/sources/duckdb/open.ts'
import { openSqlite } from '../../../electron/sources/sqlite/open.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { eventually, isRunning, writeDatabase } from '../../unit/sources/sqlite/place.ts'
import { readAll } from '../../unit/sources/read-all.ts'
import { runFreely, temporaryPlace } from '../../unit/sources/duckdb/place.ts'

// Statements that the guard lets pass, or is said to have let pass, and that would fill the memory of the machine.
const megabyte = 1024 * 1024
const milliseconds = 500
/** What the watchdogs allow, and what grows between two of their looks. */
const bounds = { sqlite: (1024 + 512) * megabyte, duckdb: (2048 + 1024) * megabyte }

const place = temporaryPlace()
const open = new Map<string, FileSource>()
beforeAll(async () => {
  const sqlite = writeDatabase(path.join(place.data, 't.sqlite'), `CREATE TABLE t (n INTEGER, w TEXT);
    WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000) INSERT INTO t SELECT i, 'banana ' || i FROM r`)
  const duckdb = path.join(place.data, 't.duckdb')
  await runFreely(duckdb, "CREATE TABLE t AS SELECT range AS n, 'banana ' || range AS w FROM range(3000)")
  open.set('sqlite', openSqlite(sqlite)).set('duckdb', await openDuckdb(duckdb, place.imports))
})
afterAll(async () => {
  for (const source of open.values()) await source.close()
  place.remove()
})

const resident = (pid: number): number => {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096
  } catch {
    return 0
  }
}

/** Runs a statement; tells how it ended, how long it took and the most memory that its process and this one held. */
async function measured(source: FileSource, sql: GuardedSql, deadline = milliseconds) {
  let [highest, own] = [0, 0]
  const before = process.memoryUsage.rss()
  const watch = setInterval(() => {
    highest = Math.max(highest, ...source.pids().map(resident))
    own = Math.max(own, process.memoryUsage.rss() - before)
  }, 10)
  const started = performance.now()
  let ended = 'rows'
  try {
    await readAll(source, sql, { milliseconds: deadline })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    ended = error.code
  } finally {
    clearInterval(watch)
  }
  return { ended, took: performance.now() - started, highest, own }
}

const a24 = 'a'.repeat(24)
const doubling = (concat: string) => `WITH RECURSIVE r(i, x) AS (SELECT 1, 'banana' UNION ALL SELECT i + 1, ${concat} FROM r WHERE i < 60) SELECT MAX(LENGTH(x)) FROM r`
const anywhere = [
  `SELECT SUM(LENGTH(${'REPLACE('.repeat(6)}w${`, 'a', '${a24}')`.repeat(6)})) FROM t`,
  `SELECT SUM(LENGTH(${'HEX('.repeat(28)}w${')'.repeat(28)})) FROM t`,
  `WITH ${Array.from({ length: 12 }, (_, at) => `c${at + 1} AS (SELECT ${Array.from({ length: 8 }, () => 'x').join(' || ')} AS x FROM c${at})`).join(', ').replace(/^/, 'c0 AS (SELECT w AS x FROM t), ')} SELECT SUM(LENGTH(x)) FROM c12`,
  doubling('x || x'),
  'SELECT COUNT(*) FROM (SELECT DISTINCT a.w || b.w || c.w AS x FROM t AS a, t AS b, t AS c) AS d',
  'SELECT MAX(x) OVER (ORDER BY x DESC) FROM (SELECT a.w || b.w || c.w AS x FROM t AS a, t AS b, t AS c) AS d',
]
const bombs = {
  sqlite: [...anywhere, "SELECT SUM(LENGTH(printf('%10000s', a.w))) FROM t AS a, t AS b", 'SELECT json_group_array(a.w) FROM t AS a, t AS b, t AS c'],
  duckdb: [...anywhere,
    "SELECT SUM(LENGTH(repeat(repeat(a.w, 1000), 1000))) FROM t AS a", "SELECT LENGTH(string_agg(repeat(a.w, 10000), '')) FROM t AS a, t AS b", "SELECT lpad(a.w, 10000, 'x') AS x FROM t AS a, t AS b ORDER BY x",
    'SELECT LENGTH(repeat([n, n, n], 10000)) FROM t', 'SELECT list(a.w) FROM t AS a, t AS b, t AS c', 'WITH l AS (SELECT list(n) AS x FROM t) SELECT list_transform(x, lambda i: list_transform(x, lambda j: x)) FROM l',
    'SELECT list_concat(x, x, x, x) FROM (SELECT list(a.w) AS x FROM t AS a, t AS b GROUP BY a.n % 7) AS l', "SELECT regexp_replace(w, '(.*)', '\\1\\1\\1\\1\\1\\1\\1\\1', 'g') FROM t", 'SELECT histogram(a.w || b.w || c.w) FROM t AS a, t AS b, t AS c',
    "SELECT SUM(LENGTH(format('{:>10000}', a.w))) FROM t AS a, t AS b",
  ],
}
const pastGuard = {
  sqlite: ["SELECT LENGTH(printf('%.*c', 900000000, 'x'))", 'SELECT hex(zeroblob(1000000000))', 'SELECT hex(randomblob(30000000)) FROM t'],
  duckdb: ["SELECT SUM(LENGTH(repeat(w, 1000000000))) FROM t", "SELECT SUM(LENGTH(repeat(w, 100000 + n))) FROM t", "SELECT lpad(w, 1000000000 + n::INTEGER, 'x') FROM t", 'SELECT range(n * 1000000) FROM t'],
}

test.skipIf(process.platform !== 'linux')('given time, one that hoards in DuckDB is ended by a bound on memory', async () => {
  const source = open.get('duckdb')
  if (source === undefined) throw new Error('not open')
  const { ended, highest } = await measured(source, { text: 'SELECT SUM(LENGTH(repeat(w, 200000 + n))) FROM t', parameters: [], dialect: 'duckdb' } as unknown as GuardedSql, 20_000)
  expect(ended).toBe('OUT_OF_MEMORY')
  expect(highest).toBeLessThan(bounds.duckdb)
}, 30_000)

describe.skipIf(process.platform !== 'linux').each(['sqlite', 'duckdb'] as const)('%s', (dialect) => {
  const asked = [...bombs[dialect].map((text) => guard(text, dialect)), ...pastGuard[dialect].map((text) => ({ text, parameters: [], dialect }) as unknown as GuardedSql)]

  test.each(asked)('$text ends in time and within bounds', async (sql) => {
    const source = open.get(dialect)
    if (source === undefined) throw new Error('not open')
    const { ended, took, highest, own } = await measured(source, sql)
    expect(['rows', 'TIMEOUT', 'OUT_OF_MEMORY', 'TOO_LARGE', 'QUERY_FAILED', 'DISK_FULL']).toContain(ended)
    expect(took).toBeLessThan(milliseconds + 1_000)
    expect(highest).toBeLessThan(bounds[dialect])
    expect(own).toBeLessThan(500 * megabyte)
  }, 20_000)

  test('and the source answers afterwards, with no process left over', async () => {
    const source = open.get(dialect)
    if (source === undefined) throw new Error('not open')
    expect((await readAll(source, guard('SELECT COUNT(*) AS n FROM t', dialect))).rows).toEqual([['3000']])
    const pids = source.pids()
    await source.close()
    expect(await eventually(() => pids.every((pid) => !isRunning(pid)))).toBe(true)
    expect(fs.readdirSync(place.imports).filter((name) => !name.endsWith('.duckdb') && !name.endsWith('.hold'))).toEqual([])
  })
})
