import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export type Started = { process: ChildProcess; link: string; text: () => string; afterMs: number; ended: Promise<number | null> }

/** Runs `npm start` (or `npm run web`) as a user does, on a data folder of its own, until it prints its link. */
export async function start(home: string, script: 'start' | 'web' = 'web', env: Record<string, string> = {}): Promise<Started> {
  const began = performance.now()
  const child = spawn('npm', script === 'start' ? ['start'] : ['run', 'web'], {
    cwd: join(import.meta.dirname, '..', '..'), env: { ...process.env, QUAESTOR_HOME: home, QUAESTOR_OPEN: 'no', DISPLAY: '', WAYLAND_DISPLAY: '', ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(text)
      if (found !== null) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then((code) => { reject(new Error(`npm ended with ${code}: ${text}`)) })
  })
  return { process: child, link, text: () => text, afterMs: performance.now() - began, ended }
}
