import { decimalText } from '../../shared/model/decimal-text.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell, ValueType } from '../../shared/model/value.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import type { StreamColumn } from '../sources/source.ts'

/** The columns of a result, and how the cells that arrive are brought into the form those columns promise. */
export type ResultShape = { columns: ResultColumn[]; fit: (rows: Cell[][]) => Cell[][] }

type Fit = (cell: Cell) => Cell

/** Kinds that an engine reports when it does not know better than what the plan says: SQLite types values, not columns. */
const vague = new Set(['unknown', 'text', 'float', 'integer'])

/**
 * Labels and units from the plan, types from the engine, except where the engine is vague and the plan knows that a text is an exact decimal or
 * a date. Both lists are in the order of the statement. A cell that cannot take the promised form stays as it came, but never in a column that the
 * plan promises to be exact: there `fit` fails with QUERY_FAILED.
 */
export function resultShape(compiled: readonly CompiledColumn[], streamed: readonly StreamColumn[]): ResultShape {
  const types = streamed.map((column, at) => better(column.type, compiled[at]?.type ?? null))
  const columns = streamed.map((column, at): ResultColumn => {
    const planned = compiled[at]
    return { id: planned?.id ?? `c${at + 1}`, label: planned?.label ?? column.name, type: types[at] ?? column.type, ...(planned?.unit === undefined ? {} : { unit: planned.unit }) }
  })
  const fits = streamed.map((column, at) => (types[at] === column.type ? null : fitTo(types[at] ?? column.type, columns[at]?.label ?? column.name)))
  if (fits.every((fit) => fit === null)) return { columns, fit: (rows) => rows }
  return {
    columns,
    fit: (rows) => rows.map((row) => row.map((cell, at) => {
      const fit = fits[at] ?? null
      return cell === null || fit === null ? cell : fit(cell)
    })),
  }
}

function better(streamed: ValueType, planned: ValueType | null): ValueType {
  if (planned === null || planned.kind === 'unknown' || planned.kind === streamed.kind || !vague.has(streamed.kind)) return streamed
  return streamed.kind === 'integer' && planned.kind !== 'decimal' && planned.kind !== 'boolean' ? streamed : planned
}

function fitTo(type: ValueType, label: string): Fit | null {
  switch (type.kind) {
    case 'integer': return (cell) => (typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : cell)
    case 'decimal': return decimalFit(type.scale ?? 0, label)
    case 'float': return (cell) => (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell)
    case 'boolean': return (cell) => (cell === '1' || cell === 1 ? true : cell === '0' || cell === 0 ? false : cell)
    default: return null
  }
}

function decimalFit(scale: number, label: string): Fit {
  return (cell) => {
    if (typeof cell === 'number' && Number.isFinite(cell)) return decimalText(cell, scale)
    if (typeof cell === 'string' && /^-?\d+$/.test(cell)) return decimalText(BigInt(cell), scale)
    if (typeof cell === 'string' && /^-?\d+\.\d+$/.test(cell)) return cell
    throw notExact(cell, label)
  }
}

/** SQLite goes on with floats where its whole numbers end, and the digits that a statement puts together from them then read "1.0.00" or "9.2e+18.37". */
function notExact(cell: Cell, label: string): Failure {
  const tooLarge = typeof cell === 'number' || (typeof cell === 'string' && /^-?(?:\d[\d.e+-]*|inf[.\d]*)$/i.test(cell))
  return new Failure('QUERY_FAILED', tooLarge ? `A number in "${label}" is too large for this engine to compute exactly.` : `A value in "${label}" is not a number.`, {
    hint: tooLarge ? 'Ask for fewer rows, or for the numbers that it is computed from.' : 'Correct the value in the source, or leave its row out.', detail: { value: String(cell).slice(0, 80) },
  })
}
