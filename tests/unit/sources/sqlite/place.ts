import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { guard } from '../../../../electron/guard/guard.ts'
import type { GuardedSql, Parameter } from '../../../../electron/guard/guarded.ts'
import type { Limits, Source, StreamColumn } from '../../../../electron/sources/source.ts'
import type { FileSource } from '../../../../electron/sources/child/source.ts'
import { openSqlite } from '../../../../electron/sources/sqlite/open.ts'
import type { Cell } from '../../../../shared/model/value.ts'

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

export const limits: Limits = { rows: 1_000, milliseconds: 10_000, bytes: 64 * 1024 * 1024 }

export type Answer = { columns: StreamColumn[]; rows: Cell[][]; truncated: boolean }

/** Everything a stream yields. */
export async function readAll(source: Source, sql: GuardedSql, more: Partial<Limits> = {}, signal?: AbortSignal): Promise<Answer> {
  const answer: Answer = { columns: [], rows: [], truncated: false }
  for await (const event of source.stream('main', sql, { limits: { ...limits, ...more }, signal })) {
    if (event.kind === 'columns') answer.columns = event.columns
    else if (event.kind === 'rows') answer.rows.push(...event.rows)
    else answer.truncated = event.truncated
  }
  return answer
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
