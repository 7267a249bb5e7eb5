import { DatabaseSync } from 'node:sqlite'
import type { Rows } from './score.ts'

/** Runs statements for the scorer in a process of its own, which can be killed when one runs too long. */
const mostRows = 200_000
const open = new Map<string, DatabaseSync>()

process.on('message', (message: { id: number; path: string; sql: string }) => {
  const { id, path, sql } = message
  try {
    let database = open.get(path)
    if (database === undefined) {
      for (const other of open.values()) other.close()
      open.clear()
      open.set(path, (database = new DatabaseSync(path, { readOnly: true, enableDoubleQuotedStringLiterals: true })))
    }
    const statement = database.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    const rows: Rows = []
    for (const row of statement.iterate() as Iterable<unknown> as Iterable<unknown[]>) {
      rows.push(row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell instanceof Uint8Array ? Buffer.from(cell).toString('utf8') : (cell as string | number | null))))
      if (rows.length > mostRows) throw new Error('too many rows')
    }
    process.send?.({ id, rows })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
