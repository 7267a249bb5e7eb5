import type { Cell } from '../../shared/model/value.ts'
import type { Storage } from './storage.ts'

/** Values of one column of a batch; `nulls[i]` is 1 where there is none, and absent when no value is missing. */
export type PackedColumn =
  | { kind: 'whole'; values: BigInt64Array; nulls?: Uint8Array }
  | { kind: 'wide'; values: (bigint | null)[] }
  | { kind: 'day'; values: Int32Array; nulls?: Uint8Array }
  | { kind: 'float'; values: Float64Array; nulls?: Uint8Array }
  | { kind: 'boolean'; values: (boolean | null)[] }
  | { kind: 'text'; values: (string | null)[] }

/**
 * Rows turned into columns on their way to the worker: numbers as typed arrays, whose memory moves without a copy.
 * `misfits` are the cells that do not fit their column's storage, by row, each as JSON of {column index: cell}.
 */
export type PackedBatch = { count: number; columns: PackedColumn[]; misfits: { row: number; cells: string }[]; misfitColumns: number[] }

type Misfit = (row: number) => void

/** Packs rows for these storages. Every cell can be packed; rows shorter than the columns are filled with nulls. */
export function packRows(rows: readonly Cell[][], storages: readonly Storage[]): PackedBatch {
  const misfits = new Map<number, Record<number, Cell>>()
  const misfitColumns = new Set<number>()
  const columns = storages.map((storage, column) => packColumn(rows, column, storage, (row) => {
    misfitColumns.add(column)
    const cells = misfits.get(row) ?? {}
    cells[column] = rows[row]?.[column] ?? null
    misfits.set(row, cells)
  }))
  return {
    count: rows.length, columns, misfitColumns: [...misfitColumns],
    misfits: [...misfits].map(([row, cells]) => ({ row, cells: JSON.stringify(cells) })),
  }
}

/** The buffers of a batch that can move to another thread instead of being copied. */
export function buffersOf(batch: PackedBatch): ArrayBuffer[] {
  return batch.columns.flatMap((column) => {
    const parts = column.kind === 'whole' || column.kind === 'day' || column.kind === 'float' ? [column.values, column.nulls] : []
    return parts.flatMap((part) => (part?.buffer instanceof ArrayBuffer ? [part.buffer] : []))
  })
}

function packColumn(rows: readonly Cell[][], column: number, storage: Storage, misfit: Misfit): PackedColumn {
  switch (storage.kind) {
    case 'scaled': return packScaled(rows, column, storage.scale, misfit)
    case 'day': return packDays(rows, column, misfit)
    case 'float': return packFloats(rows, column, misfit)
    case 'boolean': return { kind: 'boolean', values: packPlain(rows, column, isBoolean, misfit) }
    case 'text': return { kind: 'text', values: packPlain(rows, column, isKeepableText, misfit) }
  }
}

const isBoolean = (cell: Cell): cell is boolean => typeof cell === 'boolean'
/** DuckDB keeps UTF-8, in which half of a surrogate pair has no form. */
const isKeepableText = (cell: Cell): cell is string => typeof cell === 'string' && cell.isWellFormed()

function packPlain<Kept extends Cell>(rows: readonly Cell[][], column: number, fits: (cell: Cell) => cell is Kept, misfit: Misfit): (Kept | null)[] {
  const values = new Array<Kept | null>(rows.length)
  for (let row = 0; row < rows.length; row++) {
    const cell = rows[row]?.[column] ?? null
    const kept = cell !== null && fits(cell) ? cell : null
    values[row] = kept
    if (kept === null && cell !== null) misfit(row)
  }
  return values
}

function packFloats(rows: readonly Cell[][], column: number, misfit: Misfit): PackedColumn {
  const values = new Float64Array(rows.length)
  const nulls = new Uint8Array(rows.length)
  let missing = false
  for (let row = 0; row < rows.length; row++) {
    const cell = rows[row]?.[column] ?? null
    if (typeof cell === 'number') values[row] = cell
    else {
      nulls[row] = 1
      missing = true
      if (cell !== null) misfit(row)
    }
  }
  return { kind: 'float', values, ...(missing && { nulls }) }
}

function packDays(rows: readonly Cell[][], column: number, misfit: Misfit): PackedColumn {
  const values = new Int32Array(rows.length)
  const nulls = new Uint8Array(rows.length)
  let missing = false
  for (let row = 0; row < rows.length; row++) {
    const cell = rows[row]?.[column] ?? null
    const day = typeof cell === 'string' ? dayNumber(cell) : -1
    if (day >= 0) values[row] = day
    else {
      nulls[row] = 1
      missing = true
      if (cell !== null) misfit(row)
    }
  }
  return { kind: 'day', values, ...(missing && { nulls }) }
}

/** Numbers of up to 18 digits travel as 64-bit integers; one longer number in a batch makes the whole column travel as bigints. */
function packScaled(rows: readonly Cell[][], column: number, scale: number, misfit: Misfit): PackedColumn {
  const values = new BigInt64Array(rows.length)
  const nulls = new Uint8Array(rows.length)
  let missing = false
  for (let row = 0; row < rows.length; row++) {
    const cell = rows[row]?.[column] ?? null
    const value = typeof cell === 'string' ? scaledNumber(cell, scale) : undefined
    if (value === undefined) {
      nulls[row] = 1
      missing = true
      if (cell !== null) misfit(row)
    } else if (typeof cell === 'string' && cell.length > 18 && BigInt.asIntN(64, value) !== value) {
      return { kind: 'wide', values: packWide(rows, column, scale, misfit) }
    } else values[row] = value
  }
  return { kind: 'whole', values, ...(missing && { nulls }) }
}

function packWide(rows: readonly Cell[][], column: number, scale: number, misfit: Misfit): (bigint | null)[] {
  return rows.map((cells, row) => {
    const cell = cells[column] ?? null
    const value = typeof cell === 'string' ? scaledNumber(cell, scale) : undefined
    if (value === undefined && cell !== null) misfit(row)
    return value ?? null
  })
}

/** "2025-02-00" → 20250200; -1 when the text is not ten characters of that form. */
function dayNumber(text: string): number {
  if (text.length !== 10) return -1
  let day = 0
  for (let at = 0; at < 10; at++) {
    const code = text.charCodeAt(at)
    if (at === 4 || at === 7) {
      if (code !== 45) return -1
    } else if (code < 48 || code > 57) return -1
    else day = day * 10 + code - 48
  }
  return day
}

/**
 * The whole number of last places that a digit string means, exact; undefined when the text would not come back the same
 * (another number of decimals, leading zeros, a negative zero).
 */
function scaledNumber(text: string, scale: number): bigint | undefined {
  const negative = text.charCodeAt(0) === 45
  const start = negative ? 1 : 0
  const point = scale === 0 ? text.length : text.length - scale - 1
  if (point <= start || (text.charCodeAt(start) === 48 && point - start > 1)) return undefined
  let short = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (at === point) {
      if (code !== 46) return undefined
    } else if (code < 48 || code > 57) return undefined
    else short = short * 10 + code - 48
  }
  const length = text.length - start - (scale === 0 ? 0 : 1)
  if (negative && short === 0) return undefined
  // Whole numbers of up to 15 digits are exact in a double, and quicker than parsing text.
  if (length <= 15) return BigInt(negative ? -short : short)
  return BigInt(scale === 0 ? text : text.slice(0, point) + text.slice(point + 1))
}

/** The digit string of a scaled number: 1250n at scale 2 → "12.50". */
export function digitsOf(value: bigint, scale: number): string {
  if (scale === 0) return value.toString()
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
