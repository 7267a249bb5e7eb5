import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { Failure } from '../../shared/model/failure.ts'
import { WrappedKey } from './passphrase.ts'

/** How the master key of a data folder is kept. No part of it is a secret by itself. */
export const VaultFile = z.discriminatedUnion('kept', [
  z.object({ version: z.literal(1), kept: z.literal('keychain'), account: z.string().min(1).max(200) }),
  WrappedKey.extend({ version: z.literal(1), kept: z.literal('passphrase') }),
])
export type VaultFile = z.infer<typeof VaultFile>

const largest = 16 * 1024
const unfinished = /^vault\.json\..+\.part$/
/** A file still being written is younger than this, in milliseconds. */
const writing = 60_000

export const vaultPath = (folder: string): string => join(folder, 'vault.json')

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** What the system said about the vault's file, told as a Failure. */
function fileFailure(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('DISK_FULL', `The disk that holds ${path} is full; nothing was saved.`, { hint: 'Free some space on that disk, then try again.', retry: true, detail: { path }, cause: error })
  if (typeof code === 'string') return new Failure('ACCESS_DENIED', `Quaestor cannot use its own file ${path} (${code}).`, { hint: 'Make the file and its folder readable and writable for your account.', detail: { path, code }, cause: error })
  return error
}

/** The file as it is; undefined when there is none, `damaged` when it does not say how the key is kept. Taken away from other accounts if they could read it. */
export async function readVaultFile(folder: string): Promise<VaultFile | 'damaged' | undefined> {
  const path = vaultPath(folder)
  try {
    const facts = await stat(path)
    if (!facts.isFile() || facts.size > largest) return 'damaged'
    if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) await chmod(path, 0o600)
    const file = await open(path, 'r')
    try {
      return parsed(await file.readFile('utf8'))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw fileFailure(error, path)
  }
}

function parsed(text: string): VaultFile | 'damaged' {
  try {
    return VaultFile.safeParse(JSON.parse(text)).data ?? 'damaged'
  } catch {
    return 'damaged'
  }
}

/**
 * Writes the file whole or not at all. Without `replace` the first of several writers wins.
 * @returns whether it is now the one given; false when there already was one.
 */
export async function writeVaultFile(folder: string, content: VaultFile, options: { replace: boolean }): Promise<boolean> {
  const path = vaultPath(folder)
  const aside = `${path}.${randomUUID()}.part`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeThrough(aside, `${JSON.stringify(content, null, 2)}\n`)
    const written = options.replace ? await rename(aside, path).then(() => true) : await putFirst(aside, path)
    if (process.platform !== 'win32') await syncFolder(folder)
    return written
  } catch (error) {
    throw fileFailure(error, path)
  } finally {
    await rm(aside, { force: true })
  }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A hard link is the one way to put a whole file in place only if nothing is there; file systems without them (FAT, some network drives) get the next best. */
async function putFirst(aside: string, path: string): Promise<boolean> {
  try {
    await link(aside, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EACCES') throw error
  }
  if (await stat(path).then(() => true, () => false)) return false
  await rename(aside, path)
  return true
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what a writer left that was killed. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => unfinished.test(one))) {
    const path = join(folder, name)
    const age = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0)
    if (age > writing) await rm(path, { force: true })
  }
}
