import type { MessagePortMain } from 'electron'
import { isFrame } from '../hosting/frames.ts'

type Listener = (event?: { data: unknown }) => void

/** The part of a port that oRPC uses; a message that no page sends closes it, because oRPC lets the error of reading one escape. */
export type CheckedPort = { postMessage(data: unknown): void; on(event: string, listener: Listener): void }

export function checkedPort(port: MessagePortMain): CheckedPort {
  return {
    postMessage: (data) => { port.postMessage(data) },
    on: (event, listener) => {
      if (event === 'close') port.on('close', () => { listener() })
      if (event !== 'message') return
      port.on('message', ({ data }: { data: unknown }) => {
        if (isFrame(data)) listener({ data })
        else port.close()
      })
    },
  }
}
