import * as z from 'zod'
import { menuActions, type DesktopMessage, type MenuAction } from '../../shared/model/desktop-message.ts'
import { openPath } from '../sources/open-source.ts'
import { toastFailure } from '../state/toast.ts'
import { frameCommands } from './commands.ts'

const Message: z.ZodType<DesktopMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('quaestor:files'), paths: z.array(z.string()).max(100) }),
  z.object({ type: z.literal('quaestor:menu'), action: z.enum(menuActions) }),
])

const commandOf: Record<MenuAction, string> = {
  ask: 'ask.focus', openFile: 'database.file', addSource: 'database.connect', palette: 'palette', catalog: 'screen.catalog', history: 'screen.history', glossary: 'screen.glossary', settings: 'screen.settings',
  side: 'side', inspector: 'inspector', shortcuts: 'shortcuts',
}

/** Does what the desktop asks of its page: opens files that were dropped or given at the start, and what the menu chose. */
export function listenToDesktop(): void {
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    const message = Message.safeParse(data)
    if (source !== window || !message.success) return
    if (message.data.type === 'quaestor:files') void openAll(message.data.paths)
    else void run(message.data.action)
  })
}

async function openAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await openPath(path)
}

async function run(action: MenuAction): Promise<void> {
  const command = frameCommands.find(({ id }) => id === commandOf[action])
  try {
    await command?.run?.()
  } catch (error) {
    toastFailure(error)
  }
}
