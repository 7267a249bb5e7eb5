import { app, dialog, shell, type Session, type WebContents } from 'electron'
import { externalLink, mayDownload, mayNavigate, mayUse } from './rules.ts'

/** Holds everything that shows web contents to the rules, whatever made it. */
export function guardContents(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => { if (!mayNavigate(event.url)) leave(event) })
    contents.on('will-redirect', (event) => { if (!mayNavigate(event.url)) event.preventDefault() })
    contents.on('will-frame-navigate', (event) => { if (!event.isMainFrame || !mayNavigate(event.url)) event.preventDefault() })
    contents.on('will-attach-webview', (event) => { event.preventDefault() })
    contents.setWindowOpenHandler(({ url }) => {
      void offerLink(url)
      return { action: 'deny' }
    })
  })
}

/** Holds a session to the rules: no permission but copying, no device, no download but the page's own files. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents: WebContents, permission, decide) => { decide(mayUse(permission, contents.getURL())) })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => { if (!mayDownload(item.getURL())) event.preventDefault() })
}

function leave(event: { url: string; preventDefault: () => void }): void {
  event.preventDefault()
  void offerLink(event.url)
}

let offering = false

/** Asks before a link is handed to the browser, and says where it leads; one question at a time. */
async function offerLink(url: string): Promise<void> {
  const link = externalLink(url)
  if (link === null || offering) return
  offering = true
  const { response } = await dialog.showMessageBox({ type: 'question', message: 'Open this link in your browser?', detail: link.slice(0, 500), buttons: ['Open', 'Cancel'], defaultId: 1, cancelId: 1 }).finally(() => { offering = false })
  if (response === 0) await shell.openExternal(link)
}
