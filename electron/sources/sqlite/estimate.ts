import fs from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Estimate } from '../source.ts'

/** Reading all of a smaller file takes no time worth a warning. */
const largeFile = 256 * 1024 * 1024

/** SQLite plans but does not estimate: rows are null, and reading a whole table of a large file is warned of. */
export function estimateRows(database: DatabaseSync, path: string, sql: string): Estimate {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
  if (fs.statSync(path).size < largeFile) return { rows: null, warnings: [] }
  const scanned = plan.flatMap((row) => /^SCAN (\S+)$/.exec(String(row.detail))?.[1] ?? [])
  return { rows: null, warnings: [...new Set(scanned)].map((table) => `Reads every row of ${table}.`) }
}
