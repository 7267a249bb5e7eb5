import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** Something that listens where a MySQL server is expected. */
export type Decoy = {
  port: number
  /** Callers so far. */
  callers(): number
  /** Everything that callers sent. */
  heard(): Buffer
  close(): Promise<void>
}

/** Listens on 127.0.0.1 and does with each caller what `receive` says; `answer` is told of each piece it sends. */
export async function decoy(receive: (socket: Socket) => void, answer: (socket: Socket, piece: Buffer, at: number) => void = () => undefined): Promise<Decoy> {
  const pieces: Buffer[] = []
  const sockets = new Set<Socket>()
  let callers = 0
  const server = createServer((socket) => {
    let at = 0
    callers += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      pieces.push(piece)
      at += 1
      answer(socket, piece, at)
    })
    receive(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    callers: () => callers,
    heard: () => Buffer.concat(pieces),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A packet of MySQL's protocol: its length in three bytes, its number, what it says. */
export function packet(number: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUIntLE(payload.length, 0, 3)
  head[3] = number
  return Buffer.concat([head, payload])
}

/** The greeting of a server that would take the password in the clear-text handshake (protocol 10, mysql_native_password, no TLS). */
export function greeting(version = '8.0.36'): Buffer {
  const capabilities = 0x00_08_a2_05 | 0x80_00 | 0x02_00 | 0x01_00_00 | 0x00_08
  const head = Buffer.concat([Buffer.of(10), Buffer.from(`${version}\0`), Buffer.of(1, 0, 0, 0), Buffer.from('abcdefgh'), Buffer.of(0)])
  const low = Buffer.alloc(2)
  low.writeUInt16LE(capabilities & 0xff_ff)
  const high = Buffer.alloc(2)
  high.writeUInt16LE((capabilities >>> 16) & 0xff_ff)
  return packet(0, Buffer.concat([head, low, Buffer.of(45, 2, 0), high, Buffer.of(21), Buffer.alloc(10), Buffer.from('ijklmnopqrst\0'), Buffer.from('mysql_native_password\0')]))
}

export const okay = (number: number): Buffer => packet(number, Buffer.of(0, 0, 0, 2, 0, 0, 0))

export function refusal(number: number, errno: number, text: string | Buffer): Buffer {
  const code = Buffer.alloc(2)
  code.writeUInt16LE(errno)
  return packet(number, Buffer.concat([Buffer.of(0xff), code, Buffer.from('#42000'), Buffer.from(text)]))
}
