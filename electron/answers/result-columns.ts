import { decimalText } from '../../shared/model/decimal-text.ts'
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
 * a date. Both lists are in the order of the statement. A cell that cannot take the promised form stays as it came.
 */
export function resultShape(compiled: readonly CompiledColumn[], streamed: readonly StreamColumn[]): ResultShape {
  const types = streamed.map((column, at) => better(column.type, compiled[at]?.type ?? null))
  const columns = streamed.map((column, at): ResultColumn => {
    const planned = compiled[at]
    return { id: planned?.id ?? `c${at + 1}`, label: planned?.label ?? column.name, type: types[at] ?? column.type, ...(planned?.unit === undefined ? {} : { unit: planned.unit }) }
  })
  const fits = streamed.map((column, at) => (types[at] === column.type ? null : fitTo(types[at] ?? column.type)))
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

function fitTo(type: ValueType): Fit | null {
  switch (type.kind) {
    case 'integer': return (cell) => (typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : cell)
    case 'decimal': return decimalFit(type.scale ?? 0)
    case 'float': return (cell) => (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell)
    case 'boolean': return (cell) => (cell === '1' || cell === 1 ? true : cell === '0' || cell === 0 ? false : cell)
    default: return null
  }
}

function decimalFit(scale: number): Fit {
  return (cell) => {
    if (typeof cell === 'number') return Number.isFinite(cell) ? decimalText(cell, scale) : cell
    return typeof cell === 'string' && /^-?\d+$/.test(cell) ? decimalText(BigInt(cell), scale) : cell
  }
}
