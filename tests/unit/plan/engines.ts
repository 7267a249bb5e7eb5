import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cell, Dialect } from '../../../shared/model/value.ts'
import { guard } from '../../../electron/guard/guard.ts'
import type { Parameter } from '../../../electron/guard/guarded.ts'
import { openSource } from '../../../electron/sources/open.ts'
import type { Source } from '../../../electron/sources/source.ts'

export type Engine = { name: 'duckdb' | 'sqlite' | 'mariadb'; dialect: Dialect; source: Source; database: string }
export type Statement = { sql: string; parameters: readonly Parameter[] }

export const temporaryFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'quaestor-plan-'))
  return { path, remove: () => { rmSync(path, { recursive: true, force: true }) } }
}

export async function sqliteEngine(path: string): Promise<Engine> {
  const source = await openSource({ kind: 'sqlite', path }, { folders: { imports: '', sample: '' } })
  return { name: 'sqlite', dialect: source.dialect, source, database: (await source.databases())[0]!.name }
}

export async function mariaEngine(maria: { host: string; port: number }, database: string): Promise<Engine> {
  const source = await openSource({ kind: 'mysql', host: maria.host, port: maria.port, user: 'root', tls: 'off', pool: 2 }, { secrets: { password: '' }, folders: { imports: '', sample: '' } })
  return { name: 'mariadb', dialect: 'mariadb', source, database }
}

/** A folder or file of data, or the bundled sample when no path is given. */
export async function duckdbEngine(imports: string, sample: string, path?: string): Promise<Engine> {
  const source = await openSource(path === undefined ? { kind: 'sample' } : { kind: 'files', path }, { folders: { imports, sample } })
  return { name: 'duckdb', dialect: source.dialect, source, database: (await source.databases())[0]!.name }
}

/** Rows of a statement that the guard let through. */
export async function rowsOf(engine: Engine, { sql, parameters }: Statement): Promise<Cell[][]> {
  const guarded = guard(sql, engine.dialect, { parameters })
  const rows: Cell[][] = []
  for await (const event of engine.source.stream(engine.database, guarded, { limits: { rows: 1_000_000, milliseconds: 60_000, bytes: 1e9 } })) {
    if (event.kind === 'rows') rows.push(...event.rows)
  }
  return rows
}
