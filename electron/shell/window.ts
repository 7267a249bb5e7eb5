import { randomUUID } from 'node:crypto'
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { fileURLToPath } from 'node:url'
import type { DesktopMessage } from '../../shared/model/desktop-message.ts'
import { revivals } from './revival.ts'
import { pageUrl } from './rules.ts'
import { fittingBounds, readWindowState, smallest, writeWindowState } from './window-state.ts'

/** A window of the app. It keeps its id over reloads, so that its page finds its thread again. */
export type AppWindow = {
  readonly id: string
  readonly contents: BrowserWindow['webContents']
  /** The page listens now: what waited for it is sent. */
  ready(): void
  /** Tells the page, at once or as soon as it listens. */
  tell(message: DesktopMessage): void
  focus(): void
}

const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))
const backgrounds = { light: '#FFFFFF', dark: '#1B1C1A' }

/** Opens a window on the interface where the last one was left; `stateFile` remembers that, `cascade` moves it off the one before. */
export function openWindow({ stateFile, cascade, developing }: { stateFile: string; cascade: boolean; developing: boolean }): AppWindow {
  const state = readWindowState(stateFile)
  const { x, y, ...size } = fittingBounds(state?.bounds ?? null, [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea))
  const window = new BrowserWindow({
    ...size, ...(!cascade && { x, y }), minWidth: smallest.width, minHeight: smallest.height, show: false, title: 'Quaestor', backgroundColor: backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: developing },
  })
  if (state?.maximized === true) window.maximize()
  window.once('ready-to-show', () => { window.show() })
  window.on('close', () => { remember(window, stateFile) })
  reviveAfterCrash(window)

  let listening = false
  const waiting: DesktopMessage[] = []
  const contents = window.webContents
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => { if (isMainFrame && !isSameDocument) listening = false })
  void window.loadURL(pageUrl)
  return {
    id: randomUUID(),
    contents,
    ready: () => {
      listening = true
      for (const message of waiting.splice(0)) contents.send('quaestor:message', message)
    },
    tell: (message) => {
      if (listening) contents.send('quaestor:message', message)
      else waiting.push(message)
    },
    focus: () => {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function remember(window: BrowserWindow, stateFile: string): void {
  try {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  } catch {
    // A full disk must not keep a window from closing.
  }
}

function reviveAfterCrash(window: BrowserWindow): void {
  const revival = revivals(() => performance.now())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    if (revival.mayReload()) window.webContents.reload()
    else void ask(window, 'The window of Quaestor stopped several times in a row.', 'Your databases were not changed. Close it, then open it again.', ['Close', 'Try once more']).then((choice) => { if (choice === 0) window.destroy(); else window.webContents.reload() })
  })
  let asking = false
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    void ask(window, 'The window of Quaestor does not answer.', 'It may be busy with something large. Reloading it keeps your questions.', ['Wait', 'Reload']).then((choice) => {
      asking = false
      if (choice === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
    })
  })
}

async function ask(window: BrowserWindow, message: string, detail: string, buttons: string[]): Promise<number> {
  const { response } = await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons, defaultId: 0, cancelId: 0 })
  return response
}
