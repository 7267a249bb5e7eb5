import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '../../../../shared/model/failure.ts'
import type { Source } from '../../../../electron/sources/source.ts'
import { startMaria, type Maria } from '../../../fixtures/maria.ts'
import { limits, passed, pastGuard, readAll, running, sourceOf } from './place.ts'

let maria: Maria
let source: Source
beforeAll(async () => {
  maria = await startMaria()
  await maria.run('CREATE DATABASE d; CREATE DATABASE `other``one`; CREATE TABLE d.t (n INT); CREATE TABLE `other``one`.t (n INT); INSERT INTO d.t VALUES (1); INSERT INTO `other``one`.t VALUES (2)')
  source = sourceOf(maria)
})
afterAll(async () => {
  await source.close()
  await maria.stop()
})

/** No statement of a source runs, and the pool gives as many sessions as it should. */
async function expectClean(): Promise<void> {
  expect(await running(maria)).toEqual([])
  const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => readAll(source, 'd', passed(`SELECT ${n}`))))
  expect(answers.map(({ rows }) => rows)).toEqual([1, 2, 3, 4, 5].map((n) => [[String(n)]]))
}

test('a result as long as the limit is whole, one row more is truncated', async () => {
  const whole = await readAll(source, 'd', passed('SELECT seq FROM seq_1_to_2500'), { rows: 2500 })
  expect([whole.rows.length, whole.truncated, whole.rows.at(-1)]).toEqual([2500, false, ['2500']])
  const cut = await readAll(source, 'd', passed('SELECT seq FROM seq_1_to_2501'), { rows: 2500 })
  expect([cut.rows.length, cut.truncated, cut.rows.at(-1)]).toEqual([2500, true, ['2500']])
})

test('an empty result has columns, no rows and an end', async () => {
  const events = []
  for await (const event of source.stream('d', passed('SELECT n FROM t WHERE n > 5'), { limits })) events.push(event.kind)
  expect(events).toEqual(['columns', 'end'])
})

test('a truncated statement stops in the database', async () => {
  const answer = await readAll(source, 'd', passed('SELECT a.seq, SHA2(a.seq, 512) FROM seq_1_to_10000000 a, seq_1_to_1000 b'), { rows: 1_000 })
  expect([answer.rows.length, answer.truncated]).toEqual([1_000, true])
  await expectClean()
})

test('rows come in batches of at most a thousand, and early when they are slow', async () => {
  const sizes: number[] = []
  for await (const event of source.stream('d', passed('SELECT seq FROM seq_1_to_3500'), { limits: { ...limits, rows: 10_000 } })) {
    if (event.kind === 'rows') sizes.push(event.rows.length)
  }
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3500)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000)

  const started = performance.now()
  // Long rows, because a server holds back what fills less than its buffer.
  for await (const event of source.stream('d', pastGuard("SELECT seq, REPEAT('x', 20000), SLEEP(0.1) FROM seq_1_to_80"), { limits })) {
    if (event.kind === 'rows') break
  }
  expect(performance.now() - started).toBeLessThan(4_000)
  await expectClean()
})

test('aborting cancels a sleeping statement in the database, at once', async () => {
  const leaving = new AbortController()
  const answer = readAll(source, 'd', pastGuard('SELECT SLEEP(30)'), { milliseconds: 60_000 }, leaving.signal).catch((error: unknown) => error)
  while ((await running(maria)).length === 0) await pause(20)
  const aborted = performance.now()
  leaving.abort()
  expect(await answer).toMatchObject({ code: 'CANCELLED' })
  expect(performance.now() - aborted).toBeLessThan(3_000)
  await expectClean()
})

test('aborting stops a statement whose reader does not come back for more', async () => {
  const leaving = new AbortController()
  const stream = source.stream('d', passed("SELECT a.seq, REPEAT('x', 1000) FROM seq_1_to_10000000 a"), { limits: { ...limits, rows: 1e9, bytes: 1e12 }, signal: leaving.signal })
  await stream.next()
  await stream.next()
  leaving.abort()
  for (let tries = 0; (await running(maria)).length > 0; tries++) {
    expect(tries).toBeLessThan(50)
    await pause(20)
  }
  await expect(stream.next()).rejects.toMatchObject({ code: 'CANCELLED' })
  await expectClean()
})

