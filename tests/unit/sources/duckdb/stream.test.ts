import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckdb } from '../../../../electron/sources/duckdb/open.ts'
import type { Source } from '../../../../electron/sources/source.ts'
import { guarded, pastGuard, temporaryPlace, within, writeFile } from './place.ts'
import { limits, readAll } from '../read-all.ts'

const place = temporaryPlace()
let source: Source
const endless = pastGuard('SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range * b.range % 7 = 3')
const numbers = (count: number) => pastGuard(`SELECT range AS i, range / 4 AS x, 'row ' || range AS t FROM range(${count})`)

beforeAll(async () => { source = await openDuckdb(writeFile(place, 't.csv', 'n,w\n1,a\n2,b\n'), place.imports) })
afterAll(async () => {
  await source.close()
  place.remove()
})

test.each([
  ["true", 'boolean', true],
  ["127::TINYINT", 'integer', '127'],
  ["9223372036854775807", 'integer', '9223372036854775807'],
  ["18446744073709551615::UBIGINT", 'integer', '18446744073709551615'],
  ["-170141183460469231731687303715884105727::HUGEINT", 'integer', '-170141183460469231731687303715884105727'],
  ["12.50::DECIMAL(10,2)", 'decimal', '12.50'],
  ["-0.05::DECIMAL(3,2)", 'decimal', '-0.05'],
  ["7::DECIMAL(5,0)", 'decimal', '7'],
  ["12345678901234567890123456789012345.678::DECIMAL(38,3)", 'decimal', '12345678901234567890123456789012345.678'],
  ["0.1::FLOAT", 'float', 0.1],
  ["0.1::DOUBLE", 'float', 0.1],
  ["'nan'::DOUBLE", 'float', null],
  ["'-infinity'::DOUBLE", 'float', null],
  ["'é\"'", 'text', 'é"'],
  ["DATE '2024-02-29'", 'date', '2024-02-29'],
  ["DATE '0001-01-01'", 'date', '0001-01-01'],
  ["DATE '0044-03-15 (BC)'", 'date', '0044-03-15 (BC)'],
  ["DATE 'infinity'", 'date', 'infinity'],
  ["DATE '-infinity'", 'date', '-infinity'],
  ["TIMESTAMP '2024-02-29 01:02:03'", 'timestamp', '2024-02-29 01:02:03'],
  ["TIMESTAMP '1969-12-31 23:59:59.999999'", 'timestamp', '1969-12-31 23:59:59.999999'],
  ["TIMESTAMP 'infinity'", 'timestamp', 'infinity'],
  ["TIMESTAMP_S '2024-02-29 01:02:03'", 'timestamp', '2024-02-29 01:02:03'],
  ["TIMESTAMP_MS '2024-02-29 01:02:03.5'", 'timestamp', '2024-02-29 01:02:03.500000'],
  ["TIMESTAMP_NS '1969-12-31 23:59:59.123456789'", 'timestamp', '1969-12-31 23:59:59.123456'],
  ["TIMESTAMPTZ '2024-02-29 01:02:03+02'", 'timestamp', '2024-02-28 23:02:03'],
  ["TIME '01:02:03.5'", 'time', '01:02:03.500000'],
  ["TIMETZ '01:02:03+01'", 'text', '01:02:03+01'],
  ["'\\x00\\xFF'::BLOB", 'binary', '0x00ff'],
  ["[1, NULL, 9007199254740993]", 'json', '[1,null,9007199254740993]'],
  ["array_value(1.10, 2.25)", 'json', '[1.10,2.25]'],
  ["{'a b': 1.50, 'd': DATE '2024-02-29', 'constructor': 'x'}", 'json', '{"a b":1.50,"d":"2024-02-29","constructor":"x"}'],
  ["MAP {'k': [1], 'l': NULL}", 'json', '{"k":[1],"l":null}'],
  ["union_value(x := 'u')", 'json', '"u"'],
  ["'{\"a\": 1}'::JSON", 'json', '{"a": 1}'],
  ["'a'::ENUM ('a', 'b')", 'text', 'a'],
  ["'00000000-0000-0000-0000-00000000000a'::UUID", 'text', '00000000-0000-0000-0000-00000000000a'],
  ["INTERVAL 1 DAY", 'text', '1 day'],
  ["'101'::BIT", 'text', '101'],
  ["NULL::DATE", 'date', null],
])('%s arrives as %s %j', async (expression, kind, cell) => {
  const answer = await readAll(source, pastGuard(`SELECT ${expression} AS v`))
  expect([answer.columns[0]?.type.kind, answer.rows[0]?.[0]]).toEqual([kind, cell])
})

test('a field that the driver loses is refused, not guessed', async () => {
  await expect(readAll(source, pastGuard("SELECT {'__proto__': 'x'} AS v"))).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
})

test('decimals carry their precision and scale', async () => {
  const answer = await readAll(source, guarded('SELECT sum(CAST(n AS DECIMAL(12,2))) AS s FROM t'))
  expect(answer.columns).toEqual([{ name: 's', type: { kind: 'decimal', precision: 38, scale: 2 } }])
  expect(answer.rows).toEqual([['3.00']])
})

