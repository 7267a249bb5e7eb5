import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import type { ChildPort, Exit } from '../sources/child/spawn.ts'

const wrapper = new URL('./utility.child.ts', import.meta.url)

/** Starts a child of a source as a utility process: with an empty environment, and gone when the app is. The packaged app cannot fork Node. */
export function spawnUtility(entry: URL): ChildPort {
  const systemRoot = process.env.SystemRoot
  const child = utilityProcess.fork(fileURLToPath(wrapper), [fileURLToPath(entry)], {
    env: systemRoot === undefined ? {} : { SystemRoot: systemRoot }, stdio: 'ignore', serviceName: 'Quaestor source',
  })
  // Electron forgets the id when the process has ended.
  let pid: number | undefined
  let state: 'running' | 'doomed' | 'ended' = 'running'
  const kill = (): void => {
    if (state === 'ended') return
    state = 'doomed'
    child.kill()
    // A statement that runs in native code hears no gentler signal.
    if (pid !== undefined) killNow(pid)
  }
  child.once('spawn', () => {
    pid = child.pid
    if (state === 'doomed') kill()
  })
  return {
    get pid() { return pid },
    send: (request) => { child.postMessage(request) },
    onReply: (listener) => { child.on('message', listener) },
    onExit: (listener) => {
      child.once('exit', (code) => {
        const exit = state === 'doomed' ? { code: null, signal: 'SIGKILL' } : exitOf(code)
        state = 'ended'
        listener(exit)
      })
    },
    kill,
  }
}

/** The signals that tell of memory: the watchdog's, and V8's own. */
const memorySignals = ['SIGUSR2', 'SIGABRT'] as const

/** What a utility process reports is the status of its end, where a signal is a number, or 128 more. */
export function exitOf(status: number): Exit {
  const signal = memorySignals.find((name) => status === constants.signals[name] || status === 128 + constants.signals[name])
  return signal === undefined ? { code: status, signal: null } : { code: null, signal }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
