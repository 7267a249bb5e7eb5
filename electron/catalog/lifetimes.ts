import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceSpec } from '../../shared/model/source.ts'

const minute = 60_000
const day = 24 * 60 * minute

/**
 * How long a kept catalog of a source holds: a server's schema is trusted for five minutes and its profiles for a day; a file's schema is compared
 * each time, and its profiles hold as long as the file has not changed. Milliseconds back from `now`.
 */
export async function lifetimes(spec: SourceSpec, sampleFolder: string, now: Date): Promise<{ trustMs: number; profileMs: number }> {
  if (spec.kind === 'mysql') return { trustMs: 5 * minute, profileMs: day }
  const changed = await lastChange(spec.kind === 'sample' ? sampleFolder : spec.path)
  return { trustMs: 0, profileMs: Math.max(0, now.getTime() - changed) }
}

/** When a file, or anything directly in a folder, last changed; a SQLite file changes through its write-ahead log too. */
async function lastChange(path: string): Promise<number> {
  const stats = await stat(path)
  if (!stats.isDirectory()) return Math.max(stats.mtimeMs, await modified(`${path}-wal`))
  const inside = await Promise.all((await readdir(path)).map((name) => modified(join(path, name))))
  return Math.max(stats.mtimeMs, ...inside)
}

async function modified(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs
  } catch {
    return 0
  }
}
