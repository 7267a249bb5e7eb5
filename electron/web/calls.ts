import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import { BatchHandlerPlugin } from '@orpc/server/plugins'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { WebSocket } from 'ws'
import { contract } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/model/session.ts'
import { isFrame } from '../hosting/frames.ts'

/** The contract as an engine answers it, on behalf of a session. */
export type ContractRouter = Router<typeof contract, { session: Session }>

/** The ways in which a browser's calls reach the engine. */
export type Calls = {
  /** Answers what comes over a socket until it closes. */
  upgrade(socket: WebSocket, session: Session): void
  /** Answers a POST under /rpc, in which several calls may travel together. False when there is no such procedure. */
  rpc(request: IncomingMessage, response: ServerResponse, session: Session): Promise<boolean>
  /** Answers a POST under /api: one path per procedure, JSON in and out. */
  api(request: IncomingMessage, response: ServerResponse, session: Session): Promise<boolean>
  /** What /api offers, as an OpenAPI document. */
  description(): Promise<unknown>
}

const policyViolation = 1008
/** Calls of one turn that may travel in one request; the window's client packs at most ten. */
const mostCallsAtOnce = 20

export function callsOf(router: ContractRouter): Calls {
  const sockets = new SocketHandler(router)
  const http = new RPCHandler(router, { plugins: [new BatchHandlerPlugin({ maxSize: mostCallsAtOnce })] })
  const open = new OpenAPIHandler(router)
  let description: Promise<unknown> | null = null
  return {
    upgrade: (socket, session) => {
      void sockets.upgrade(checked(socket), { context: { session } })
    },
    rpc: async (request, response, session) => (await http.handle(request, response, { prefix: '/rpc', context: { session } })).matched,
    api: async (request, response, session) => (await open.handle(request, response, { prefix: '/api', context: { session } })).matched,
    description: () => description ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
      .generate(contract, { info: { title: 'Quaestor', version: '1' }, servers: [{ url: '/api' }] }),
  }
}

/** A socket that passes on only what can be a message of the contract, and closes at anything else. */
function checked(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  return {
    send: socket.send.bind(socket),
    addEventListener: ((type: string, listener: (event: { data: unknown }) => void) => {
      if (type !== 'message') socket.addEventListener(type as 'close', listener as never)
      else socket.on('message', (bytes: Buffer, binary: boolean) => {
        const data = binary ? bytes : bytes.toString('utf8')
        if (isFrame(data)) listener({ data })
        else socket.close(policyViolation, 'not a message of Quaestor')
      })
    }) as WebSocket['addEventListener'],
  }
}
