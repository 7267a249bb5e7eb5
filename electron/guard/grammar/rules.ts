import { isNext, isSign, peek, take } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { refusal } from '../refusal.ts'
import type { Node, Part } from '../tree.ts'

const deepest = 250
/** DuckDB 1.5 needs 0.02 s to plan 16 scalar sub-queries inside each other, 0.5 s for 20 and minutes for 28. */
const deepestQuery = 16

/** How tightly operators bind. The tree only needs enough levels to know where BETWEEN … AND ends; the engine applies its own to the same lexemes. */
export const powers = { or: 1, xor: 2, and: 3, not: 4, comparison: 5, arithmetic: 6 } as const

/** One query, with its WITH, ORDER BY and LIMIT. */
export function query(cursor: Cursor): Node {
  cursor.queries += 1
  if (cursor.queries > deepestQuery) throw refusal('too-deep', `This query has more than ${deepestQuery} queries inside each other.`, { at: peek(cursor).at })
  const result = deeper(cursor, () => cursor.rules.query(cursor))
  cursor.queries -= 1
  return result
}

/** One expression whose operators bind tighter than `floor`. */
export const expression = (cursor: Cursor, floor = 0): Node => deeper(cursor, () => cursor.rules.expression(cursor, floor))

/** `a, b, c` */
export const expressions = (cursor: Cursor): Part[] => separated(cursor, () => [expression(cursor)])

/** One or more of the same, with commas between. */
export function separated(cursor: Cursor, one: () => Part[]): Part[] {
  const parts = one()
  while (isNext(cursor, ',')) parts.push(take(cursor), ...one())
  return parts
}

/** Whether a query starts here, maybe behind brackets. */
export function startsQuery(cursor: Cursor): boolean {
  let ahead = 0
  while (isSign(cursor, '(', ahead)) ahead += 1
  const { kind, value } = peek(cursor, ahead)
  return kind === 'word' && (value === 'SELECT' || value === 'WITH' || value === 'VALUES' || (value === 'FROM' && cursor.family === 'duckdb'))
}

/** Runs a rule of the grammar one level deeper; refuses where that would be too deep. */
export function deeper<T>(cursor: Cursor, rule: () => T): T {
  cursor.depth += 1
  if (cursor.depth > deepest) throw refusal('too-deep', `This query has more than ${deepest} levels of expressions inside each other.`, { at: peek(cursor).at })
  const result = rule()
  cursor.depth -= 1
  return result
}
