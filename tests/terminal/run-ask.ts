import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../electron/cli/ask.ts', import.meta.url))

export type Ended = { code: number | null; stdout: string; stderr: string }

/** Starts `ask` as a user would, in a home of its own; `input` is what stdin holds. */
export function startAsk(args: string[], options: { home: string; env?: Record<string, string>; input?: string }): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], { env: { ...process.env, QUAESTOR_HOME: options.home, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(options.input ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString() })
  return { child, ended: new Promise((resolve) => child.on('close', (code) => { resolve({ code, stdout, stderr }) })) }
}

export const ask = (args: string[], options: Parameters<typeof startAsk>[1]): Promise<Ended> => startAsk(args, options).ended
