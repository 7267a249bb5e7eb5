import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme, session } from 'electron'
import { Failure } from '../../shared/model/failure.ts'
import { portMessage, readyMessage } from '../../shared/model/desktop-message.ts'
import { foldersFor, type Folders } from '../config/folders.ts'
import { ownSession } from '../hosting/local-session.ts'
import { readPageFiles } from '../hosting/page-files.ts'
import { registerPageScheme, servePages } from './app-scheme.ts'
import { openEngine, type Engine } from './engine.ts'
import { guardContents, guardSession } from './guard-contents.ts'
import { menuTemplate } from './menu.ts'
import { filesOf } from './opened-files.ts'
import { maySend } from './rules.ts'
import { openWindow, type AppWindow } from './window.ts'

const builtPages = fileURLToPath(new URL('../renderer/', import.meta.url))
/** Closing waits for statements to be cancelled in their databases, and not for ever. */
const mostClosingMs = 8_000

const folders = foldersFor(process.env, process.platform)
const windows = new Set<AppWindow>()
let engine: Promise<Engine> | null = null
let closing = false

registerPageScheme()
guardContents()
app.setName('Quaestor')
// One app per data folder: the lock lies in there, beside what the browser part of Electron keeps.
app.setPath('userData', join(folders.data, 'desktop'))
if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  app.on('second-instance', (_event, argv, folder) => { openFiles(filesOf(argv, folder, app.getAppPath())) })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFiles([path])
  })
  app.on('activate', () => { if (windows.size === 0 && app.isReady()) newWindow() })
  app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit() })
  app.on('before-quit', (event) => {
    if (engine === null) return
    event.preventDefault()
    if (!closing) void close(engine)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { app.quit() })
  ipcMain.on(readyMessage, (event) => {
    const window = [...windows].find(({ contents }) => contents === event.sender)
    if (window !== undefined && maySend(event.senderFrame)) void connect(window)
  })
  app.whenReady().then(open).catch(giveUp)
}

async function open(): Promise<void> {
  servePages(session.defaultSession, await readPageFiles(builtPages))
  guardSession(session.defaultSession)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, {
    send: (action) => { focused().tell({ type: 'quaestor:menu', action }) }, newWindow: () => { newWindow() },
  }, !app.isPackaged)))
  engine = openEngine(shippedIn(folders), (theme) => { nativeTheme.themeSource = theme })
  engine.catch(giveUp)
  newWindow()
  openFiles(filesOf(process.argv, process.cwd(), app.getAppPath()))
}

/** The packaged app keeps the sample beside its archive, because DuckDB reads no archives. */
const shippedIn = (own: Folders): Folders => ({ ...own, sample: app.isPackaged ? join(process.resourcesPath, 'sample') : join(app.getAppPath(), 'resources', 'sample') })

function newWindow(): AppWindow {
  const window = openWindow({ stateFile: join(folders.data, 'window.json'), cascade: windows.size > 0, developing: !app.isPackaged })
  windows.add(window)
  window.contents.once('destroyed', () => windows.delete(window))
  return window
}

/** The window in front, else any, else a new one. */
function focused(): AppWindow {
  const all = [...windows]
  return all.find(({ contents }) => contents.isFocused()) ?? all.at(-1) ?? newWindow()
}

/** Gives the page that asked a port of its own to the engine. */
async function connect(window: AppWindow): Promise<void> {
  const ready = await engine?.catch(() => null)
  if (ready == null || window.contents.isDestroyed()) return
  const { port1, port2 } = new MessageChannelMain()
  ready.answer(port1, ownSession(window.id))
  window.contents.postMessage(portMessage, null, [port2])
  window.ready()
}

function openFiles(paths: string[]): void {
  const files = paths.filter((path) => isAbsolute(path))
  if (!app.isReady()) {
    void app.whenReady().then(() => { openFiles(files) })
    return
  }
  const window = focused()
  window.focus()
  if (files.length > 0) window.tell({ type: 'quaestor:files', paths: files })
}

async function close(opened: Promise<Engine>): Promise<void> {
  closing = true
  const timer = setTimeout(() => { app.exit(0) }, mostClosingMs)
  await opened.then((ready) => ready.close()).catch(() => undefined)
  clearTimeout(timer)
  app.exit(0)
}

function giveUp(error: unknown): void {
  const failure = error instanceof Failure ? error : new Failure('INTERNAL', 'Something unexpected went wrong in Quaestor itself.', { hint: 'Start it again; if it happens again, report it.', cause: error })
  process.stderr.write(`${failure.message}\n${failure.hint}\n${failure.cause instanceof Error ? `${failure.cause.stack}\n` : ''}`)
  dialog.showErrorBox(failure.message, failure.hint)
  app.exit(1)
}
