import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod'
import { Failure } from '../../shared/model/failure.ts'

/** The host that runs on a data folder: where it listens, and what proves to it that a caller can read that folder. */
const Running = z.object({ pid: z.int().positive(), port: z.int().min(1).max(65_535), secret: z.string().min(32) })
export type Running = z.infer<typeof Running>

/** `kept`: this process is the one. `link`: another is, and gave a link to itself. */
export type Claim = { kept: true; release: () => Promise<void> } | { kept: false; link: string }

const answerWithinMs = 2_000
const pauseMs = 100
const patience = 30
const sqliteBusy = 5
const Answer = z.object({ link: z.string() })

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A link to the host that runs on the data folder, or null when none does. */
export async function linkToRunning(folder: string): Promise<string | null> {
  const running = await readRunning(placeIn(folder))
  return running === null ? null : linkFrom(running)
}

/**
 * Makes this host the one of the data folder, unless another one is. The lock is the kernel's, by way of SQLite: it goes with the process that holds it,
 * however that ends, so there is nothing stale to be told apart. Fails with FILE_IN_USE when the other one does not answer.
 */
export async function claimFolder(folder: string, own: Running): Promise<Claim> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (let tries = 0; tries < patience; tries++) {
    const lock = takeLock(join(folder, 'running.lock'))
    if (lock !== null) {
      await writeWhole(placeIn(folder), own)
      return { kept: true, release: () => release(folder, own, lock) }
    }
    const answer = await linkToRunning(folder)
    if (answer !== null) return { kept: false, link: answer }
    // It may be about to say where it listens, or about to end.
    await delay(pauseMs)
  }
  throw new Failure('FILE_IN_USE', 'Quaestor is running already and does not answer.', { hint: 'End it, then start again; or name another folder in QUAESTOR_HOME.', retry: true, detail: { path: folder } })
}

const placeIn = (folder: string): string => join(folder, 'running.json')

function takeLock(file: string): DatabaseSync | null {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null
    throw error
  }
}

async function writeWhole(file: string, running: Running): Promise<void> {
  const draft = `${file}.new`
  await rm(draft, { force: true })
  await writeFile(draft, JSON.stringify(running), { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
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

async function release(folder: string, own: Running, lock: DatabaseSync): Promise<void> {
  if ((await readRunning(placeIn(folder)))?.secret === own.secret) await rm(placeIn(folder), { force: true })
  lock.close()
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
