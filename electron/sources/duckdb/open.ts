import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import type { GuardedSql } from '../../guard/guarded.ts'
import type { Source } from '../source.ts'
import { onFile } from './datafiles.ts'
import { describeDatabase } from './describe.ts'
import { estimateRows } from './estimate.ts'
import { importFailure } from './failure.ts'
import { importFiles } from './import.ts'
import { LockedFile } from './locked.ts'
import { profileTable } from './profile.ts'
import type { Bounds, Query } from './query.ts'
import { streamRows } from './stream.ts'

/** Discovery runs no question, but a hostile view can make it endless. */
const discoveryMilliseconds = 60_000

/**
 * Imports the data and opens the import. It is only a copy: when it cannot be opened, because another process saw newer data and removed it or because
 * the disk damaged it, it is made again.
 */
async function openImport(source: string, imports: string, spill: string): Promise<LockedFile> {
  const file = await importFiles(source, imports)
  try {
    return await LockedFile.open(file, spill)
  } catch {
    await onFile(file, () => fs.rm(file, { force: true }))
  }
  const again = await importFiles(source, imports)
  try {
    return await LockedFile.open(again, spill)
  } catch (error) {
    throw importFailure(error, again)
  }
}

/**
 * A CSV, Parquet, JSON or DuckDB file or a folder of them as a source, as it is now: it is imported into `imports` unless it already is, and questions
 * run on the locked import. Its one database is called "main". Fails with FILE_MISSING, FILE_UNREADABLE, FILE_IN_USE or SOURCE_UNSUPPORTED.
 */
export async function openDuckdb(source: string, imports: string): Promise<Source> {
  const absolute = path.resolve(source)
  const spill = path.join(path.resolve(imports), `spill-${process.pid}-${randomBytes(4).toString('hex')}`)
  const file = await openImport(absolute, path.resolve(imports), spill)

  async function discover<T>(bounds: Bounds, what: string, work: (query: Query) => Promise<T>): Promise<T> {
    const query = await file.query(what, { milliseconds: discoveryMilliseconds, ...bounds })
    try {
      return await work(query)
    } finally {
      file.done(query)
    }
  }
  const known = (database: string): void => {
    if (database !== 'main') throw new Failure('DATABASE_GONE', `${path.basename(absolute)} has no database “${database}”.`, { hint: 'Files have one database, “main”.', detail: { database } })
  }

  return {
    dialect: 'duckdb',
    test: (signal) => discover({ signal }, 'version', async (query) => {
      const [row = []] = await query.rows('SELECT version()')
      return { dialect: 'duckdb', version: String(row[0]), readOnly: true, privileges: [], transport: null }
    }),
    databases: (signal) => discover({ signal }, 'databases', async (query) => [{ name: 'main', tables: (await describeDatabase(query)).tables.length }]),
    async describe(database, signal) {
      known(database)
      return discover({ signal }, 'describe', describeDatabase)
    },
    async profile(database, table, { valueCap, signal }) {
      known(database)
      return discover({ signal }, 'profile', (query) => profileTable(query, table, valueCap))
    },
    async estimate(database, sql, signal) {
      known(database)
      return discover({ signal }, forDuckdb(sql).text, (query) => estimateRows(query, sql))
    },
    async *stream(database, sql, { limits, signal }) {
      known(database)
      yield* streamRows(file, forDuckdb(sql), limits, signal)
    },
    async close() {
      await file.close()
      await fs.rm(spill, { recursive: true, force: true })
    },
  }
}

function forDuckdb(sql: GuardedSql): GuardedSql {
  if (sql.dialect !== 'duckdb') throw new Failure('INTERNAL', `A ${sql.dialect} statement reached data files.`, { hint: 'Please report this.', detail: { sql: sql.text } })
  return sql
}
