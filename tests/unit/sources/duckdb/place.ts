import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { guard } from '../../../../electron/guard/guard.ts'
import type { GuardedSql, Parameter } from '../../../../electron/guard/guarded.ts'
import type { FileSource } from '../../../../electron/sources/child/source.ts'
import { openDuckdb } from '../../../../electron/sources/duckdb/open.ts'

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

/** Opens a path for the length of `work`. */
export async function within<T>(place: Place, data: string, work: (source: FileSource) => Promise<T>): Promise<T> {
  const source = await openDuckdb(data, place.imports)
  try {
    return await work(source)
  } finally {
    await source.close()
  }
}
