import { readFileSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import vm from 'node:vm'
import type { MessagePort } from 'node:worker_threads'

/** A page as the stand-in for Electron loads it, and what a test may do to it. */
export type Shown = {
  url: string
  response: Response
  preload: string
  asked: { what: string; with: unknown }[]
  fetch: (url: string) => Response | Promise<Response>
  toMain: (channel: string) => void
  fromMain: (listener: (channel: string, message: unknown, ports: MessagePort[]) => void) => void
  act: {
    crash: () => void
    navigate: (event: { url: string; preventDefault: () => void }) => void
    open: (url: string) => unknown
    secondInstance: (argv: string[]) => void
    quit: () => void
  }
}
type PageMessage = { source: unknown; data: unknown; ports: MessagePort[]; isTrusted: boolean }
export type Page = Shown & { post(message: unknown): void; drop(paths: string[]): void; messages: unknown[]; port(): Promise<MessagePort> }

/** Runs the preload as the sandbox does, as one CommonJS script beside the page, then the script that acts as the page. */
export async function showPage(shown: Shown): Promise<void> {
  const ipc = new EventEmitter()
  const events = new EventEmitter()
  const global = {
    location: { origin: 'app://quaestor' },
    addEventListener: (type: string, listener: (event: never) => void) => { events.on(type, listener as (event: unknown) => void) },
    postMessage: (data: unknown, origin: string, ports: MessagePort[] = []) => {
      if (origin === global.location.origin) queueMicrotask(() => events.emit('message', { source: global, data, ports, isTrusted: true }))
    },
  }
  const renderer = { ipcRenderer: { send: (channel: string) => { shown.toMain(channel) }, on: ipc.on.bind(ipc) }, webUtils: { getPathForFile: ({ path = '' }: { path?: string }) => path } }
  const run = vm.runInThisContext(`(function (require, exports, globalThis) { ${readFileSync(shown.preload, 'utf8')}\n})`) as (require: (name: string) => unknown, exports: object, global: object) => void
  const exported = {}
  run((name) => {
    if (name !== 'electron') throw new Error(`the sandbox has no ${name}`)
    return renderer
  }, exported, global)
  shown.fromMain((channel, message, ports) => { ipc.emit(channel, { ports }, message) })

  const messages: unknown[] = []
  const ports = new EventEmitter()
  events.on('message', ({ data, ports: [port] }: PageMessage) => {
    if (port === undefined) messages.push(data)
    else ports.emit('port', port)
  })
  const page: Page = {
    ...shown, messages,
    post: (message) => { global.postMessage(message, global.location.origin) },
    drop: (paths) => { events.emit('drop', { isTrusted: true, dataTransfer: { files: [...paths.map((path) => ({ path })), {}] } }) },
    port: () => new Promise((resolve) => {
      ports.once('port', resolve)
      global.postMessage('quaestor:ready', global.location.origin)
    }),
  }
  const script = process.env.QUAESTOR_TEST_PAGE
  if (script === undefined) throw new Error('QUAESTOR_TEST_PAGE names the script that acts as the page')
  const { act } = await import(script) as { act: (page: Page, exported: object, global: object) => Promise<void> }
  await act(page, exported, global)
}
