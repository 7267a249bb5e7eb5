import path from 'node:path'
import type { Dialect } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { GuardedSql } from '../../guard/guarded.ts'
import type { Source } from '../source.ts'
import type { Children } from './children.ts'

/** Discovery runs no question, but a hostile view can make it endless. */
export const discoveryMilliseconds = 60_000
const viewSampleMilliseconds = 3_000

/** A file as a source; it also tells which processes work for it. */
export type FileSource = Source & { readonly pids: () => number[] }

/**
 * A file that child processes read, as a source: they start when they are first needed and are killed when a call is cancelled, late or abandoned.
 * Its one database is called "main". With `sampleViews` describing looks at rows of views too, unless that takes long.
 */
export function childSource(file: string, dialect: Dialect, children: Children, sampleViews: boolean): FileSource {
  const bounds = (signal: AbortSignal | undefined, milliseconds = discoveryMilliseconds) => ({ signal, milliseconds })
  const known = (database: string): void => {
    if (database !== 'main') throw new Failure('DATABASE_GONE', `${path.basename(file)} has no database “${database}”.`, { hint: 'Files have one database, “main”.', detail: { database } })
  }
  const spoken = (sql: GuardedSql): { sql: string; parameters: GuardedSql['parameters'] } => {
    if (sql.dialect !== dialect) throw new Failure('INTERNAL', `A ${sql.dialect} statement reached a ${dialect} file.`, { hint: 'Please report this.', detail: { sql: sql.text } })
    return { sql: sql.text, parameters: sql.parameters }
  }

  return {
    dialect,
    pids: () => children.pids,
    test: (signal) => children.answer({ do: 'test' }, bounds(signal)),
    databases: (signal) => children.answer({ do: 'databases' }, bounds(signal)),
    async describe(database, signal) {
      known(database)
      if (sampleViews) {
        try {
          return await children.answer({ do: 'describe', sampleViews }, bounds(signal, viewSampleMilliseconds))
        } catch (error) {
          if (!(error instanceof Failure && error.code === 'TIMEOUT')) throw error
        }
      }
      return children.answer({ do: 'describe', sampleViews: false }, bounds(signal))
    },
    async profile(database, table, { valueCap, signal }) {
      known(database)
      return children.answer({ do: 'profile', table, valueCap }, bounds(signal))
    },
    async estimate(database, sql, signal) {
      known(database)
      return children.answer({ do: 'estimate', ...spoken(sql) }, bounds(signal))
    },
    async *stream(database, sql, { limits, signal }) {
      known(database)
      for await (const reply of children.replies({ do: 'stream', ...spoken(sql), limits }, bounds(signal, limits.milliseconds))) {
        if (reply.kind === 'event') yield reply.event
      }
    },
    close: () => children.close(),
  }
}
