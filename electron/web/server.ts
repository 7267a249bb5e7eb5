import { once } from 'node:events'
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure } from '../../shared/model/failure.ts'
import { maxMessageBytes } from '../hosting/frames.ts'
import { localSession } from '../hosting/local-session.ts'
import type { PageFiles } from '../hosting/page-files.ts'
import { makeSafe, sendFile, sendJson, sendPage, sendRefusal } from './answer.ts'
import { refusedCaller, type Refusal } from './caller.ts'
import type { Calls } from './calls.ts'
import { openSockets } from './sockets.ts'
import { openTickets, sameSecret } from './tickets.ts'

/**
 * `calls` may still be on its way when the first browser comes. `secret` lets another start of Quaestor ask for a link, `port` 0 takes any that is free,
 * and `report` is told what went wrong inside.
 */
export type WebOptions = { pages: PageFiles; calls: Promise<Calls>; secret: string; report: (error: unknown) => void; port?: number; heartbeatMs?: number }

/** The interface and the contract on 127.0.0.1. */
export type WebHost = {
  readonly port: number
  /** A new link that lets one browser in. */
  link(): string
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 15_000, connectionsCheckingInterval: 2_000 }
const mostConnections = 512

const notFound: Refusal = { status: 404, title: 'There is nothing here.', hint: 'Open Quaestor’s first page.' }
const notAdmitted: Refusal = { status: 401, title: 'This browser has not been let in.', hint: 'Run “npm start” again: it prints a new link, which works once.' }
const notAllowed: Refusal = { status: 405, title: 'This is not asked for in this way.', hint: 'Calls are made with POST.' }
const noLength: Refusal = { status: 411, title: 'The request does not say how long it is.', hint: 'Send its length in Content-Length.' }
const tooLarge: Refusal = { status: 413, title: 'The request is larger than 8 MB.', hint: 'Send it in smaller pieces.' }
const noWindow: Refusal = { status: 400, title: 'The request does not say which window it comes from.', hint: 'Send a UUID in the header x-quaestor-window.' }
const broken: Refusal = { status: 500, title: 'Something unexpected went wrong in Quaestor itself.', hint: 'Try again; if it happens again, restart Quaestor.' }

/** Serves until closed. Fails with BAD_REQUEST when the port is taken. */
export async function startWebHost({ pages, calls, secret, report, port: wanted = 0, heartbeatMs = 15_000 }: WebOptions): Promise<WebHost> {
  const server = createServer({ ...timeouts, maxHeaderSize: 16 * 1024, requireHostHeader: true })
  server.maxConnections = mostConnections
  server.maxHeadersCount = 100
  server.listen({ host: '127.0.0.1', port: wanted })
  await once(server, 'listening').catch((cause: unknown) => {
    throw new Failure('BAD_REQUEST', `Port ${wanted} cannot be used on this computer.`, { hint: 'Name a free one in QUAESTOR_PORT, or none.', cause })
  })
  const { port } = server.address() as AddressInfo
  const tickets = openTickets(port)
  const sockets = openSockets(heartbeatMs)
  const link = (): string => `http://127.0.0.1:${port}/?token=${tickets.issue()}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = target(request)
    const isCall = request.method === 'POST'
    const refusal = refusedCaller(request.headers, port, isCall ? 'call' : pathname === '/' ? 'page' : 'file')
    if (refusal !== null) return sendRefusal(request, response, refusal)
    if (isCall && pathname === '/link') return sameSecret(bearer(request), secret) ? sendJson(request, response, 200, { link: link() }) : sendRefusal(request, response, notAdmitted)
    const admitted = tickets.admits(request.headers.cookie)
    if (request.method === 'GET' && pathname === '/' && !admitted && tickets.redeem(searchParams.get('token') ?? '')) {
      return sendPage(request, response, pages, `ws://${request.headers.host}`, tickets.setCookie)
    }
    if (!admitted) return sendRefusal(request, response, notAdmitted)
    if (isCall) return answerCall(request, response, pathname)
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendRefusal(request, response, notAllowed)
    if (pathname === '/') return sendPage(request, response, pages, `ws://${request.headers.host}`, null)
    if (pathname === '/api/openapi.json') return sendJson(request, response, 200, await (await calls).description())
    const file = pages.files.get(pathname)
    return file === undefined ? sendRefusal(request, response, notFound) : sendFile(request, response, file)
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const session = localSession(request.headers['x-quaestor-window'])
    const refusal = refusedBody(request) ?? (session === null ? noWindow : null)
    if (refusal !== null || session === null) return sendRefusal(request, response, refusal ?? noWindow)
    const ready = await calls
    const matched = pathname.startsWith('/rpc/') ? await ready.rpc(request, response, session) : pathname.startsWith('/api/') && await ready.api(request, response, session)
    if (!matched) sendRefusal(request, response, notFound)
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { pathname, searchParams } = target(request)
    const session = localSession(searchParams.get('window'))
    const refusal = refusedCaller(request.headers, port, 'socket') ?? (tickets.admits(request.headers.cookie) ? null : notAdmitted) ?? (pathname === '/rpc' ? null : notFound)
    if (refusal !== null || session === null) return refuseUpgrade(socket, refusal ?? noWindow)
    const ready = await calls
    sockets.accept(request, socket, head, (opened) => { ready.upgrade(opened, session) })
  }

  server.on('request', (request, response) => {
    makeSafe(response)
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return
      report(error)
      if (response.headersSent) response.destroy()
      else sendRefusal(request, response, broken)
    })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    upgrade(request, socket, head).catch((error: unknown) => {
      report(error)
      refuseUpgrade(socket, broken)
    })
  })
  return {
    port,
    link,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      await sockets.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The path as it was sent: it is compared, never resolved. */
function target(request: IncomingMessage): { pathname: string; searchParams: URLSearchParams } {
  const [pathname = '/', ...query] = (request.url ?? '/').split('?')
  return { pathname, searchParams: new URLSearchParams(query.join('?')) }
}

const bearer = (request: IncomingMessage): string => /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''

function refusedBody(request: IncomingMessage): Refusal | null {
  const length = request.headers['content-length']
  if (length === undefined) return noLength
  return Number(length) > maxMessageBytes ? tooLarge : null
}

function refuseUpgrade(socket: Duplex, { status, title }: Refusal): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(title)}\r\n\r\n${title}`, () => { socket.destroy() })
}

