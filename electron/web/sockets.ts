import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { maxMessageBytes } from '../hosting/frames.ts'

/** The open sockets of a host: bounded messages, and an end for those that no longer listen. */
export type Sockets = {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, opened: (socket: WebSocket) => void): void
  close(): Promise<void>
}

const goingAway = 1001
/** How long a browser may take to say goodbye. */
const farewellMs = 500
/** Answers that a browser has not taken; oRPC does not wait for a slow one, and memory is not endless. */
const mostUnsentBytes = 64 * 1024 * 1024

/** Opens no port by itself; `heartbeatMs` is the time between two signs of life. */
export function openSockets(heartbeatMs: number): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false, clientTracking: true })
  const silent = new WeakSet<WebSocket>()
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket) || socket.bufferedAmount > mostUnsentBytes) socket.terminate()
      silent.add(socket)
      socket.ping()
    }
  }, heartbeatMs)
  heartbeat.unref()
  return {
    accept: (request, duplex, head, opened) => {
      server.handleUpgrade(request, duplex, head, (socket) => {
        socket.on('pong', () => silent.delete(socket))
        // A frame that is too large or malformed closes the socket; there is nothing more to do.
        socket.on('error', () => undefined)
        opened(socket)
      })
    },
    close: async () => {
      clearInterval(heartbeat)
      const gone = [...server.clients].map((socket) => new Promise<void>((resolve) => {
        socket.once('close', () => { resolve() })
        setTimeout(() => { socket.terminate() }, farewellMs).unref()
        socket.close(goingAway)
      }))
      await Promise.all(gone)
    },
  }
}
