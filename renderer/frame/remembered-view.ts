import * as z from 'zod'
import { useWindow } from '../state/window.ts'

const key = 'quaestor.view'
const View = z.object({ screen: z.enum(['ask', 'catalog', 'history', 'glossary', 'settings', 'sent']), table: z.string().nullable(), draft: z.string().max(100_000) })

/** A reloaded window shows the screen it showed, with what stood in the ask box; another window knows nothing of it. */
export function rememberView(): void {
  const known = View.safeParse(parsed(sessionStorage.getItem(key) ?? ''))
  if (known.success) useWindow.setState(known.data)
  useWindow.subscribe(({ screen, table, draft }, before) => {
    if (screen !== before.screen || table !== before.table || draft !== before.draft) sessionStorage.setItem(key, JSON.stringify({ screen, table, draft }))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
