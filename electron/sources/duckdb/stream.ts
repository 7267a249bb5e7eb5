import type { DuckDBDataChunk, DuckDBType } from '@duckdb/node-api'
import type { Cell } from '../../../shared/model/value.ts'
import type { GuardedSql } from '../../guard/guarded.ts'
import type { Limits, StreamEvent } from '../source.ts'
import { cellOf } from './cells.ts'
import type { LockedFile } from './locked.ts'
import { typeName, valueType } from './types.ts'

/** A chunk column by column into rows; DuckDB's chunks hold at most 2,048 rows, so this never holds the event loop for long. */
function rowsOf(chunk: DuckDBDataChunk, types: readonly DuckDBType[]): { rows: Cell[][]; bytes: number } {
  const rows: Cell[][] = Array.from({ length: chunk.rowCount }, () => [])
  let bytes = 0
  types.forEach((type, column) => {
    chunk.getColumnValues(column).forEach((value, at) => {
      const cell = cellOf(value, type)
      bytes += typeof cell === 'string' ? cell.length + 8 : 8
      rows[at]?.push(cell)
    })
  })
  return { rows, bytes }
}

/** Runs one guarded statement and streams it, never holding more than a chunk. Stops the statement after one row more than the limit. */
export async function* streamRows(file: LockedFile, sql: GuardedSql, limits: Limits, signal: AbortSignal | undefined): AsyncGenerator<StreamEvent> {
  const query = await file.query(sql.text, { signal, milliseconds: limits.milliseconds })
  try {
    const statement = await query.prepare(sql.parameters)
    const result = await query.does(() => statement.stream())
    const types = result.columnTypes()
    yield { kind: 'columns', columns: types.map((type, at) => ({ name: result.columnName(at), type: valueType(typeName(type)) })) }
    let left = limits.rows
    let bytes = 0
    for (;;) {
      const chunk = await query.does(() => result.fetchChunk())
      if (chunk === null || chunk.rowCount === 0) break
      if (left === 0 || bytes > limits.bytes) {
        yield { kind: 'end', truncated: true }
        return
      }
      const read = rowsOf(chunk, types)
      bytes += read.bytes
      yield { kind: 'rows', rows: read.rows.length > left ? read.rows.slice(0, left) : read.rows }
      if (read.rows.length > left) {
        yield { kind: 'end', truncated: true }
        return
      }
      left -= read.rows.length
    }
    yield { kind: 'end', truncated: false }
  } finally {
    file.done(query)
  }
}
