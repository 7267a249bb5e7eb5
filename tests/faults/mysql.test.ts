import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Failure } from '../../shared/model/failure.ts'
import type { Source } from '../../electron/sources/source.ts'
import { freePort, selfSigned, startMaria, type Maria, type ServerCertificate } from '../fixtures/maria.ts'
import { limits, passed, pastGuard, readAll, running, sourceOf } from '../unit/sources/mysql/place.ts'

const password = 'Tr0ub4dor-and-3'
const hasty = { connect: 1_000, command: 1_000 }

/** The failure that a promise ends in; no part of it may hold the password. */
async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const failure = await promise.then(() => { throw new Error('It did not fail.') }, (error: unknown) => error)
  if (!(failure instanceof Failure)) throw failure
  const everything = JSON.stringify([failure.facts(), failure.stack, String(failure.cause), failure.cause instanceof Error ? { ...failure.cause, stack: failure.cause.stack } : null])
  expect(everything).not.toContain(password)
  return failure
}

const unhandled: unknown[] = []
const remember = (error: unknown): void => { unhandled.push(error) }
beforeAll(() => { process.on('unhandledRejection', remember); process.on('uncaughtExceptionMonitor', remember) })
afterAll(() => { process.off('unhandledRejection', remember); process.off('uncaughtExceptionMonitor', remember) })
afterEach(async () => {
  await pause(20)
  expect(unhandled).toEqual([])
})

