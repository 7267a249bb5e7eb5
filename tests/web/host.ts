import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../electron/web/main.ts', import.meta.url))

/** A browser host of its own, as `npm start` runs it, on a data folder of its own. */
export type Host = {
  home: string
  /** What it printed so far. */
  printed: () => string
  /** A link that opens the interface once. */
  link: () => Promise<string>
  /** Ends the process as Ctrl-C does; resolves to its exit code. The home stays. */
  stop: () => Promise<number | null>
  kill: () => Promise<void>
}

export async function startHost(home: string, env: Record<string, string> = {}): Promise<Host> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
    env: { PATH: process.env.PATH, HOME: home, QUAESTOR_HOME: home, QUAESTOR_OPEN: 'no', QUAESTOR_KEYCHAIN: 'off', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const links: string[] = []
  const first = Promise.withResolvers<void>()
  const hear = (chunk: Buffer): void => {
    printed += chunk.toString()
    for (const [link] of chunk.toString().matchAll(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/g)) links.push(link)
    if (links.length > 0) first.resolve()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.once('exit', () => { first.reject(new Error(`The host ended before it was ready:\n${printed}`)) })
  await first.promise
  return { home, printed: () => printed, link: async () => links.pop() ?? await linkAgain(home, env), stop: () => end(child, 'SIGINT'), kill: async () => { await end(child, 'SIGKILL') } }
}

/** A second start on the same folder finds the host that runs, and prints a fresh link to it. */
async function linkAgain(home: string, env: Record<string, string>): Promise<string> {
  const second = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], { env: { PATH: process.env.PATH, HOME: home, QUAESTOR_HOME: home, QUAESTOR_OPEN: 'no', ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  second.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString() })
  await once(second, 'exit')
  const [link] = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(printed) ?? []
  if (link === undefined) throw new Error(`The second start gave no link: ${printed}`)
  return link
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
  return child.exitCode
}

export const makeHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'quaestor-web-'))
export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true, maxRetries: 5 })
