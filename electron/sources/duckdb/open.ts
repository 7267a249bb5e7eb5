import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import { Children } from '../child/children.ts'
import { childSource, type FileSource } from '../child/source.ts'
import type { SpawnChild } from '../child/spawn.ts'
import { onFile } from './datafiles.ts'
import { faultFailure } from './failure.ts'
import { importFiles } from './import.ts'
import { spillFolder } from './spill.ts'

const entry = new URL('./serve.child.ts', import.meta.url)
/** Statements of one source that may run at once. */
const most = 3

/** How a path is opened: `signal` ends the import, `spawn` starts the processes that answer. */
type Options = { signal?: AbortSignal | undefined; spawn?: SpawnChild | undefined }

/** Imports the data; the processes that answer from the import hold it until the source is closed. */
async function openImport(source: string, imports: string, { signal, spawn }: Options): Promise<{ opened: FileSource; file: string }> {
  const { file, release } = await importFiles(source, imports, signal, spawn)
  const swept: Promise<void>[] = []
  const sweep = (pid: number) => {
    swept.push(fs.rm(spillFolder(imports, pid), { recursive: true, force: true }).catch(() => undefined))
  }
  const children = new Children({ entry, file, shown: source, most, spawn, ended: sweep, failure: (fault, sql) => faultFailure(fault, source, sql) })
  const close = async () => {
    await children.close()
    await Promise.all([...swept, release()])
  }
  return { opened: { ...childSource(source, 'duckdb', children, false), close }, file }
}

async function openProven(source: string, imports: string, options: Options, again: boolean): Promise<FileSource> {
  const { opened, file } = await openImport(source, imports, options)
  try {
    await opened.test(options.signal)
    return opened
  } catch (error) {
    await opened.close()
    if (again || (error instanceof Failure && error.code === 'CANCELLED')) throw error
  }
  // The import is only a copy: when the disk has damaged it, it is made again.
  await onFile(file, () => fs.rm(file, { force: true }))
  return openProven(source, imports, options, true)
}

/**
 * A CSV, Parquet, JSON or DuckDB file or a folder of them as a source, as it is now: it is imported into `imports` unless it already is, and questions
 * run on the locked import in processes of their own. Fails with FILE_MISSING, FILE_UNREADABLE, FILE_IN_USE, SOURCE_UNSUPPORTED, or CANCELLED.
 */
export async function openDuckdb(source: string, imports: string, options: Options = {}): Promise<FileSource> {
  return openProven(path.resolve(source), path.resolve(imports), options, false)
}
