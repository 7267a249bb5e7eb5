import { connection } from '../api/client.ts'
import { followApp } from '../state/app.ts'
import { followContext, resumeDatabase, useContextState } from '../state/context.ts'
import { loadSources } from '../state/sources.ts'
import { restoreThread } from '../state/thread.ts'
import { toastFailure } from '../state/toast.ts'
import { onDesktop } from '../api/host.ts'
import { listenToDesktop } from './desktop.ts'
import { rememberView } from './remembered-view.ts'
import { listenForShortcuts } from './shortcuts.ts'

/** Begins what goes on for as long as the page is there. Called once, before the window is drawn. */
export function start(): void {
  const always = new AbortController().signal
  rememberView()
  listenForShortcuts()
  if (onDesktop) listenToDesktop()
  else forgetTicket()
  void followApp(always)
  const resumed = resumeDatabase()
  void followContext(always, resumed)
  Promise.all([loadSources(), restoreThread(), resumed]).catch(toastFailure)
  returnAfterRestart()
}

/** The link that opened this page works no more; it need not stand in the address or a bookmark. */
function forgetTicket(): void {
  if (location.search !== '') history.replaceState(null, '', location.pathname)
}

/** An engine that was started anew knows nothing of this window: what was open is opened again. */
function returnAfterRestart(): void {
  let dropped = false
  connection.follow((status) => {
    if (status === 'reconnecting' || status === 'lost') dropped = true
    else if (dropped) void loadSources()
  })
  useContextState.subscribe(({ context }, before) => {
    if (!dropped) return
    dropped = false
    if (context?.state === 'none' && before.context !== null && before.context.state !== 'none') resumeDatabase().catch(toastFailure)
  })
}
