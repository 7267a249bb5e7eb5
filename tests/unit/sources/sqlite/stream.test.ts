import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileSource } from '../../../../electron/sources/child/source.ts'
import { openSqlite } from '../../../../electron/sources/sqlite/open.ts'
import { eventually, guarded, isRunning, temporaryFolder, within, writeDatabase } from './place.ts'
import { limits, readAll } from '../read-all.ts'

const folder = temporaryFolder()
const file = path.join(folder.path, 'types.sqlite')
const endless = guarded('WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r')
const numbers = (count: number) => guarded(`WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < ${count}) SELECT i, i * 1.5 AS x, 'row ' || i AS t FROM r`)
let source: FileSource

beforeAll(() => {
  writeDatabase(file, `
    CREATE TABLE t (i INTEGER, d DECIMAL(12,2), r REAL, s TEXT, b BOOLEAN, day DATE, at DATETIME, tm TIME, bin BLOB, j JSON, n NUMERIC);
    INSERT INTO t VALUES (9223372036854775807, 1.005, 0.1, 'é', 1, '2024-02-29', '2024-02-29 01:02:03', '01:02:03', x'00ff', '{"a":1}', 7);
    INSERT INTO t VALUES (-1, 12, 2, '', 0, NULL, '2024-02-29 01:02:03.5', NULL, x'', NULL, 7.25)`)
  source = openSqlite(file)
})
afterAll(async () => {
  await source.close()
  folder.remove()
})

test('every kind arrives exactly as it is documented', async () => {
  const answer = await readAll(source, guarded('SELECT * FROM t'))
  expect(answer.columns.map(({ type }) => type.kind)).toEqual(['integer', 'decimal', 'float', 'text', 'boolean', 'date', 'timestamp', 'time', 'binary', 'json', 'float'])
  expect(answer.rows).toEqual([
    ['9223372036854775807', '1.01', 0.1, 'é', true, '2024-02-29', '2024-02-29 01:02:03', '01:02:03', '0x00ff', '{"a":1}', 7],
    ['-1', '12.00', 2, '', false, null, '2024-02-29 01:02:03.5', null, '0x', null, 7.25],
  ])
  expect(answer.truncated).toBe(false)
})

test('expressions take their kind from their values', async () => {
  const answer = await readAll(source, guarded("SELECT count(*) AS n, avg(i) AS a, 'x' AS s, NULL AS none, max(d) AS d FROM t"))
  expect(answer.columns.map(({ name, type }) => [name, type.kind])).toEqual([['n', 'integer'], ['a', 'float'], ['s', 'text'], ['none', 'unknown'], ['d', 'integer']])
})

test('parameters are bound as what they are', async () => {
  const sql = guarded('SELECT ? AS i, ? AS d, ? AS s, ? AS b, typeof(?) AS t, (SELECT count(*) FROM t WHERE d = ?) AS n', [
    { value: '9223372036854775807', type: 'integer' }, { value: '12.50', type: 'decimal' }, { value: "a'b", type: 'text' },
    { value: '0x00ff', type: 'binary' }, { value: true, type: 'boolean' }, { value: '12.00', type: 'decimal' },
  ])
  expect((await readAll(source, sql)).rows).toEqual([['9223372036854775807', 12.5, "a'b", '0x00ff', 'integer', '1']])
})

test('one row more than the limit is read, and told', async () => {
  const cut = await readAll(source, numbers(11), { rows: 10 })
  expect([cut.rows.length, cut.truncated]).toEqual([10, true])
  const whole = await readAll(source, numbers(10), { rows: 10 })
  expect([whole.rows.length, whole.truncated]).toEqual([10, false])
  const none = await readAll(source, guarded('SELECT i FROM t WHERE i = 5'))
  expect([none.columns, none.rows, none.truncated]).toEqual([[{ name: 'i', type: { kind: 'integer' } }], [], false])
})

test('more bytes than the limit are cut off, and told', async () => {
  const answer = await readAll(source, guarded(`WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 500) SELECT i || '${'x'.repeat(10_000)}' AS h FROM r`), { bytes: 100_000 })
  expect(answer.truncated).toBe(true)
  expect(answer.rows.length).toBeLessThan(20)
})

test('a million rows stream in batches, the first of them early', async () => {
  const own = openSqlite(file)
  await own.test()
  const before = process.memoryUsage().heapUsed
  let rows = 0
  let first = 0
  let highest = 0
  const started = performance.now()
  for await (const event of own.stream('main', numbers(1_000_000), { limits: { ...limits, rows: 2_000_000, milliseconds: 60_000, bytes: 1e9 } })) {
    if (event.kind !== 'rows') continue
    if (rows === 0) first = performance.now() - started
    rows += event.rows.length
    expect(event.rows.length).toBeLessThanOrEqual(1_000)
    highest = Math.max(highest, process.memoryUsage().heapUsed - before)
  }
  await own.close()
  expect(rows).toBe(1_000_000)
  expect(first).toBeLessThan(1_000)
  expect(highest).toBeLessThan(150 * 1024 * 1024)
})

test('a slow reader holds the child back', async () => {
  let batches = 0
  for await (const event of source.stream('main', numbers(100_000), { limits: { ...limits, rows: 1_000_000 } })) {
    if (event.kind !== 'rows') continue
    batches += 1
    if (batches === 2) break
  }
  expect(batches).toBe(2)
  // The child was killed with the loop; the next call starts another.
  expect((await readAll(source, guarded('SELECT count(*) AS n FROM t'))).rows).toEqual([['2']])
})