describe('a server', () => {
  let maria: Maria
  beforeAll(async () => {
    maria = await startMaria()
    await maria.run(`CREATE DATABASE d; CREATE TABLE d.t (n INT); INSERT INTO d.t VALUES (1); CREATE USER quaestor IDENTIFIED BY '${password}'; GRANT SELECT ON d.* TO quaestor`)
  })
  afterAll(() => maria.stop())

  test('refuses a wrong password, a wrong user and a database that is not ours', async () => {
    for (const source of [sourceOf(maria, { user: 'quaestor' }, `${password}x`), sourceOf(maria, { user: 'nobody' }, password)]) {
      const failure = await failureOf(source.test())
      expect([failure.code, failure.retry]).toEqual(['ACCESS_DENIED', false])
      await source.close()
    }
    const source = sourceOf(maria, { user: 'quaestor' }, password)
    expect((await failureOf(source.describe('mysql'))).code).toBe('ACCESS_DENIED')
    expect((await failureOf(readAll(source, 'd', passed(`SELECT '${'x'.repeat(10)}' FROM missing`)))).code).toMatch(/QUERY_FAILED|ACCESS_DENIED/)
    await source.close()
  })

  test('cannot be reached', async () => {
    for (const where of [{ host: '127.0.0.1', port: await freePort() }, { host: 'no-such-host.invalid', port: 3306 }]) {
      const source = sourceOf(where, {}, password)
      const failure = await failureOf(source.test())
      expect([failure.code, failure.retry]).toEqual(['SOURCE_UNREACHABLE', true])
      expect((await failureOf(readAll(source, 'd', passed('SELECT 1')))).code).toBe('SOURCE_UNREACHABLE')
      await source.close()
    }
  })

  test('drops the database between the description and the query', async () => {
    await maria.run('CREATE DATABASE brief; CREATE TABLE brief.t (n INT)')
    const source = sourceOf(maria, { pool: 1 })
    const { tables } = await source.describe('brief')
    expect((await readAll(source, 'brief', passed('SELECT n FROM t'))).rows).toEqual([])
    await maria.run('DROP DATABASE brief')
    expect((await failureOf(readAll(source, 'brief', passed('SELECT n FROM t')))).code).toBe('DATABASE_GONE')
    expect((await failureOf(source.describe('brief'))).code).toBe('DATABASE_GONE')
    expect((await failureOf(source.profile('brief', tables[0] ?? { name: 't', kind: 'table', columns: [], primaryKey: [], indexes: [], rowEstimate: 0 }, { valueCap: 1 }))).code).toBe('DATABASE_GONE')
    expect((await readAll(source, 'd', passed('SELECT n FROM t'))).rows).toEqual([['1']])
    await source.close()
  })

  test('has no connection left', async () => {
    await maria.run('CREATE USER busy; GRANT USAGE ON *.* TO busy WITH MAX_USER_CONNECTIONS 1')
    const first = sourceOf(maria, { user: 'busy' })
    const second = sourceOf(maria, { user: 'busy' })
    await first.test()
    expect(await failureOf(second.test())).toMatchObject({ code: 'SOURCE_UNREACHABLE', retry: true })
    await first.close()
    await second.close()
  })

  test('cannot be asked to stop a query because it has no connection left: the connection is cut instead', async () => {
    await maria.run('CREATE USER narrow; GRANT SELECT ON d.* TO narrow WITH MAX_USER_CONNECTIONS 1')
    const source = sourceOf(maria, { user: 'narrow', pool: 1 })
    const started = performance.now()
    const answer = await readAll(source, 'd', passed("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000"), { rows: 10 })
    expect([answer.rows.length, answer.truncated]).toEqual([10, true])
    expect(performance.now() - started).toBeLessThan(5_000)
    for (let tries = 0; (await running(maria)).length > 0; tries++) {
      expect(tries).toBeLessThan(100)
      await pause(20)
    }
    expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
    await source.close()
  })

  test('has a query killed, or the connection, by its administrator', async () => {
    const source = sourceOf(maria)
    for (const [order, code] of [['KILL QUERY', 'CANCELLED'], ['KILL', 'CONNECTION_LOST']] as const) {
      const answer = failureOf(readAll(source, 'd', pastGuard('SELECT SLEEP(30)')))
      let [id] = await maria.rows("SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(30)%'")
      while (!id) [id] = await maria.rows("SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(30)%'")
      await maria.run(`${order} ${id[0]}`)
      expect(await answer).toMatchObject({ code, retry: true })
      expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
    }
    await source.close()
  })

  test('a kill that comes too late does not hit the next statement', async () => {
    const source = sourceOf(maria, { pool: 1 })
    for (let round = 0; round < 60; round++) {
      const answer = await readAll(source, 'd', passed('SELECT seq FROM seq_1_to_20'), { rows: 10 })
      expect(answer.truncated).toBe(true)
      expect((await readAll(source, 'd', passed('SELECT COUNT(*) FROM seq_1_to_20000'))).rows).toEqual([['20000']])
    }
    await source.close()
  })

  test('closes resting connections', async () => {
    const source = sourceOf(maria, { pool: 2 })
    await Promise.all([readAll(source, 'd', pastGuard('SELECT SLEEP(0.05)')), readAll(source, 'd', pastGuard('SELECT SLEEP(0.05)'))])
    for (const [id] of await maria.rows("SELECT id FROM information_schema.processlist WHERE command = 'Sleep' AND id <> CONNECTION_ID()")) await maria.run(`KILL ${String(id)}`)
    expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
    await source.close()
  })

  test('dies in the middle of a query, and comes back', async () => {
    const source = sourceOf(maria)
    const sleeping = failureOf(readAll(source, 'd', pastGuard('SELECT SLEEP(30)')))
    const streaming = failureOf((async () => {
      for await (const event of source.stream('d', passed('SELECT seq FROM seq_1_to_1000000000'), { limits: { ...limits, rows: 1e9, bytes: 1e12 } })) if (event.kind === 'rows') await pause(1)
    })())
    while ((await running(maria)).length < 2) await pause(20)
    const died = performance.now()
    await maria.kill()
    expect(await sleeping).toMatchObject({ code: 'CONNECTION_LOST', retry: true })
    expect(await streaming).toMatchObject({ code: 'CONNECTION_LOST', retry: true })
    expect((await failureOf(readAll(source, 'd', passed('SELECT 1')))).code).toBe('SOURCE_UNREACHABLE')
    expect(performance.now() - died).toBeLessThan(5_000)
    await maria.restart()
    expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
    await source.close()
  })
})

