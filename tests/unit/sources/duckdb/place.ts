import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { guard } from '../../../../electron/guard/guard.ts'
import type { GuardedSql, Parameter } from '../../../../electron/guard/guarded.ts'
import type { FileSource } from '../../../../electron/sources/child/source.ts'
import { openDuckdb } from '../../../../electron/sources/duckdb/open.ts'
import type { Limits, Source, StreamColumn } from '../../../../electron/sources/source.ts'
import type { Cell } from '../../../../shared/model/value.ts'

/** A folder with a place for data and one for imports. */
export type Place = { data: string; imports: string; remove: () => void }

export function temporaryPlace(): Place {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quaestor-sources-'))
  fs.mkdirSync(path.join(folder, 'data'))
  return { data: path.join(folder, 'data'), imports: path.join(folder, 'imports'), remove: () => { fs.rmSync(folder, { recursive: true, force: true }) } }
}

export function writeFile(place: Place, name: string, content: string | Buffer): string {
  const file = path.join(place.data, name)
  fs.writeFileSync(file, content)
  return file
}

/** Runs statements in DuckDB with nothing locked, to make files with; `file` may be ":memory:". */
export async function runFreely(file: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

export function guarded(text: string, parameters: Parameter[] = []): GuardedSql {
  return guard(text, 'duckdb', { parameters })
}

/** A statement as if it had passed the guard. */
export function pastGuard(text: string, parameters: Parameter[] = []): GuardedSql {
  return { text, parameters, dialect: 'duckdb' } as unknown as GuardedSql
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

/** Opens a path for the length of `work`. */
export async function within<T>(place: Place, data: string, work: (source: FileSource) => Promise<T>): Promise<T> {
  const source = await openDuckdb(data, place.imports)
  try {
    return await work(source)
  } finally {
    await source.close()
  }
}
