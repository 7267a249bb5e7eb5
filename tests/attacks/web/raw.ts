import { connect } from 'node:net'

export type RawAnswer = { status: number; headers: Record<string, string>; body: string }

/** Sends bytes as they are, as no client library would, and reads until the other side closes or has been silent for a while. */
export function sendRaw(port: number, text: string, options: { waitMs?: number } = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const chunks: Buffer[] = []
    const done = (): void => {
      socket.destroy()
      resolve(parsed(Buffer.concat(chunks).toString('latin1')))
    }
    socket.setTimeout(options.waitMs ?? 1_500, done)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', done)
    socket.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'ECONNRESET' || error.code === 'EPIPE') done(); else reject(error) })
  })
}

function parsed(text: string): RawAnswer {
  const [head = '', ...body] = text.split('\r\n\r\n')
  const [line = '', ...headers] = head.split('\r\n')
  return {
    status: Number(line.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers.map((header) => [header.slice(0, header.indexOf(':')).toLowerCase(), header.slice(header.indexOf(':') + 1).trim()])),
    body: body.join('\r\n\r\n'),
  }
}

/** A request line with headers; `connection: close` so that the answer ends. */
export const requestText = (line: string, headers: Record<string, string>, body = ''): string =>
  `${line} HTTP/1.1\r\n${Object.entries({ connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
