import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What lies between a browser and a host, as a SOCKS proxy, so that addresses stay as they are: it can be cut, and kept shut. */
export type Line = {
  /** For the browser's proxy setting. */
  proxy: { server: string }
  /** Breaks every connection at once; new ones are let through. */
  cut: () => void
  /** Breaks every connection and refuses new ones until it is opened. */
  shut: () => void
  open: () => void
  close: () => Promise<void>
}

const version = 5
const granted = Buffer.from([version, 0, 0, 1, 0, 0, 0, 0, 0, 0])

export async function layLine(): Promise<Line> {
  const sockets = new Set<Socket>()
  let isShut = false
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  const server = createServer((browser) => {
    keep(browser)
    void meet(browser).then((port) => {
      if (port === null || isShut) return browser.resetAndDestroy()
      const host = keep(connect(port, '127.0.0.1'))
      host.once('connect', () => {
        browser.write(granted)
        browser.pipe(host).pipe(browser)
      })
      host.once('close', () => browser.destroy())
      return browser.once('close', () => host.destroy())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => { for (const socket of sockets) socket.resetAndDestroy() }
  return {
    proxy: { server: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}` },
    cut,
    shut: () => {
      isShut = true
      cut()
    },
    open: () => { isShut = false },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
  }
}

/** The port of 127.0.0.1 that a browser asks for (RFC 1928); null for anything else, and when it leaves. */
async function meet(browser: Socket): Promise<number | null> {
  const greeting = await message(browser)
  if (greeting?.[0] !== version) return null
  browser.write(Buffer.from([version, 0]))
  const request = await message(browser)
  const toName = 3
  const length = request?.[4] ?? 0
  if (request?.[1] !== 1 || request[3] !== toName || request.toString('latin1', 5, 5 + length) !== '127.0.0.1') return null
  return request.readUInt16BE(5 + length)
}

function message(browser: Socket): Promise<Buffer | null> {
  return new Promise((resolve) => {
    browser.once('data', resolve)
    browser.once('close', () => { resolve(null) })
  })
}