test('parameters are bound exactly as what they are', async () => {
  const sql = pastGuard('SELECT ? + 0.00::DECIMAL(38,2), ?, ?, ?, ?, ?, ?, ?, ?', [
    { value: '123456789012345678901234567890.25', type: 'decimal' }, { value: '9223372036854775808', type: 'integer' }, { value: '-7', type: 'integer' },
    { value: '2024-02-29', type: 'date' }, { value: '1969-12-31 01:02:03.5', type: 'timestamp' }, { value: '01:02:03', type: 'time' },
    { value: '0x00ff', type: 'binary' }, { value: false, type: 'boolean' }, { value: null, type: 'text' },
  ])
  const answer = await readAll(source, sql)
  expect(answer.rows).toEqual([['123456789012345678901234567890.25', '9223372036854775808', '-7', '2024-02-29', '1969-12-31 01:02:03.500000', '01:02:03', '0x00ff', false, null]])
  expect(answer.columns.slice(1, 8).map(({ type }) => type.kind)).toEqual(['integer', 'integer', 'date', 'timestamp', 'time', 'binary', 'boolean'])
  const small = await readAll(source, pastGuard('SELECT ? = -0.05::DECIMAL(3,2) AS same', [{ value: '-0.05', type: 'decimal' }]))
  expect(small.rows).toEqual([[true]])
})

test('one row more than the limit is read, and told, also at the edge of a chunk', async () => {
  for (const [count, rows, truncated] of [[11, 10, true], [10, 10, false], [2_049, 2_048, true], [2_048, 2_048, false], [0, 10, false]] as const) {
    const answer = await readAll(source, numbers(count), { rows })
    expect([answer.rows.length, answer.truncated]).toEqual([Math.min(count, rows), truncated])
    expect(answer.columns.map(({ name }) => name)).toEqual(['i', 'x', 't'])
  }
})

test('more bytes than the limit are cut off, and told', async () => {
  const answer = await readAll(source, pastGuard("SELECT repeat('x', 1000) AS t FROM range(100000)"), { rows: 1_000_000, bytes: 1_000_000 })
  expect(answer.truncated).toBe(true)
  expect(answer.rows.length).toBeLessThan(10_000)
})

test('a million rows stream without being kept, and the event loop stays free', async () => {
  const before = process.memoryUsage().heapUsed
  let [rows, highest, longest, last] = [0, 0, 0, performance.now()]
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  for await (const event of source.stream('main', numbers(1_000_000), { limits: { rows: 2_000_000, milliseconds: 60_000, bytes: 1e9 } })) {
    if (event.kind !== 'rows') continue
    rows += event.rows.length
    highest = Math.max(highest, process.memoryUsage().heapUsed - before)
  }
  clearInterval(beat)
  expect(rows).toBe(1_000_000)
  expect(highest).toBeLessThan(150 * 1024 * 1024)
  expect(longest).toBeLessThan(500)
})

test('cancelling stops an endless join in less than a second, and the source goes on', async () => {
  const controller = new AbortController()
  const answer = readAll(source, endless, {}, controller.signal)
  setTimeout(() => { controller.abort() }, 100)
  const started = performance.now()
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED', detail: { sql: endless.text } })
  expect(performance.now() - started).toBeLessThan(1_000)
  expect((await readAll(source, guarded('SELECT count(*) AS n FROM t'))).rows).toEqual([['2']])
})

test('the deadline stops an endless join', async () => {
  const started = performance.now()
  await expect(readAll(source, endless, { milliseconds: 300 })).rejects.toMatchObject({ code: 'TIMEOUT' })
  expect(performance.now() - started).toBeLessThan(1_300)
})

test('an aborted signal runs nothing', async () => {
  await expect(readAll(source, endless, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('leaving the loop stops the statement; others go on', async () => {
  const other = readAll(source, numbers(300_000), { rows: 1_000_000 })
  for await (const event of source.stream('main', numbers(100_000_000), { limits: { ...limits, rows: 1e9 } })) if (event.kind === 'rows') break
  expect((await other).rows).toHaveLength(300_000)
})

test('closing stops what runs, and what waits half-read', async () => {
  const own = await openDuckdb(`${place.data}/t.csv`, place.imports)
  const running = readAll(own, endless)
  const half = own.stream('main', numbers(100_000), { limits: { ...limits, rows: 1e9 } })
  await half.next()
  await half.next()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const refused = expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  await own.close()
  await refused
  await expect(half.next()).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('what DuckDB refuses is told with the SQL; unlike statements never reach it', async () => {
  const sql = guarded('SELECT missing FROM t')
  await expect(readAll(source, sql)).rejects.toMatchObject({ code: 'QUERY_FAILED', detail: { sql: sql.text } })
  await expect(readAll(source, pastGuard("SELECT 'x'::INTEGER"))).rejects.toMatchObject({ code: 'QUERY_FAILED', message: /Could not convert string 'x'/ })
  await expect(readAll(source, { ...guarded('SELECT 1'), dialect: 'sqlite' })).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('facts, databases, estimates', async () => {
  expect(await source.test()).toMatchObject({ dialect: 'duckdb', readOnly: true, privileges: [], transport: null })
  expect(await source.databases()).toEqual([{ name: 'main', tables: 1 }])
  expect(await source.estimate('main', guarded('SELECT n FROM t WHERE n = ?', [{ value: '1', type: 'integer' }]))).toMatchObject({ warnings: [] })
  const big = writeFile(place, 'big.csv', `n\n${Array.from({ length: 5_000 }, (_, n) => n).join('\n')}\n`)
  await within(place, big, async (own) => {
    expect((await own.estimate('main', guarded('SELECT n FROM big ORDER BY n'))).rows).toBeGreaterThan(0)
    const { rows } = await own.estimate('main', guarded('SELECT n FROM big'))
    expect(rows).toBe(5_000)
  })
  await expect(source.describe('other')).rejects.toMatchObject({ code: 'DATABASE_GONE' })
})

test('two sources answer side by side', async () => {
  await within(place, writeFile(place, 'u.csv', 'n\n5\n'), async (second) => {
    const [one, two] = await Promise.all([readAll(source, guarded('SELECT sum(n) AS n FROM t')), readAll(second, guarded('SELECT sum(n) AS n FROM u'))])
    expect([one.rows, two.rows]).toEqual([[['3']], [['5']]])
  })
})
