import { mkdir, mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes this process's folder under `root` (`<root>/<pid>/<random>`, readable by its owner alone) and removes those of processes that are gone.
 * @returns the new folder.
 */
export async function makeScratch(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root)) {
    if (/^\d+$/.test(name) && await isAbandoned(join(root, name), Number(name))) await rm(join(root, name), { recursive: true, force: true })
  }
  const own = join(root, String(process.pid))
  await mkdir(own, { recursive: true, mode: 0o700 })
  return mkdtemp(join(own, 'results-'))
}

/** Removes a folder that makeScratch made, and the process's own when it was the last in it. */
export async function removeScratch(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await rmdir(dirname(folder)).catch(() => undefined)
}

/** Process ids are used again, and in a container the first is always 1: a folder with our id but older than us belonged to another. */
async function isAbandoned(folder: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isRunning(pid)
  const started = Date.now() - process.uptime() * 1000
  return (await stat(folder)).birthtimeMs < started - 1000
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // EPERM means that the process lives and belongs to someone else.
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