test('cancelling stops an endless statement and its process in less than a second', async () => {
  const own = openSqlite(file)
  await own.test()
  const [pid = 0] = own.pids()
  expect(isRunning(pid)).toBe(true)
  const controller = new AbortController()
  const answer = readAll(own, endless, {}, controller.signal)
  setTimeout(() => { controller.abort() }, 100)
  const started = performance.now()
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED', retry: true, detail: { sql: endless.text } })
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(await eventually(() => !isRunning(pid), 900)).toBe(true)
  expect((await own.test()).dialect).toBe('sqlite')
  await own.close()
})

test('the deadline stops an endless statement', async () => {
  const started = performance.now()
  await expect(readAll(source, endless, { milliseconds: 300 })).rejects.toMatchObject({ code: 'TIMEOUT' })
  expect(performance.now() - started).toBeLessThan(1_500)
})

test('an aborted signal runs nothing', async () => {
  await expect(readAll(source, endless, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('cancelling one query leaves another of the same source alone', async () => {
  const controller = new AbortController()
  const endlessly = readAll(source, endless, {}, controller.signal)
  const counted = readAll(source, numbers(200_000), { rows: 1_000_000 })
  setTimeout(() => { controller.abort() }, 50)
  await expect(endlessly).rejects.toMatchObject({ code: 'CANCELLED' })
  expect((await counted).rows).toHaveLength(200_000)
})

test('more calls than processes wait their turn', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => readAll(source, guarded(`SELECT ${at} AS n`))))
  expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 12 }, (_, at) => String(at)))
  expect(source.pids().length).toBeLessThanOrEqual(3)
})

test('waiting for a turn can be cancelled', async () => {
  const own = openSqlite(file)
  const controller = new AbortController()
  const busy = [1, 2, 3].map(() => readAll(own, endless))
  await eventually(() => own.pids().length === 3)
  const waiting = readAll(own, endless, {}, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
  const ended = Promise.all(busy.map((answer) => expect(answer).rejects.toMatchObject({ code: 'CANCELLED' })))
  await own.close()
  await ended
})

test('full text tables can be searched; R-trees, which write before they read, are not listed', async () => {
  const search = writeDatabase(path.join(folder.path, 'search.sqlite'), "CREATE VIRTUAL TABLE f USING fts5(w); INSERT INTO f VALUES ('red fox'), ('blue bird'); CREATE VIRTUAL TABLE r USING rtree(i, a, b)")
  await within(search, async (own) => {
    expect((await own.describe('main')).tables.map(({ name }) => name)).toEqual(['f'])
    expect((await readAll(own, { ...guarded('SELECT w FROM f'), text: "SELECT w FROM f WHERE f MATCH 'fox'" })).rows).toEqual([['red fox']])
  })
})

test('two sources answer side by side', async () => {
  const other = writeDatabase(path.join(folder.path, 'other.sqlite'), "CREATE TABLE t (w TEXT); INSERT INTO t VALUES ('other')")
  await within(other, async (second) => {
    const [one, two] = await Promise.all([readAll(source, guarded('SELECT count(*) AS n FROM t')), readAll(second, guarded('SELECT w FROM t'))])
    expect([one.rows, two.rows]).toEqual([[['2']], [['other']]])
  })
})

test('a value that does not fit the announced kind fails by column, row and value', async () => {
  const late = writeDatabase(path.join(folder.path, 'late.sqlite'), `CREATE TABLE t (n INTEGER);
    WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000) INSERT INTO t SELECT i FROM r; INSERT INTO t VALUES ('N/A')`)
  await within(late, async (own) => {
    await expect(readAll(own, guarded('SELECT n FROM t'), { rows: 10_000 })).rejects.toMatchObject({
      code: 'QUERY_FAILED', message: 'Column “n” began as integer, but row 3001 holds “N/A”.',
    })
    expect((await readAll(own, guarded('SELECT CAST(n AS TEXT) AS n FROM t'), { rows: 10_000 })).rows).toHaveLength(3_001)
    expect((await readAll(own, guarded('SELECT n FROM t'), { rows: 500 })).columns[0]?.type.kind).toBe('integer')
  })
})

test('a statement that SQLite refuses says why and carries the SQL', async () => {
  const sql = guarded('SELECT missing FROM t')
  await expect(readAll(source, sql)).rejects.toMatchObject({ code: 'QUERY_FAILED', message: 'SQLite could not run this: no such column: missing.', detail: { sql: sql.text } })
  await expect(readAll(source, guarded('SELECT "misspelt" FROM t'))).rejects.toMatchObject({ code: 'QUERY_FAILED' })
  await expect(readAll(source, { ...guarded('SELECT 1'), dialect: 'mysql' })).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('closing ends the processes and what runs in them', async () => {
  const own = openSqlite(file)
  const answer = readAll(own, endless)
  await eventually(() => own.pids().length === 1)
  const pids = own.pids()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const refused = expect(answer).rejects.toMatchObject({ code: 'CANCELLED' })
  await own.close()
  await refused
  expect(await eventually(() => pids.every((pid) => !isRunning(pid)))).toBe(true)
  await expect(own.test()).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('facts, databases, estimates', async () => {
  expect(await source.test()).toMatchObject({ dialect: 'sqlite', readOnly: true, privileges: [], transport: null })
  expect(await source.databases()).toEqual([{ name: 'main', tables: 1 }])
  expect(await source.estimate('main', guarded('SELECT i FROM t WHERE i = ?', [{ value: '1', type: 'integer' }]))).toEqual({ rows: null, warnings: [] })
  await expect(source.describe('other')).rejects.toMatchObject({ code: 'DATABASE_GONE' })
})
