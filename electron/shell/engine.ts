import type { MessagePortMain } from 'electron'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Client } from '../../shared/contract/contract.ts'
import type { Session } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Folders } from '../config/folders.ts'
import { ownSession } from '../hosting/local-session.ts'
import { routerFor } from '../workbench/serve.ts'
import { Workbench } from '../workbench/workbench.ts'
import { chooseFile } from './choose-file.ts'
import { checkedPort } from './port.ts'
import { spawnUtility } from './utility.ts'

/** The workbench as the desktop's windows reach it. */
export type Engine = { answer(port: MessagePortMain, session: Session): void; close(): Promise<void> }

/** The shell asks the engine as windows do, under an id of its own. */
const shellWindow = '00000000-0000-4000-8000-000000000000'

/** Opens the workbench; `onTheme` hears the theme that the settings say, now and at each change. */
export async function openEngine(folders: Folders, onTheme: (theme: Settings['appearance']['theme']) => void): Promise<Engine> {
  const workbench = await Workbench.open(folders, { host: 'desktop', spawn: spawnUtility, chooseFile })
  const router = routerFor(workbench)
  const handler = new RPCHandler(router)
  const leaving = new AbortController()
  void followTheme(createRouterClient(router, { context: { session: ownSession(shellWindow) } }), onTheme, leaving.signal)
  return {
    answer: (port, session) => {
      handler.upgrade(checkedPort(port), { context: { session } })
      port.start()
    },
    close: async () => {
      leaving.abort()
      await workbench.close()
    },
  }
}

async function followTheme(client: Client, onTheme: (theme: Settings['appearance']['theme']) => void, signal: AbortSignal): Promise<void> {
  try {
    for await (const { settings } of await client.app.watch(undefined, { signal })) onTheme(settings.appearance.theme)
  } catch {
    // The app is closing, or windows will say what is wrong with the engine; the theme stays as it is.
  }
}
