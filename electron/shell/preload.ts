import { ipcRenderer, webUtils } from 'electron'

// Runs beside the page in its sandbox. It hands over one message port and tells of files; the page gets nothing that it could call.

/** The little of the page that is used here; the main side knows no DOM. */
type PageEvent = { isTrusted: boolean; source?: unknown; data?: unknown; dataTransfer?: { files: ArrayLike<Parameters<typeof webUtils.getPathForFile>[0]> } | null }
type Page = {
  location: { origin: string }
  addEventListener(type: 'message' | 'drop', listener: (event: PageEvent) => void, capture?: boolean): void
  postMessage(message: unknown, origin: string, transfer?: readonly unknown[]): void
}
const page = globalThis as unknown as Page

page.addEventListener('message', ({ source, data }) => {
  if (source === page && data === 'quaestor:ready') ipcRenderer.send('quaestor:ready')
})
ipcRenderer.on('quaestor:port', ({ ports }) => { page.postMessage('quaestor:port', page.location.origin, ports) })
ipcRenderer.on('quaestor:message', (_event, message: unknown) => { page.postMessage(message, page.location.origin) })

page.addEventListener('drop', ({ isTrusted, dataTransfer }) => {
  if (!isTrusted) return
  // A file that a script made has no path.
  const paths = Array.from(dataTransfer?.files ?? [], (file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length > 0) page.postMessage({ type: 'quaestor:files', paths }, page.location.origin)
}, true)
