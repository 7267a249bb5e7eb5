import path from 'node:path'
import { Children } from '../child/children.ts'
import { childSource, type FileSource } from '../child/source.ts'
import type { SpawnChild } from '../child/spawn.ts'
import { sqliteFailure } from './failure.ts'

const entry = new URL('./serve.child.ts', import.meta.url)
/** Statements of one source that may run at once. */
const most = 3

/** A SQLite file as a source. Nothing is read before the first call, so a missing or damaged file shows there. */
export function openSqlite(file: string, options: { spawn?: SpawnChild | undefined } = {}): FileSource {
  const absolute = path.resolve(file)
  const children = new Children({ entry, file: absolute, most, failure: (fault, sql) => sqliteFailure(fault, absolute, sql), spawn: options.spawn })
  return childSource(absolute, 'sqlite', children, true)
}
