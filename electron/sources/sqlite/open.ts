import path from 'node:path'
import { Failure } from '../../../shared/model/failure.ts'
import type { GuardedSql } from '../../guard/guarded.ts'
import type { Source, StreamEvent } from '../source.ts'
import { Children, type Bounds } from './child.ts'
import type { Answers, Call } from './protocol.ts'
import type { SpawnChild } from './spawn.ts'

/** Statements of one source that may run at once, each in its own process. */
const atOnce = 3
/** Discovery runs no question, but a hostile view can make it endless. */
const discoveryMilliseconds = 60_000
const viewSampleMilliseconds = 3_000

/** A SQLite file as a source; it also tells which processes work for it. */
export type SqliteSource = Source & { readonly pids: () => number[] }

/**
 * A SQLite file, read in child processes that start when they are first needed and are killed when a call is cancelled, late or abandoned.
 * Its one database is called "main". Nothing is read before the first call, so a missing or damaged file shows there.
 */
export function openSqlite(file: string, options: { spawn?: SpawnChild } = {}): SqliteSource {
  const absolute = path.resolve(file)
  const children = new Children(absolute, atOnce, options.spawn)

  async function* replies(call: Call, bounds: Bounds) {
    const child = await children.take(bounds.signal)
    try {
      yield* child.ask(call, bounds)
    } finally {
      children.giveBack(child)
    }
  }

  async function answer<Do extends keyof Answers>(call: Call & { do: Do }, signal?: AbortSignal, milliseconds = discoveryMilliseconds): Promise<Answers[Do]> {
    let answered: Answers[Do] | undefined
    for await (const reply of replies(call, { signal, milliseconds })) {
      if (reply.kind === 'answer') answered = reply.answer as Answers[Do]
    }
    if (answered !== undefined) return answered
    throw new Failure('INTERNAL', `No answer to “${call.do}”.`, { hint: 'Please report this.' })
  }

  return {
    dialect: 'sqlite',
    pids: () => children.pids,
    test: (signal) => answer({ do: 'test' }, signal),
    databases: (signal) => answer({ do: 'databases' }, signal),
    async describe(database, signal) {
      known(database, absolute)
      try {
        return await answer({ do: 'describe', sampleViews: true }, signal, viewSampleMilliseconds)
      } catch (error) {
        if (!(error instanceof Failure && error.code === 'TIMEOUT')) throw error
        return answer({ do: 'describe', sampleViews: false }, signal)
      }
    },
    async profile(database, table, { valueCap, signal }) {
      known(database, absolute)
      return answer({ do: 'profile', table, valueCap }, signal)
    },
    async estimate(database, sql, signal) {
      known(database, absolute)
      return answer({ do: 'estimate', sql: textFor(sql) }, signal)
    },
    async *stream(database, sql, { limits, signal }): AsyncGenerator<StreamEvent> {
      known(database, absolute)
      const call: Call = { do: 'stream', sql: textFor(sql), parameters: sql.parameters, limits }
      for await (const reply of replies(call, { signal, milliseconds: limits.milliseconds })) {
        if (reply.kind === 'event') yield reply.event
      }
    },
    async close() {
      children.close()
    },
  }
}

function known(database: string, file: string): void {
  if (database !== 'main') throw new Failure('DATABASE_GONE', `${path.basename(file)} has no database “${database}”.`, { hint: 'A file has one database, “main”.', detail: { database } })
}

function textFor(sql: GuardedSql): string {
  if (sql.dialect !== 'sqlite') throw new Failure('INTERNAL', `A ${sql.dialect} statement reached a SQLite file.`, { hint: 'Please report this.', detail: { sql: sql.text } })
  return sql.text
}
