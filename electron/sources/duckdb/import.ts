import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Failure } from '../../../shared/model/failure.ts'
import { copyDatabase } from './copy.ts'
import { codeOf, listDataFiles, onFile, type DataFile } from './datafiles.ts'
import { loadFile } from './load.ts'
import { quietOptions } from './locked.ts'

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

async function build(files: readonly DataFile[], part: string): Promise<void> {
  const [only] = files
  if (only?.format === 'duckdb') return copyDatabase(only.path, part)
  const instance = await DuckDBInstance.create(part, { ...quietOptions, temp_directory: `${part}.spill` })
  try {
    const connection = await instance.connect()
    try {
      await connection.run("SET TimeZone = 'UTC'")
      for (const file of files) await loadFile(connection, file)
      await connection.run('CHECKPOINT')
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Removes older imports of the same path, and what dead processes left half-built or spilt. A file that Windows says is in use stays for next time. */
async function tidy(imports: string, current: string): Promise<void> {
  const [own = ''] = path.basename(current).split('-')
  const stale = (await fs.readdir(imports)).filter((name) => {
    const builder = /(?:^spill-|\.duckdb\.)(\d+)-[0-9a-f]+/.exec(name)
    if (builder !== null) return !isAlive(Number(builder[1]))
    return name.startsWith(`${own}-`) && name.endsWith('.duckdb') && name !== path.basename(current)
  })
  await Promise.allSettled(stale.map((name) => fs.rm(path.join(imports, name), { recursive: true, force: true })))
}

/**
 * Takes the data at `source` into `<imports>/<path>-<state>.duckdb` and gives that file. It is built aside and renamed when complete, so that nobody
 * ever sees half of it, and two processes that import at once end with the same file. While the data stays as it is, the import is used again.
 */
export async function importFiles(source: string, imports: string): Promise<string> {
  const files = await listDataFiles(source)
  const state = await stateOf(source, files)
  const target = path.join(imports, `${digest(source)}-${state}.duckdb`)
  if (await exists(target)) return target
  return onFile(imports, async () => {
    await fs.mkdir(imports, { recursive: true, mode: 0o700 })
    const part = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.part`
    try {
      await build(files, part)
      if (await stateOf(source, files) !== state) {
        throw new Failure('FILE_IN_USE', `${path.basename(source)} was changed while it was being read.`, { hint: 'Wait until it is complete, then try again.', retry: true, detail: { path: source } })
      }
      await sync(part, 'r+')
      await fs.rename(part, target)
      // Windows cannot open a folder; there the rename is durable by itself.
      if (process.platform !== 'win32') await sync(imports, 'r')
    } finally {
      await remove(part)
    }
    await tidy(imports, target)
    return target
  })
}
