import { Agent as PlainAgent, request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as SafeAgent, request as safeRequest } from 'node:https'
import { isLocalEndpoint } from '../../shared/model/model.ts'
import type { After } from '../context/timers.ts'
import { cancelled, late, nonsense, refused, unreachable } from './failures.ts'
import { mostReplyBytes, type ModelTimes } from './times.ts'

export type FetchRooms = {
  /** Origin and path that every request must stay under. */
  endpoint: string
  /** Sent as a bearer token, to this endpoint alone. */
  key: string | null
  times: ModelTimes
  after: After
  signal: AbortSignal
  /** Told of the whole body before its first byte leaves; when it throws, nothing leaves. */
  onSend: (body: string) => void
  onReceive: (bytes: number) => void
}

/** What is sent beside the body: nothing that the library or its environment variables would add. */
const headersFor = (key: string | null, body: string | null): Record<string, string> => ({
  accept: 'text/event-stream, application/json',
  'user-agent': 'Quaestor',
  ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  ...(key === null ? {} : { authorization: `Bearer ${key}` }),
})

/** Fails with MODEL_REFUSED for an address that questions are not sent to: a plain line to another machine can be read by anybody on the way. */
export function requireSafe(endpoint: string): void {
  const { protocol } = new URL(endpoint)
  if (protocol === 'https:' || (protocol === 'http:' && isLocalEndpoint(endpoint))) return
  throw refused('The address of the model is on another machine and not encrypted.', 'Use an address that begins with https, or lead an encrypted tunnel to this machine and use 127.0.0.1.', { endpoint })
}

/**
 * A `fetch` that goes to one endpoint and nowhere else. It follows no redirect, reads no proxy or certificate switch from the environment, gives up when
 * connecting, the first byte or the next byte take too long, and stops reading after 2 MB. Fails with MODEL_UNREACHABLE, MODEL_REFUSED, MODEL_NONSENSE, CANCELLED.
 */
export function boundedFetch(rooms: FetchRooms): (url: string, init: { method?: string; body?: string | null }) => Promise<Response> {
  const { endpoint, key, signal, onSend } = rooms
  return async (url, init) => {
    requireSafe(endpoint)
    const wanted = new URL(url)
    if (!`${wanted.origin}${wanted.pathname}`.startsWith(`${endpoint}/`)) throw refused('The model was to be asked at another address than the one set up.', 'Check the address of the model.', { endpoint })
    if (signal.aborted) throw stopped(signal)
    const body = init.body ?? null
    if (body !== null) onSend(body)
    const message = await firstByte(() => (wanted.protocol === 'https:' ? safeRequest : plainRequest)(wanted, {
      method: init.method ?? 'GET', headers: headersFor(key, body), rejectUnauthorized: true,
      agent: wanted.protocol === 'https:' ? new SafeAgent({ keepAlive: false }) : new PlainAgent({ keepAlive: false }),
    }), body, rooms)
    const status = message.statusCode ?? 0
    if (status >= 300 && status < 400) {
      message.destroy()
      throw refused('The endpoint sends what it is asked on to another address. Nothing was sent there.', 'Set the address that is really meant.', { endpoint, status })
    }
    if (status < 200 || status > 599) {
      message.destroy()
      throw nonsense('What answers at this address is no language model.', { endpoint, status })
    }
    return new Response(ReadableStream.from(pieces(message, rooms)), { status, headers: { 'content-type': message.headers['content-type'] ?? '', 'retry-after': String(message.headers['retry-after'] ?? '') } })
  }
}

function stopped({ reason }: AbortSignal): Error {
  return reason instanceof Error && reason.name === 'Failure' ? reason : cancelled()
}

/** Connects, sends, and waits for the head of the answer. */
function firstByte(open: () => ClientRequest, body: string | null, { endpoint, times, after, signal }: FetchRooms): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = open()
    let connected = false
    const end = (failure: Error): void => {
      callOff()
      signal.removeEventListener('abort', leave)
      request.destroy()
      reject(failure)
    }
    const leave = (): void => { end(stopped(signal)) }
    let callOff = after(times.connect, () => { end(unreachable(`Nothing answers at ${endpoint}.`, { endpoint })) })
    signal.addEventListener('abort', leave, { once: true })
    request.once('socket', (socket) => {
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        connected = true
        callOff()
        callOff = after(times.firstByte, () => { end(late('The model took too long to begin its answer.', { endpoint })) })
      })
    })
    request.once('error', (error) => { end(connected && codeOf(error) === 'ECONNRESET' ? unreachable('The line to the model broke before its answer began.', { endpoint }, error) : connecting(error, endpoint)) })
    request.once('response', (message) => {
      callOff()
      signal.removeEventListener('abort', leave)
      resolve(message)
    })
    request.end(body)
  })
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

function connecting(error: Error, endpoint: string): Error {
  const code = codeOf(error)
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return refused('The identity of the endpoint was not proved, so nothing was sent.', 'Have its certificate put right, or add its authority to NODE_EXTRA_CA_CERTS.', { endpoint, code })
  }
  if (code.startsWith('HPE_')) return nonsense('What answers at this address is no language model.', { endpoint, code })
  return unreachable(code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? `There is no machine of the name in ${endpoint}.` : `Nothing answers at ${endpoint}.`, { endpoint, code }, error)
}

/** The answer piece by piece, as long as it comes and does not grow too large. */
async function* pieces(message: IncomingMessage, { endpoint, times, after, signal, onReceive }: FetchRooms): AsyncGenerator<Uint8Array> {
  let bytes = 0
  let failure: unknown = null
  let callOff = (): void => undefined
  const stop = (reason: unknown): void => {
    failure ??= reason
    message.destroy()
  }
  const leave = (): void => { stop(stopped(signal)) }
  const wait = (): void => {
    callOff()
    callOff = after(times.silence, () => { stop(late('The model fell silent in the middle of its answer.', { endpoint })) })
  }
  signal.addEventListener('abort', leave, { once: true })
  try {
    if (signal.aborted) leave()
    wait()
    for await (const piece of message as AsyncIterable<Buffer>) {
      wait()
      bytes += piece.length
      onReceive(piece.length)
      if (bytes > mostReplyBytes) stop(nonsense('The model sent more than any answer needs, and was cut off.', { endpoint, endless: true }))
      if (failure !== null) break
      yield piece
    }
  } catch (error) {
    failure ??= unreachable('The line to the model broke in the middle of its answer.', { endpoint }, error)
  } finally {
    callOff()
    signal.removeEventListener('abort', leave)
    message.destroy()
  }
  if (failure !== null) throw failure as Error
}
