import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { BatchLinkPlugin } from '@orpc/client/plugins'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { createRouterClient } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { WebSocket } from 'ws'
import { localSession } from '../../electron/hosting/local-session.ts'
import { callsOf, type ContractRouter } from '../../electron/web/calls.ts'
import { startWebHost, type WebHost } from '../../electron/web/server.ts'
import type { Client } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/model/session.ts'

/** One connection of one window. `drop` breaks it as a cut cable would. */
export type Line = { client: Client; drop: () => Promise<void> }
export type Transport = { name: string; open: (router: ContractRouter) => Promise<{ connect: () => Promise<Line>; close: () => Promise<void> }> }

export const windowId = '0b8f1d2e-6a0c-4f52-9d43-0f6f2f3f7a11'

export const session = (): Session => {
  const made = localSession(windowId)
  if (made === null) throw new Error('not a window')
  return made
}

/** A web host with a page of its own, and the cookie of a browser that was let in. */
export async function startTestHost(router: ContractRouter, more: { page?: string; heartbeatMs?: number } = {}): Promise<{ host: WebHost; origin: string; cookie: string; secret: string; reported: unknown[] }> {
  const reported: unknown[] = []
  const secret = 's'.repeat(43)
  const pages = { page: more.page ?? '<!doctype html><title>Quaestor</title>', files: new Map() }
  const host = await startWebHost({ pages, calls: Promise.resolve(callsOf(router)), secret, report: (error) => reported.push(error), heartbeatMs: more.heartbeatMs })
  const page = await fetch(host.link())
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { host, origin: `http://127.0.0.1:${host.port}`, cookie, secret, reported }
}

export async function openSocket(origin: string, cookie: string, query = `?window=${windowId}`): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc${query}`, { headers: { cookie, origin } })
  socket.binaryType = 'arraybuffer'
  await once(socket, 'open')
  return socket
}

const memory: Transport = {
  name: 'in memory',
  open: async (router) => ({
    connect: async () => {
      const cut = new AbortController()
      return { client: createRouterClient(router, { context: { session: session() } }), drop: async () => { cut.abort() } }
    },
    close: async () => undefined,
  }),
}

const port: Transport = {
  name: 'message port',
  open: async (router) => {
    const handler = new PortHandler(router)
    const channels: MessageChannel[] = []
    return {
      connect: async () => {
        const channel = new MessageChannel()
        channels.push(channel)
        handler.upgrade(channel.port1, { context: { session: session() } })
        channel.port1.start()
        channel.port2.start()
        const client: Client = createORPCClient(new PortLink({ port: channel.port2 }))
        return { client, drop: async () => { channel.port2.close() } }
      },
      close: async () => { for (const channel of channels) channel.port1.close() },
    }
  },
}

const socket: Transport = {
  name: 'WebSocket',
  open: async (router) => {
    const { host, origin, cookie } = await startTestHost(router)
    return {
      connect: async () => {
        const opened = await openSocket(origin, cookie)
        const client: Client = createORPCClient(new SocketLink({ websocket: opened }))
        return {
          client,
          drop: async () => {
            const closed = once(opened, 'close')
            opened.terminate()
            await closed
          },
        }
      },
      close: () => host.close(),
    }
  },
}

const http: Transport = {
  name: 'HTTP',
  open: async (router) => {
    const { host, origin, cookie } = await startTestHost(router)
    return {
      connect: async () => {
        const cut = new AbortController()
        const client: Client = createORPCClient(new FetchLink({
          url: `${origin}/rpc`, headers: { cookie, origin, 'x-quaestor-window': windowId },
          fetch: (request, init) => fetch(request, { ...init, signal: AbortSignal.any([request.signal, cut.signal]) }),
          plugins: [new BatchLinkPlugin({ groups: [{ condition: () => true, context: {} }], exclude: ({ path }) => ['watch', 'upload', 'readFile'].includes(path.at(-1) ?? '') })],
        }))
        return { client, drop: async () => { cut.abort() } }
      },
      close: () => host.close(),
    }
  },
}

export const transports: Transport[] = [memory, port, socket, http]
