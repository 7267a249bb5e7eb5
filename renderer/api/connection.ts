import type { ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { BatchLinkPlugin } from '@orpc/client/plugins'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { portMessage, readyMessage } from '../../shared/model/desktop-message.ts'
import { onDesktop } from './host.ts'
import { windowId } from './window-id.ts'

/** `fallback`: calls go over HTTP, because sockets cannot be opened here. */
export type ConnectionStatus = 'connecting' | 'open' | 'reconnecting' | 'fallback' | 'lost'
type Link = ClientLink<Record<never, never>>

/** Three tries within two seconds, then HTTP, then a try every few seconds. */
const delaysMs = [80, 350, 1_000]
const laterMs = 4_000
const openWithinMs = 3_000

/** The line to the engine: a port that the desktop hands over, or a socket that is opened again when it drops. */
export class Connection {
  status: ConnectionStatus = 'connecting'
  #link: Promise<Link>
  readonly #listeners = new Set<(status: ConnectionStatus) => void>()
  #wake: () => void = () => undefined

  constructor() {
    this.#link = onDesktop ? this.#overPort() : this.#overSocket(0)
    this.#link.catch(() => undefined)
    addEventListener('online', () => { this.retry() })
  }

  /** The link that calls go over now; waits while it is being opened again. */
  link(): Promise<Link> {
    return this.#link
  }

  follow(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tries at once instead of waiting. */
  retry(): void {
    this.#wake()
  }

  #set(status: ConnectionStatus): void {
    this.status = status
    for (const listener of this.#listeners) listener(status)
  }

  async #overPort(): Promise<Link> {
    const port = await new Promise<MessagePort>((resolve) => {
      addEventListener('message', (event: MessageEvent<unknown>) => {
        const [given] = event.ports
        if (event.source === window && event.data === portMessage && given !== undefined) resolve(given)
      })
      postMessage(readyMessage, location.origin)
    })
    port.start()
    this.#set('open')
    return new PortLink({ port })
  }

  async #overSocket(attempt: number): Promise<Link> {
    const socket = await openSocket()
    if (socket !== null) {
      this.#set('open')
      socket.addEventListener('close', () => {
        this.#set('reconnecting')
        this.#link = this.#overSocket(0)
        this.#link.catch(() => undefined)
      }, { once: true })
      return new SocketLink({ websocket: socket })
    }
    const delay = delaysMs[attempt]
    if (delay !== undefined) {
      await this.#pause(delay)
      return this.#overSocket(attempt + 1)
    }
    return await answersOverHttp() ? this.#overHttp(await windowId) : this.#again()
  }

  async #again(): Promise<Link> {
    this.#set('lost')
    await this.#pause(laterMs)
    return this.#overSocket(delaysMs.length - 1)
  }

  /** Calls that start in one turn travel together. The socket is tried again now and then. */
  #overHttp(window: string): Link {
    this.#set('fallback')
    void this.#pause(laterMs * 4).then(async () => {
      const link = await this.#overSocket(delaysMs.length)
      this.#link = Promise.resolve(link)
    })
    return new FetchLink({
      url: `${location.origin}/rpc`, headers: { 'x-quaestor-window': window },
      plugins: [new BatchLinkPlugin({ groups: [{ condition: () => true, context: {} }], exclude: ({ path }) => path.at(-1) === 'watch' || path.at(-1) === 'export' })],
    })
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

async function openSocket(): Promise<WebSocket | null> {
  const window = await windowId
  return new Promise((resolve) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/rpc?window=${window}`)
    // Blobs would be read one by one and could overtake each other.
    socket.binaryType = 'arraybuffer'
    const late = setTimeout(() => { socket.close() }, openWithinMs)
    socket.addEventListener('open', () => {
      clearTimeout(late)
      resolve(socket)
    }, { once: true })
    socket.addEventListener('close', () => {
      clearTimeout(late)
      resolve(null)
    }, { once: true })
  })
}

async function answersOverHttp(): Promise<boolean> {
  try {
    return (await fetch('/api/openapi.json', { signal: AbortSignal.timeout(openWithinMs) })).ok
  } catch {
    return false
  }
}
