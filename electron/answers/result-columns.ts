import type { ResultColumn } from '../../shared/model/result.ts'
import type { Cell, ValueType } from '../../shared/model/value.ts'
import type { CompiledColumn } from '../plan/compiled.ts'
import type { StreamColumn } from '../sources/source.ts'

/** Kinds that an engine reports when it does not know better than what the plan says. */
const vague = new Set(['unknown', 'text', 'float'])

/**
 * What the columns of a result are: labels and units from the plan, types from the engine, except where the engine is vague (SQLite) and the
 * plan knows that a text is an exact decimal or a date. Both lists are in the order of the statement.
 */
export function resultColumns(compiled: readonly CompiledColumn[], streamed: readonly StreamColumn[]): ResultColumn[] {
  return streamed.map((column, at) => {
    const planned = compiled[at]
    return { id: planned?.id ?? `c${at + 1}`, label: planned?.label ?? column.name, type: better(column.type, planned?.type ?? null), ...(planned?.unit === undefined ? {} : { unit: planned.unit }) }
  })
}

function better(streamed: ValueType, planned: ValueType | null): ValueType {
  return planned !== null && vague.has(streamed.kind) && planned.kind !== 'unknown' ? planned : streamed
}

/** Changes cells of a batch into the form their column's kind asks for; a value that does not fit stays as it came. */
export function fitRows(rows: Cell[][], columns: readonly ResultColumn[]): Cell[][] {
  const fits = columns.map((column) => fitter(column.type))
  if (fits.every((fit) => fit === null)) return rows
  return rows.map((row) => row.map((cell, at) => {
    const fit = fits[at] ?? null
    return cell === null || fit === null ? cell : fit(cell)
  }))
}

function fitter(type: ValueType): ((cell: Cell) => Cell) | null {
  switch (type.kind) {
    case 'integer': return (cell) => (typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell).toString() : cell)
    case 'float': return (cell) => (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell)
    case 'boolean': return (cell) => (cell === '1' || cell === 1 ? true : cell === '0' || cell === 0 ? false : cell)
    default: return null
  }
}