test('a signal that was aborted before asks nothing', async () => {
  await expect(readAll(source, 'd', passed('SELECT 1'), {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect(source.describe('d', AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect(source.test(AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a statement ends at its deadline', async () => {
  const started = performance.now()
  await expect(readAll(source, 'd', pastGuard('SELECT SLEEP(30)'), { milliseconds: 300 })).rejects.toMatchObject({ code: 'TIMEOUT', retry: true })
  expect(performance.now() - started).toBeLessThan(5_000)
  await expectClean()
})

test('the watchdog ends what the server does not time', async () => {
  const started = performance.now()
  await expect(readAll(source, 'd', pastGuard('SET STATEMENT max_statement_time = 0 FOR SELECT SLEEP(30)'), { milliseconds: 300 })).rejects.toMatchObject({ code: 'TIMEOUT' })
  expect(performance.now() - started).toBeLessThan(5_000)
  await expectClean()
})

test('the deadline also holds for a reader who never comes back, and frees the connection', async () => {
  const alone = sourceOf(maria, { pool: 1 })
  const stream = alone.stream('d', passed("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_10000000"), { limits: { rows: 1e9, bytes: 1e12, milliseconds: 400 } })
  await stream.next()
  expect((await readAll(alone, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
  await expect(stream.next()).rejects.toMatchObject({ code: 'TIMEOUT' })
  await alone.close()
})

test('leaving the loop early stops the statement and leaves a usable pool', async () => {
  for (let round = 0; round < 8; round++) {
    for await (const event of source.stream('d', passed('SELECT seq FROM seq_1_to_100000000'), { limits: { ...limits, rows: 1e9 } })) {
      if (event.kind === 'rows') break
    }
  }
  await expectClean()
})

test('an error thrown in the loop does the same', async () => {
  const loop = async (): Promise<void> => {
    for await (const event of source.stream('d', passed('SELECT seq FROM seq_1_to_100000000'), { limits: { ...limits, rows: 1e9 } })) {
      if (event.kind === 'rows') throw new Error('mine')
    }
  }
  await expect(loop()).rejects.toThrow('mine')
  await expectClean()
})

test('too many bytes truncate, and one enormous row is refused', async () => {
  const answer = await readAll(source, 'd', passed("SELECT REPEAT('x', 10000) FROM seq_1_to_1000000"), { rows: 1e9, bytes: 2_000_000 })
  expect(answer.truncated).toBe(true)
  expect(answer.rows.length).toBeLessThan(2_000)
  expect(answer.rows.length).toBeGreaterThan(50)
  const enormous = readAll(source, 'd', pastGuard("SELECT REPEAT('x', 16000000)"), { bytes: 1_000_000 }).then(({ rows }) => rows.length)
  await expect(enormous).rejects.toMatchObject({ code: 'TOO_LARGE' })
  await expectClean()
})

test('a slow reader slows the server down instead of filling the memory', async () => {
  const before = process.memoryUsage().rss
  let rows = 0
  for await (const event of source.stream('d', passed("SELECT seq, REPEAT('x', 2000) FROM seq_1_to_200000"), { limits: { ...limits, rows: 20_000, bytes: 1e12 } })) {
    if (event.kind === 'rows') rows += event.rows.length
    await pause(10)
  }
  expect(rows).toBe(20_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  await expectClean()
})

test('twenty streams share four connections', async () => {
  const most: number[] = []
  const watch = setInterval(() => { void maria.rows("SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Execute'").then(([row]) => most.push(Number(row?.[0]))) }, 50)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => readAll(source, 'd', pastGuard(`SELECT seq + ${n}, SLEEP(0.0001) FROM seq_1_to_900`))))
  clearInterval(watch)
  expect(answers.map(({ rows }) => rows.at(-1)?.[0])).toEqual(Array.from({ length: 20 }, (_, n) => String(900 + n)))
  expect(Math.max(0, ...most)).toBeLessThanOrEqual(4)
  await expectClean()
})

test('someone who waits for a connection can leave the line', async () => {
  const alone = sourceOf(maria, { pool: 1 })
  const first = readAll(alone, 'd', pastGuard('SELECT SLEEP(0.5)'))
  const leaving = new AbortController()
  const second = readAll(alone, 'd', passed('SELECT 2'), {}, leaving.signal)
  const third = readAll(alone, 'd', passed('SELECT 3'))
  setTimeout(() => leaving.abort(), 50)
  await expect(second).rejects.toMatchObject({ code: 'CANCELLED' })
  expect([(await first).rows, (await third).rows]).toEqual([[['0']], [['3']]])
  await alone.close()
  await expect(readAll(alone, 'd', passed('SELECT 1'))).rejects.toBeInstanceOf(Failure)
})

test('closing the source stops what runs, and waits until it has stopped', async () => {
  const brief = sourceOf(maria)
  const stream = brief.stream('d', passed('SELECT seq FROM seq_1_to_100000000'), { limits: { ...limits, rows: 1e9 } })
  await stream.next()
  const sleeping = readAll(brief, 'd', pastGuard('SELECT SLEEP(30)')).catch((error: unknown) => error)
  while ((await running(maria)).length < 2) await pause(20)
  await brief.close()
  expect(await running(maria)).toEqual([])
  expect(await sleeping).toMatchObject({ code: 'CANCELLED' })
  await expect(stream.next()).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('a session moves between databases', async () => {
  const alone = sourceOf(maria, { pool: 1 })
  for (const [database, n] of [['d', '1'], ['other`one', '2'], ['d', '1']] as const) {
    expect((await readAll(alone, database, passed('SELECT n FROM t'))).rows).toEqual([[n]])
  }
  await alone.close()
})

test('what fails in the database fails here, with the statement and a bounded text', async () => {
  const failure: unknown = await readAll(source, 'd', pastGuard(`SELECT ${'nothing_'.repeat(300)}`)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failure)
  if (!(failure instanceof Failure)) return
  expect([failure.code, failure.retry]).toEqual(['QUERY_FAILED', false])
  expect(failure.message.length).toBeLessThan(700)
  expect(failure.detail?.sql).toContain('nothing_')
  await expectClean()
})

test('an error in the middle of the rows ends the stream with a failure', async () => {
  await expect(readAll(source, 'd', passed('SELECT seq, (SELECT seq FROM seq_1_to_2 s WHERE t.seq < 1500 OR s.seq > 0 LIMIT 1 OFFSET 0), IF(seq > 1500, (SELECT 1 UNION SELECT 2), 0) FROM seq_1_to_3000 t'), { rows: 5000 }))
    .rejects.toMatchObject({ code: 'QUERY_FAILED' })
  await expectClean()
})

test('a statement written for another family is not sent', async () => {
  const sql = { ...passed('SELECT 1'), dialect: 'duckdb' as const }
  await expect(readAll(source, 'd', sql)).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('prepared statements do not pile up on the server', async () => {
  const count = async (): Promise<number> => Number((await maria.rows("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'"))[0]?.[1])
  for (let n = 0; n < 40; n++) await readAll(source, 'd', passed(`SELECT ${n}`))
  await readAll(source, 'd', passed('SELECT 1'))
  expect(await count()).toBeLessThanOrEqual(4)
})
