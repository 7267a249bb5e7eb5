import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api'
import type { Cell } from '../../../shared/model/value.ts'
import type { Parameter } from '../../guard/guarded.ts'
import type { Send } from '../child/serve.ts'
import type { Limits } from '../source.ts'
import { cellOf } from './cells.ts'
import { prepareSelect } from './select.ts'
import { typeName, valueType } from './types.ts'

/** A chunk column by column into rows; DuckDB's chunks hold at most 2,048 rows. */
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

/** Runs one guarded statement and sends its rows chunk by chunk, never holding more. Stops after one row more than the limit. */
export async function sendRows(connection: DuckDBConnection, sql: string, parameters: readonly Parameter[], limits: Limits, send: Send): Promise<void> {
  const statement = await prepareSelect(connection, sql, parameters)
  const result = await statement.stream()
  const types = result.columnTypes()
  await send({ kind: 'columns', columns: types.map((type, at) => ({ name: result.columnName(at), type: valueType(typeName(type)) })) })
  let left = limits.rows
  let bytes = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return send({ kind: 'end', truncated: false })
    if (left === 0 || bytes > limits.bytes) return send({ kind: 'end', truncated: true })
    const read = rowsOf(chunk, types)
    const over = read.rows.length > left
    await send({ kind: 'rows', rows: over ? read.rows.slice(0, left) : read.rows })
    if (over) return send({ kind: 'end', truncated: true })
    left -= read.rows.length
    bytes += read.bytes
  }
}
