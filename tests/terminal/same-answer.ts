import type { Cell } from '../../shared/model/value.ts'

const tolerance = 1e-4

/** A date and the start of that date's day are the same; so are a year and its first day. */
function normal(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'boolean') return cell === null ? null : String(cell)
  if (typeof cell === 'number') return cell
  if (/^\d{4}-01-01( 00:00:00)?$/.test(cell)) return Number(cell.slice(0, 4))
  if (/^\d{4}-\d{2}-\d{2}/.test(cell)) return cell.slice(0, 10)
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell
}

function same(a: Cell, b: Cell): boolean {
  const [left, right] = [normal(a), normal(b)]
  return typeof left === 'number' && typeof right === 'number' ? Math.abs(left - right) <= tolerance : left === right
}

const sortKey = (row: readonly Cell[]): string => row.map((cell) => {
  const value = normal(cell)
  return typeof value === 'number' ? value.toFixed(2).padStart(24, '0') : String(value)
}).join('\u0000')

/**
 * Whether an answer holds what the reference holds: some columns of the answer, in any order, have the reference's rows (as a list when ordered).
 * The answer may show more columns. Several figures in one row may also come as one row each, beside the label that tells them apart.
 */
export function holdsReference(answer: readonly Cell[][], reference: readonly Cell[][], ordered: boolean): boolean {
  const width = answer[0]?.length ?? 0
  const wanted = reference[0]?.length ?? 0
  if (reference.length === 1 && wanted > 1 && answer.length === wanted) {
    return Array.from({ length: width }, (_, at) => answer.map((row) => [row[at] ?? null])).some((column) => equal(column, (reference[0] ?? []).map((cell) => [cell]), false))
  }
  if (answer.length !== reference.length) return false
  return columnChoices(width, wanted).some((columns) => equal(answer.map((row) => columns.map((at) => row[at] ?? null)), reference, ordered))
}

function equal(left: readonly Cell[][], right: readonly Cell[][], ordered: boolean): boolean {
  const [a, b] = ordered ? [left, right] : [left.toSorted(bySortKey), right.toSorted(bySortKey)]
  return a.length === b.length && a.every((row, at) => row.every((cell, column) => same(cell, b[at]?.[column] ?? null)))
}

function bySortKey(a: readonly Cell[], b: readonly Cell[]): number {
  return sortKey(a) < sortKey(b) ? -1 : 1
}

function columnChoices(width: number, wanted: number): number[][] {
  if (wanted === 0) return [[]]
  return columnChoices(width, wanted - 1).flatMap((chosen) => Array.from({ length: width }, (_, at) => at).filter((at) => !chosen.includes(at)).map((at) => [...chosen, at]))
}
