import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Socket } from 'node:net'
import type { Client } from '../../../shared/contract/contract.ts'
import { failureOf, serve, type Served } from '../../unit/workbench/served.ts'
import { decoy, greeting, okay, packet, refusal } from './decoy.ts'

let served: Served
let client: Client
beforeAll(async () => {
  served = await serve()
  served.workbench.vault.keepInMemory()
  client = served.window('a')
})
afterAll(async () => {
  expect(served.reported.map(String)).toEqual([])
  await served.close()
})

/** Lets the caller in, and answers each statement after that as `says`. */
const admitting = (says: (socket: Socket) => void) => decoy((socket) => { socket.write(greeting()) }, (socket, _piece, at) => {
  if (at === 1) socket.write(okay(2))
  else says(socket)
})

const file = new URL('../../../package.json', import.meta.url).pathname
const column = (name: string): Buffer => {
  const text = (part: string) => Buffer.concat([Buffer.of(part.length), Buffer.from(part)])
  return Buffer.concat([text('def'), text(''), text(''), text(''), text(name), text(name), Buffer.of(12, 45, 0, 255, 0, 0, 0, 253, 0, 0, 0, 0, 0)])
}
const endless = (socket: Socket): void => {
  socket.write(Buffer.concat([packet(1, Buffer.of(2)), packet(2, column('a')), packet(3, column('b')), packet(4, Buffer.of(0xfe, 0, 0, 2, 0))]))
  const row = Buffer.concat([Buffer.of(200), Buffer.alloc(200, 'x'), Buffer.of(1), Buffer.from('1')])
  const many = Buffer.concat(Array.from({ length: 256 }, (_, at) => packet((5 + at) % 256, row)))
  const more = (): void => {
    while (!socket.destroyed && socket.write(many));
  }
  socket.on('drain', more)
  more()
}

const servers: Record<string, () => ReturnType<typeof decoy>> = {
  'wants a file of this computer': () => admitting((socket) => { socket.write(packet(1, Buffer.concat([Buffer.of(0xfb), Buffer.from(file)]))) }),
  'refuses with a megabyte of control characters': () => decoy((socket) => { socket.write(packet(0, Buffer.concat([Buffer.of(0xff, 0x15, 0x04), Buffer.from('#28000'), Buffer.from('\u001b[2J\u0007\u202e'.repeat(150_000))]))) }),
  'refuses after the greeting, repeating the password': () => decoy((socket) => { socket.write(greeting('8.0.36\u001b[2J')) }, (socket) => { socket.write(refusal(2, 1045, 'no hunter2-secret hunter2\u202e-secret \u001b[2J \u202e')) }),
  'asks for the password in the clear': () => decoy((socket) => { socket.write(greeting()) }, (socket, _piece, at) => { if (at === 1) socket.write(packet(2, Buffer.concat([Buffer.of(0xfe), Buffer.from('mysql_clear_password\0')]))) }),
  'speaks another language': () => decoy((socket) => { socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') }),
  'says a packet of 16 MB and sends nothing': () => decoy((socket) => { socket.write(Buffer.of(0xff, 0xff, 0xff, 0, 10)) }),
  'greets with rubbish': () => decoy((socket) => { socket.write(packet(0, Buffer.from('\n8.0\0\u0001'))) }),
  'answers with rubbish': () => admitting((socket) => { socket.write(packet(1, Buffer.from([3, 255, 254, 253, 252]))) }),
  'never ends its rows': () => admitting(endless),
  'hangs up on each statement': () => admitting((socket) => { socket.destroy() }),
}

it.each(Object.entries(servers))('a server that %s is a failure and nothing more', { timeout: 90_000 }, async (_what, start) => {
  const server = await start()
  try {
    const draft = { name: 'Trap', spec: { kind: 'mysql' as const, host: '127.0.0.1', port: server.port, user: 'ana', tls: 'off' as const, pool: 1 }, password: 'hunter2-secret' }
    const before = process.memoryUsage.rss()
    const { id } = await client.sources.save(draft)
    const failures = [await failureOf(client.sources.test(draft)), await failureOf(client.context.select({ sourceId: id }))]
    for (const failure of failures) {
      expect(['ACCESS_DENIED', 'SOURCE_UNSUPPORTED', 'CONNECTION_LOST', 'SOURCE_UNREACHABLE', 'QUERY_FAILED', 'TOO_LARGE', 'TIMEOUT']).toContain(failure.code)
      expect(JSON.stringify(failure)).not.toMatch(/hunter2|\\u001b|\u001b|\u0007|\u202e/)
      expect(JSON.stringify(failure).length).toBeLessThan(3_000)
    }
    expect(server.heard().toString('latin1')).not.toContain('hunter2')
    expect(server.heard().includes(readFileSync(file).subarray(0, 40)), 'no file of ours was sent').toBe(false)
    expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024)
  } finally {
    await server.close()
  }
})
