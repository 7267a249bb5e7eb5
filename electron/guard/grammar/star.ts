import { accept, acceptOneOf, expect, isNext, isOneOf, isSign, peek, take } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { alias } from './names.ts'
import { expression, separated } from './rules.ts'
import type { Part } from '../tree.ts'

/** `*`, `t.*` or `s.t.*`; DuckDB also `* EXCLUDE (a, b) REPLACE (x AS a) RENAME (a AS b)`. Nothing where there is no star. */
export function starred(cursor: Cursor): Part[] {
  let ahead = 0
  while (['word', 'name'].includes(peek(cursor, ahead).kind) && isSign(cursor, '.', ahead + 1)) ahead += 2
  if (!isSign(cursor, '*', ahead)) return []
  const parts: Part[] = Array.from({ length: ahead + 1 }, () => take(cursor))
  const changes = ['EXCLUDE', 'REPLACE', 'RENAME']
  while (cursor.family === 'duckdb' && isOneOf(cursor, changes)) {
    const change = (): Part[] => [expression(cursor), ...alias(cursor)]
    parts.push(...acceptOneOf(cursor, changes), ...(isNext(cursor, '(') ? [...accept(cursor, '('), ...separated(cursor, change), ...expect(cursor, ')')] : change()))
  }
  return parts
}
