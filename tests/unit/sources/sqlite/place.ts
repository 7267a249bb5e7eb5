import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { guard } from '../../../../electron/guard/guard.ts'
import type { GuardedSql, Parameter } from '../../../../electron/guard/guarded.ts'
import type { FileSource } from '../../../../electron/sources/child/source.ts'
import { openSqlite } from '../../../../electron/sources/sqlite/open.ts'

/** A folder of its own under the system's, removed with `remove`. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quaestor-sources-'))
  return { path: folder, remove: () => { fs.rmSync(folder, { recursive: true, force: true }) } }
}

/** Writes a SQLite file and closes it. */
export function writeDatabase(file: string, sql: string): string {
  const database = new DatabaseSync(file, { enableDoubleQuotedStringLiterals: true, enableForeignKeyConstraints: false })
  database.exec(sql)
  database.close()
  return file
}

export function guarded(text: string, parameters: Parameter[] = []): GuardedSql {
  return guard(text, 'sqlite', { parameters })
}

/** Opens a file for the length of `work`. */
export async function within<T>(file: string, work: (source: FileSource) => Promise<T>): Promise<T> {
  const source = openSqlite(file)
  try {
    return await work(source)
  } finally {
    await source.close()
  }
}

/** Whether a process runs; a zombie does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !fs.existsSync(`/proc/${pid}/stat`) || !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

/** Waits until `condition` holds, at most `milliseconds`. */
export async function eventually(condition: () => boolean, milliseconds = 2_000): Promise<boolean> {
  const until = performance.now() + milliseconds
  while (!condition() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10))
  return condition()
}