describe('encryption', () => {
  let maria: Maria
  let certificate: ServerCertificate
  beforeAll(async () => {
    certificate = await selfSigned(['127.0.0.1'])
    maria = await startMaria({ tls: certificate })
  })
  afterAll(() => maria.stop())

  const transport = async (source: Source): Promise<string | null> => {
    try {
      return (await source.test()).transport
    } finally {
      await source.close()
    }
  }

  test('is off, or on with any certificate, or with one that proves the server', async () => {
    expect(await transport(sourceOf(maria, { tls: 'off' }))).toBeNull()
    expect(await transport(sourceOf(maria, { tls: 'encrypt' }))).toBe('TLS 1.3')
    expect(await transport(sourceOf(maria, { tls: 'verify', ca: certificate.cert }))).toBe('TLS 1.3')
  })

  test('is refused for a certificate that nobody known signed, or that is for another name', async () => {
    expect((await failureOf(transport(sourceOf(maria, { tls: 'verify' }, password)))).code).toBe('TLS_REFUSED')
    expect((await failureOf(transport(sourceOf(maria, { tls: 'verify', host: 'localhost', ca: certificate.cert }, password)))).code).toBe('TLS_REFUSED')
  })

  test('is refused by a server without it', async () => {
    const plain = await startMaria({ extra: ['--skip-ssl'] })
    try {
      for (const tls of ['verify', 'encrypt'] as const) expect((await failureOf(transport(sourceOf(plain, { tls }, password)))).code).toBe('TLS_REFUSED')
    } finally {
      await plain.stop()
    }
  })

  test('is refused for the certificate of localhost when an address was asked for', async () => {
    const local = await selfSigned(['localhost'])
    const other = await startMaria({ tls: local })
    try {
      expect((await failureOf(transport(sourceOf(other, { tls: 'verify', ca: local.cert }, password)))).code).toBe('TLS_REFUSED')
      expect(await transport(sourceOf(other, { tls: 'verify', host: 'localhost', ca: local.cert }))).toBe('TLS 1.3')
    } finally {
      await other.stop()
    }
  })

  test('streams, truncates, cancels and survives the death of the server like plain text', async () => {
    const source = sourceOf(maria, { tls: 'encrypt' })
    await maria.run('CREATE DATABASE d')
    const cut = await readAll(source, 'd', passed("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_10000000"), { rows: 3_000 })
    expect([cut.rows.length, cut.truncated]).toEqual([3_000, true])
    const weighed = await readAll(source, 'd', passed("SELECT REPEAT('x', 10000) FROM seq_1_to_1000000"), { rows: 1e9, bytes: 2_000_000 })
    expect(weighed.truncated).toBe(true)
    expect(await running(maria)).toEqual([])
    const sleeping = failureOf(readAll(source, 'd', pastGuard('SELECT SLEEP(30)')))
    while ((await running(maria)).length === 0) await pause(20)
    await maria.kill()
    expect((await sleeping).code).toBe('CONNECTION_LOST')
    await maria.restart()
    expect((await readAll(source, 'd', passed('SELECT 1'))).rows).toEqual([['1']])
    await source.close()
  })
})

