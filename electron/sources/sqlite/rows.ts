import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Cell } from '../../../shared/model/value.ts'
import type { Parameter } from '../../guard/guarded.ts'
import type { Limits, StreamColumn, StreamEvent } from '../source.ts'
import { cellOf, declaredType, settledType, textOf, type Stored } from './cells.ts'
import { FaultError } from '../child/protocol.ts'

/** Rows looked at before the kinds of the columns are announced, unless they come slowly. */
const lookAhead = { rows: 1_001, milliseconds: 200 }
const batch = { firstRows: 100, rows: 1_000, bytes: 1024 * 1024 }

/** SQLite has no decimals: a decimal is bound as an integer where it is one, else as the nearest double, as its columns store it. */
export function boundValue({ value, type }: Parameter): null | bigint | number | string | Uint8Array {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return value
  if (type === 'binary') return Buffer.from(value.slice(2), 'hex')
  if (type !== 'integer' && type !== 'decimal') return value
  if (!/^-?\d+(\.0*)?$/.test(value)) return Number(value)
  const digits = BigInt(value.split('.')[0] ?? '')
  return BigInt.asIntN(64, digits) === digits ? digits : Number(value)
}

function columnsOf(statement: StatementSync, rows: readonly Stored[][]): StreamColumn[] {
  return statement.columns().map((column, at) => ({
    name: column.name,
    type: settledType(column.type === null ? null : declaredType(column.type), rows.map((row) => row[at] ?? null)),
  }))
}

/** Rows one by one: how many came, how big they are, and each as cells. */
function rowReader(columns: readonly StreamColumn[]) {
  let count = 0
  return (row: readonly Stored[]): { cells: Cell[]; bytes: number } => {
    count += 1
    let bytes = 16
    const cells = columns.map(({ name, type }, at) => {
      const value = row[at] ?? null
      const cell = cellOf(value, type)
      if (cell === undefined) throw new FaultError({ at: 'value', column: name, row: count, kind: type.kind, value: clipped(value) })
      bytes += typeof cell === 'string' ? cell.length + 8 : 8
      return cell
    })
    return { cells, bytes }
  }
}

const clipped = (value: Stored): string => (value === null ? '' : textOf(value).slice(0, 80))

/**
 * Runs one statement and sends its columns, its rows in batches (the first of 100, so that something shows early) and its end.
 * Kinds are settled on the first 1,001 rows, or on those of the first 200 ms; a later value that does not fit its column fails, for the
 * kind has been announced. Reads one row more than the limit, then stops. `send` resolves when another batch may be sent.
 */
export async function sendRows(
  database: DatabaseSync, sql: string, parameters: readonly Parameter[], limits: Limits, send: (event: StreamEvent) => Promise<void>,
): Promise<void> {
  const statement = database.prepare(sql, { readBigInts: true, returnArrays: true })
  // With returnArrays a row is an array, which the types of node:sqlite do not know.
  const rows = statement.iterate(...parameters.map(boundValue)) as unknown as Iterable<Stored[]> & Iterator<Stored[]>
  const started = performance.now()
  const ahead: Stored[][] = []
  let ended = false
  while (!ended && ahead.length < lookAhead.rows && (ahead.length === 0 || performance.now() - started < lookAhead.milliseconds)) {
    const next = rows.next()
    if (next.done === true) ended = true
    else ahead.push(next.value)
  }
  const columns = columnsOf(statement, ahead)
  await send({ kind: 'columns', columns })

  const read = rowReader(columns)
  let pending: Cell[][] = []
  let pendingBytes = 0
  let taken = 0
  let bytes = 0
  let truncated = false
  for (const row of chain(ahead, ended ? [] : rows)) {
    if (taken === limits.rows || bytes > limits.bytes) {
      truncated = true
      break
    }
    const { cells, bytes: size } = read(row)
    taken += 1
    bytes += size
    pendingBytes += size
    pending.push(cells)
    if (pending.length >= (taken <= batch.firstRows ? batch.firstRows : batch.rows) || pendingBytes >= batch.bytes) {
      await send({ kind: 'rows', rows: pending })
      pending = []
      pendingBytes = 0
    }
  }
  rows.return?.()
  if (pending.length > 0) await send({ kind: 'rows', rows: pending })
  await send({ kind: 'end', truncated })
}

function* chain<T>(first: readonly T[], rest: Iterable<T>): Generator<T> {
  yield* first
  yield* rest
}
