import { fork } from 'node:child_process'
import type { Reply, Request } from './protocol.ts'

/** How a child ended: its exit code, or the signal that ended it. */
export type Exit = { code: number | null; signal: string | null }

/** A running child as its parent sees it; the desktop shell makes one from a utility process, everyone else forks. */
export type ChildPort = {
  readonly pid: number | undefined
  send(request: Request): void
  onReply(listener: (reply: Reply) => void): void
  onExit(listener: (exit: Exit) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}
export type SpawnChild = (entry: URL) => ChildPort

/** Starts the entry with this same Node, an empty environment and a bounded heap. The child never keeps its parent alive. */
export function forkChild(entry: URL): ChildPort {
  const systemRoot = process.env.SystemRoot
  const child = fork(entry, {
    execPath: process.execPath,
    execArgv: ['--no-warnings', '--max-old-space-size=512'],
    env: systemRoot === undefined ? {} : { SystemRoot: systemRoot },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel?.unref()
  return {
    pid: child.pid,
    // A child that has just been killed has no channel; its exit is what the caller hears of.
    send: (request) => { if (child.connected) child.send(request, () => undefined) },
    onReply: (listener) => { child.on('message', (message) => { listener(message as Reply) }) },
    onExit: (listener) => {
      child.once('exit', (code, signal) => { listener({ code, signal }) })
      child.once('error', () => { listener({ code: null, signal: null }) })
    },
    kill: () => { child.kill('SIGKILL') },
  }
}
