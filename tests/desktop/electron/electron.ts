import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { showPage } from './page.ts'
import { receiveOver, sendOver } from './pipe.ts'

// Stands for the modules of Electron that the shell imports, with the behaviour that it relies on. Everything beneath is real.

const repository = join(import.meta.dirname, '..', '..', '..')

/** What was asked of the system, for the test to see. */
export const asked: { what: string; with: unknown }[] = []
const note = (what: string, value: unknown): void => { asked.push({ what, with: value }) }

class App extends EventEmitter {
  isPackaged = false
  #ready = false
  readonly #whenReady = new Promise<void>((resolve) => setImmediate(() => {
    this.#ready = true
    resolve()
  }))

  setName(): void { /* the name shows nowhere here */ }
  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true })
    note(`setPath ${name}`, path)
  }
  getAppPath(): string { return repository }
  requestSingleInstanceLock(): boolean { return true }
  isReady(): boolean { return this.#ready }
  whenReady(): Promise<void> { return this.#whenReady }
  quit(): void {
    let held = false
    this.emit('before-quit', { preventDefault: () => { held = true } })
    if (!held) this.exit(0)
  }
  exit(code: number): void {
    process.stdout.write('', () => process.exit(code))
  }
}
export const app = new App()

export class MessagePortMain extends EventEmitter {
  readonly port: MessagePort
  constructor(port: MessagePort) {
    super()
    this.port = port
    port.on('close', () => this.emit('close'))
  }
  postMessage(message: unknown): void { this.port.postMessage(message) }
  /** As in Electron, messages wait until the port is started. */
  start(): void { this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] })) }
  close(): void { this.port.close() }
}
export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = new MessagePortMain(port2)
  }
}

export const ipcMain = new EventEmitter()

type PageHandler = (request: Request) => Response | Promise<Response>
class ElectronSession extends EventEmitter {
  readonly handlers = new Map<string, PageHandler>()
  readonly protocol = { handle: (scheme: string, handler: PageHandler) => { this.handlers.set(scheme, handler) } }
  setPermissionRequestHandler(handler: unknown): void { note('setPermissionRequestHandler', handler) }
  setPermissionCheckHandler(handler: unknown): void { note('setPermissionCheckHandler', handler) }
  setDevicePermissionHandler(handler: unknown): void { note('setDevicePermissionHandler', handler) }
}
export const session = { defaultSession: new ElectronSession() }
export const protocol = { registerSchemesAsPrivileged: (schemes: unknown) => { note('registerSchemesAsPrivileged', schemes) } }

class WebContents extends EventEmitter {
  readonly mainFrame: { url: string; parent: null } = { url: '', parent: null }
  openHandler: ((details: { url: string }) => unknown) | null = null
  toPage: (channel: string, message: unknown, ports: MessagePort[]) => void = () => undefined
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void { this.openHandler = handler }
  isDestroyed(): boolean { return false }
  isFocused(): boolean { return true }
  getURL(): string { return this.mainFrame.url }
  send(channel: string, message: unknown): void { this.toPage(channel, message, []) }
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[]): void { this.toPage(channel, message, transfer.map(({ port }) => port)) }
  reload(): void { note('reload', null) }
}

type WindowOptions = { x?: number; y?: number; width: number; height: number; webPreferences: { preload: string } & Record<string, unknown> }

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents()
  readonly #options: WindowOptions
  constructor(options: WindowOptions) {
    super()
    this.#options = options
    note('window', options)
    app.emit('web-contents-created', {}, this.webContents)
  }
  static getFocusedWindow(): null { return null }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    this.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    const handler = session.defaultSession.handlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) throw new Error(`nothing serves ${url}`)
    const response = await handler(new Request(url))
    this.emit('ready-to-show')
    await showPage({
      url, response, preload: this.#options.webPreferences.preload, asked, fetch: (file) => handler(new Request(file)),
      toMain: (channel) => { ipcMain.emit(channel, { sender: this.webContents, senderFrame: this.webContents.mainFrame }) },
      fromMain: (listener) => { this.webContents.toPage = listener },
      act: { crash: () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed' }), navigate: (event) => this.webContents.emit('will-navigate', event), open: (target) => this.webContents.openHandler?.({ url: target }), secondInstance: (argv) => app.emit('second-instance', {}, argv, repository), quit: () => { app.quit() } },
    })
  }
  getNormalBounds() { return { x: 10, y: 20, width: this.#options.width, height: this.#options.height } }
  isMaximized(): boolean { return false }
  isMinimized(): boolean { return false }
  isDestroyed(): boolean { return false }
  maximize(): void { note('maximize', null) }
  restore(): void { note('restore', null) }
  destroy(): void { note('destroy', null) }
  show(): void { note('show', null) }
  focus(): void { note('focus', null) }
}

class UtilityProcess extends EventEmitter {
  pid: number | undefined
  readonly #pipe: Duplex
  readonly #child
  constructor(path: string, args: string[], env: Record<string, string>) {
    super()
    this.#child = spawn(process.execPath, ['--no-warnings', '--import', new URL('./parent-port.ts', import.meta.url).href, path, ...args], { env, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
    this.#pipe = this.#child.stdio[3] as Duplex
    receiveOver(this.#pipe, (message) => this.emit('message', message))
    this.#child.on('spawn', () => {
      this.pid = this.#child.pid
      note('utility', this.pid)
      this.emit('spawn')
    })
    this.#child.on('exit', (code, signal) => {
      this.pid = undefined
      this.emit('exit', code ?? (signal === 'SIGUSR2' ? 12 : 9))
    })
  }
  postMessage(message: unknown): void { sendOver(this.#pipe, message) }
  kill(): boolean { return this.#child.kill('SIGTERM') }
}
export const utilityProcess = { fork: (path: string, args: string[], options: { env: Record<string, string> }) => new UtilityProcess(path, args, options.env) }

export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (menu: unknown) => { note('menu', menu) } }
export const nativeTheme = { shouldUseDarkColors: false, set themeSource(theme: string) { note('theme', theme) } }
const display = { workArea: { x: 0, y: 0, width: 1_600, height: 1_000 } }
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }
export const dialog = {
  showMessageBox: async (...options: unknown[]) => {
    note('dialog', options.at(-1))
    return { response: 1 }
  },
  showOpenDialog: async () => ({ canceled: false, filePaths: [process.env.QUAESTOR_TEST_FILE ?? ''] }),
  showErrorBox: (message: string, detail: string) => { note('error', { message, detail }) },
}
export const shell = { openExternal: async (url: string) => { note('openExternal', url) } }