describe('a hostile server', () => {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    for (const server of servers.splice(0)) server.close()
  })

  /** A server that answers each packet of the client with what a script says. */
  async function hostile(greet: Buffer | null, answer: (packet: Buffer, count: number) => Buffer | null): Promise<{ host: string; port: number; received: () => string }> {
    let received = ''
    const server = createServer((socket) => {
      sockets.add(socket)
      let count = 0
      if (greet) socket.write(greet)
      socket.on('error', () => undefined)
      socket.on('data', (packet) => {
        received += packet.toString('latin1')
        const reply = answer(packet, count++)
        if (reply) socket.write(reply)
      })
    })
    servers.push(server)
    const port = await freePort()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return { host: '127.0.0.1', port, received: () => received }
  }

  const packet = (number: number, ...bytes: (number | string | Buffer)[]): Buffer => {
    const body = Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))))
    const head = Buffer.alloc(4)
    head.writeUIntLE(body.length, 0, 3)
    head[3] = number
    return Buffer.concat([head, body])
  }
  const greeting = packet(0, 10, '10.11.6-MariaDB\0', Buffer.from([1, 0, 0, 0]), 'saltsalt', 0, Buffer.from([0xff, 0xf7]), 45, Buffer.from([2, 0]), Buffer.from([0x0f, 0x80]), 21, Buffer.alloc(10), 'saltsaltsalt\0', 'mysql_native_password\0')
  const ok = packet(2, 0, 0, 0, Buffer.from([2, 0, 0, 0]))
  const okAfter = packet(1, 0, 0, 0, Buffer.from([2, 0, 0, 0]))
  /** The answer to a statement without parameters that is to be prepared. */
  const prepared = packet(1, 0, Buffer.from([1, 0, 0, 0]), 0, 0, 0, 0, 0, 0, 0)
  const textColumn = (number: number, name: string): Buffer => packet(number, 3, 'def', 0, 0, 0, name.length, name, 0, 0x0c, Buffer.from([45, 0]), Buffer.from([0xff, 0, 0, 0]), 253, Buffer.from([0, 0]), 0, 0, 0)
  const eof = (number: number): Buffer => packet(number, 0xfe, 0, 0, 2, 0)
  /** The answer to SELECT VERSION(), CONNECTION_ID(). */
  const facts = (version: string, id: string): Buffer => Buffer.concat([packet(1, 2), textColumn(2, 'v'), textColumn(3, 'i'), eof(4), packet(5, version.length, version, id.length, id), eof(6)])

  const quickly = async (promise: Promise<unknown>): Promise<Failure> => {
    const started = performance.now()
    const failure = await failureOf(promise)
    expect(performance.now() - started).toBeLessThan(4_000)
    return failure
  }

  test.each([
    ['another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'SOURCE_UNSUPPORTED'],
    ['a greeting of sixteen megabytes', Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0]), Buffer.alloc(1_000, 10)]), 'SOURCE_UNSUPPORTED'],
    ['a greeting that ends early', packet(0, 10, 'x'), 'SOURCE_UNSUPPORTED'],
    ['random bytes', Buffer.from([7, 0, 0, 0, 10, 1, 2, 3, 4, 5, 6, 0xff, 0xff, 0xff, 9, 9]), 'SOURCE_UNSUPPORTED'],
  ])('sends %s', async (_, greet, code) => {
    const source = sourceOf(await hostile(greet, () => null), {}, password, hasty)
    expect((await quickly(source.test())).code).toBe(code)
    await source.close()
  })

  test('answers the log-in with garbage, or with a text that repeats the password', async () => {
    const garbage = sourceOf(await hostile(greeting, () => Buffer.from('garbage garbage garbage')), {}, password, hasty)
    await quickly(garbage.test())
    await garbage.close()
    const parrot = sourceOf(await hostile(greeting, () => packet(2, 0xff, Buffer.from([0x15, 0x04]), '#28000', `Access denied, ${password} is wrong`)), {}, password)
    expect((await quickly(parrot.test())).code).toBe('ACCESS_DENIED')
    await parrot.close()
  })

  test('asks for the password in plain text and does not get it', async () => {
    const server = await hostile(greeting, () => packet(2, 0xfe, 'mysql_clear_password\0'))
    const source = sourceOf(server, {}, password)
    expect((await quickly(source.test())).code).toBe('ACCESS_DENIED')
    expect(server.received()).not.toContain(password)
    await source.close()
  })

  test('asks for a file of this machine and gets nothing', async () => {
    const server = await hostile(greeting, (_, count) => (count === 0 ? ok : packet(1, 0xfb, '/etc/passwd')))
    const source = sourceOf(server)
    expect((await quickly(source.test())).code).toBe('SOURCE_UNSUPPORTED')
    expect(server.received()).not.toContain('root:')
    await source.close()
  })

  test('asks for a file in answer to a query', async () => {
    const server = await hostile(greeting, (_, count) => (count === 0 ? ok : count === 1 ? facts('10.11.6-MariaDB', '7') : count < 7 ? okAfter : count === 7 ? prepared : packet(1, 0xfb, '/etc/passwd')))
    const source = sourceOf(server)
    expect((await quickly(readAll(source, 'd', passed('SELECT 1')))).code).toBe('SOURCE_UNSUPPORTED')
    expect(server.received()).not.toContain('root:')
    await source.close()
  })

  test('lies about its version', async () => {
    const server = await hostile(greeting, (sent, count) => (count === 0 ? ok : count === 1 ? facts("\x1b[2J<script>'; DROP", '7') : sent.includes('SHOW') ? Buffer.concat([packet(1, 1), textColumn(2, 'g'), eof(3), packet(4, 7, 'GRANT x'), eof(5)]) : okAfter))
    const source = sourceOf(server)
    expect(await source.test()).toMatchObject({ dialect: 'mysql', version: "[2J<script>'; DROP", privileges: [] })
    await source.close()
  })

  test('promises a packet and never sends it: the deadline and the signal still end the query', async () => {
    const server = await hostile(greeting, (_, count) => (count === 0 ? ok : count === 1 ? facts('10.11.6-MariaDB', '7') : count < 7 ? okAfter : count === 7 ? prepared : Buffer.from([0xff, 0xff, 0xff, 1, 9])))
    const source = sourceOf(server, {}, '', hasty)
    const started = performance.now()
    expect((await failureOf(readAll(source, 'd', passed('SELECT 1'), { milliseconds: 200 }))).code).toBe('TIMEOUT')
    expect((await failureOf(readAll(source, 'd', passed('SELECT 1'), {}, AbortSignal.timeout(200)))).code).toBe('CANCELLED')
    expect(performance.now() - started).toBeLessThan(6_000)
    await source.close()
  })

  test('falls silent: everyone who waits hears of it, not one after the other', async () => {
    const source = sourceOf(await hostile(greeting, () => null), { pool: 2 }, password, hasty)
    const failures = await Promise.all(Array.from({ length: 20 }, () => quickly(readAll(source, 'd', passed('SELECT 1')))))
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['SOURCE_UNREACHABLE']))
    await source.close()
  })

  test('falls silent: waiting can be given up at any point', async () => {
    for (const server of [await hostile(null, () => null), await hostile(greeting, () => null), await hostile(greeting, (_, count) => (count === 0 ? ok : null))]) {
      const source = sourceOf(server)
      expect((await quickly(source.test(AbortSignal.timeout(200)))).code).toBe('CANCELLED')
      await source.close()
    }
  })
})
