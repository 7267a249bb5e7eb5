import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import { Children } from '../child/children.ts'
import type { SpawnChild } from '../child/spawn.ts'
import { listDataFiles, onFile, type DataFile } from './datafiles.ts'
import { faultFailure } from './failure.ts'
import { hold } from './hold.ts'
import { pruneImports } from './prune.ts'

const builder = new URL('./build.child.ts', import.meta.url)
/** An import may read from a slow network drive; beyond this it hangs. */
const importMilliseconds = 6 * 60 * 60 * 1000

/** Raise it when the same file would be taken in differently. */
const importVersion = 1

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 20)

/** Changes exactly when one of the files does: by name, size or time. */
async function stateOf(source: string, files: readonly DataFile[]): Promise<string> {
  const states = await Promise.all(files.map(async (file) => {
    const stat = await onFile(file.path, () => fs.stat(file.path, { bigint: true }))
    if (stat.size === 0n) throw new Failure('FILE_UNREADABLE', `${path.basename(file.path)} is empty.`, { hint: 'Save it again from the program it came from.', detail: { path: file.path } })
    const log = file.format === 'duckdb' ? await sizeOf(`${file.path}.wal`) : null
    return [path.relative(source, file.path), file.table, `${stat.size}`, `${stat.mtimeNs}`, `${stat.ino}`, log]
  }))
  return digest(JSON.stringify([importVersion, states]))
}

async function sizeOf(file: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await fs.stat(file)
    return `${size} ${mtimeMs}`
  } catch {
    return null
  }
}

async function exists(file: string): Promise<boolean> {
  return (await sizeOf(file)) !== null
}

async function sync(file: string, flags: string): Promise<void> {
  const handle = await fs.open(file, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function remove(part: string): Promise<void> {
  await Promise.all(['', '.wal', '.spill', '.tmp'].map((ending) => fs.rm(part + ending, { recursive: true, force: true })))
}

/** `signal` ends the build, `spawn` starts the process that does it. */
type Building = { signal: AbortSignal | undefined; spawn: SpawnChild | undefined }

/** Builds `part` in a process of its own, which is killed when the signal aborts. */
async function build(source: string, files: readonly DataFile[], part: string, { signal, spawn }: Building): Promise<void> {
  const children = new Children({ entry: builder, file: part, shown: source, most: 1, spawn, failure: (fault) => faultFailure(fault, source) })
  try {
    await children.answer({ do: 'build', files }, { signal, milliseconds: importMilliseconds })
  } finally {
    await children.close()
  }
}

/** An import that stays on disk until it is released. */
export type Import = { file: string; release: () => Promise<void> }

/**
 * Takes the data at `source` into `<imports>/<path>-<state>.duckdb` and gives that file. It is built aside and renamed when complete, so that nobody
 * ever sees half of it, and two processes that import at once end with the same file. While the data stays as it is, the import is used again.
 * Imports that nobody needs any more are removed. Aborting the signal ends it at once with CANCELLED and leaves nothing.
 */
export async function importFiles(source: string, imports: string, signal?: AbortSignal, spawn?: SpawnChild): Promise<Import> {
  const files = await listDataFiles(source)
  const state = await stateOf(source, files)
  const file = path.join(imports, `${digest(source)}-${state}.duckdb`)
  return onFile(imports, async () => {
    await fs.mkdir(imports, { recursive: true, mode: 0o700 })
    // Held before it is looked for, so that nobody removes it in between.
    const release = await hold(file)
    try {
      if (!await exists(file)) await make(source, files, state, file, { signal, spawn })
      await fs.utimes(file, new Date(), new Date())
      await pruneImports(imports, { current: file })
      return { file, release }
    } catch (error) {
      await release()
      throw error
    }
  })
}

async function make(source: string, files: readonly DataFile[], state: string, target: string, building: Building): Promise<void> {
  const part = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  try {
    await build(source, files, part, building)
    if (await stateOf(source, files) !== state) {
      throw new Failure('FILE_IN_USE', `${path.basename(source)} was changed while it was being read.`, { hint: 'Wait until it is complete, then try again.', retry: true, detail: { path: source } })
    }
    await sync(part, 'r+')
    await fs.rename(part, target)
    // Windows cannot open a folder; there the rename is durable by itself.
    if (process.platform !== 'win32') await sync(path.dirname(target), 'r')
  } finally {
    await remove(part)
  }
}
