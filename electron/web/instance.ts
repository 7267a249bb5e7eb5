import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

/** The host that runs on a data folder: where it listens, and what proves to it that a caller can read that folder. */
const Running = z.object({ pid: z.int().positive(), port: z.int().min(1).max(65_535), secret: z.string().min(32) })
export type Running = z.infer<typeof Running>

/** `kept`: this process is the one. `link`: another is, and gave a link to itself. */
export type Claim = { kept: true; release: () => Promise<void> } | { kept: false; link: string }

const answerWithinMs = 2_000
const Answer = z.object({ link: z.string() })

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A link to the host that runs on the data folder, or null when none does. */
export async function linkToRunning(folder: string): Promise<string | null> {
  const running = await readRunning(lockIn(folder))
  return running === null ? null : linkFrom(running)
}

/** Makes this host the one of the data folder, unless another one answers there. What a dead one left behind is taken away. */
export async function claimFolder(folder: string, own: Running): Promise<Claim> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = lockIn(folder)
  // A link to a whole file appears at once and never replaces another, so that nobody reads half of it and only one wins.
  const draft = `${lock}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(own), { mode: 0o600, flag: 'wx' })
  try {
    for (;;) {
      if (await linked(draft, lock)) return { kept: true, release: () => release(lock, own) }
      const running = await readRunning(lock)
      const answer = running === null ? null : await linkFrom(running)
      if (answer !== null) return { kept: false, link: answer }
      await takeAway(lock, running)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

const lockIn = (folder: string): string => join(folder, 'running.json')

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function readRunning(path: string): Promise<Running | null> {
  try {
    const read = Running.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return read.success ? read.data : null
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'ENOENT')) return null
    throw error
  }
}

async function linkFrom({ pid, port, secret }: Running): Promise<string | null> {
  if (!isAlive(pid)) return null
  try {
    const response = await fetch(`http://127.0.0.1:${port}/link`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: '', signal: AbortSignal.timeout(answerWithinMs) })
    const { link: given } = Answer.parse(await response.json())
    return given.startsWith(`http://127.0.0.1:${port}/?token=`) ? given : null
  } catch {
    // Whatever listens there, if anything, is not a Quaestor of this folder.
    return null
  }
}

/** Takes a stale lock out of the way; one that a third process made meanwhile is put back. */
async function takeAway(lock: string, stale: Running | null): Promise<void> {
  const aside = `${lock}.${randomUUID()}`
  try {
    await rename(lock, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  const taken = await readRunning(aside)
  if (taken !== null && taken.secret !== stale?.secret) await linked(aside, lock)
  await rm(aside, { force: true })
}

async function release(lock: string, own: Running): Promise<void> {
  if ((await readRunning(lock))?.secret === own.secret) await rm(lock, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code
