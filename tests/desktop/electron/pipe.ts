import type { Duplex } from 'node:stream'
import { deserialize, serialize } from 'node:v8'

/** Structured messages over a byte stream, each with its length before it. */
export function sendOver(stream: Duplex, message: unknown): void {
  const bytes = serialize(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  if (!stream.destroyed) stream.write(Buffer.concat([length, bytes]))
}

export function receiveOver(stream: Duplex, listener: (message: unknown) => void): void {
  let rest: Buffer = Buffer.alloc(0)
  stream.on('error', () => undefined)
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE()
      listener(deserialize(rest.subarray(4, end)))
      rest = rest.subarray(end)
    }
  })
}
