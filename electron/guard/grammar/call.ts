import { accept, acceptOneOf, expect, isNext, isSign, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { name, namesOf } from './names.ts'
import { orderBy, window } from './order.ts'
import { expression, expressions, powers, separated } from './rules.ts'
import { starred } from './star.ts'
import { type } from './type.ts'
import type { Node, Part, Token } from '../tree.ts'

/** Reads a call from its opening bracket to its OVER. The bracket is printed tight: MySQL takes `COUNT (x)` for a stored function. */
export function call(cursor: Cursor, dotted: Token[]): Node {
  const called = namesOf(dotted).at(-1)
  const special = called?.kind === 'word' && dotted.length === 1 ? called.value : ''
  const open = { ...take(cursor), tight: true }
  const inside = isNext(cursor, ')') ? [] : argumentsOf(cursor, special)
  const parts: Part[] = [...dotted, open, ...inside, ...expect(cursor, ')')]
  if (special === 'MATCH' && isNext(cursor, 'AGAINST')) parts.push(...against(cursor))
  return { kind: special === 'CAST' || special === 'TRY_CAST' ? 'cast' : 'call', parts: [...parts, ...behind(cursor)], path: dotted }
}

function argumentsOf(cursor: Cursor, special: string): Part[] {
  if (special === 'CAST' || special === 'TRY_CAST') return [expression(cursor), ...expect(cursor, 'AS'), type(cursor)]
  if (special === 'CONVERT' && cursor.family === 'mysql') return converted(cursor)
  if (special === 'EXTRACT') return [unit(cursor), ...expect(cursor, 'FROM'), expression(cursor)]
  if (special === 'TRIM') return trimmed(cursor)
  if (special === 'POSITION') return [expression(cursor, powers.comparison), ...expect(cursor, 'IN'), expression(cursor)]
  const parts: Part[] = [...acceptOneOf(cursor, ['DISTINCT', 'ALL']), ...listed(cursor)]
  if (['SUBSTRING', 'SUBSTR', 'MID'].includes(special) && isNext(cursor, 'FROM')) {
    parts.push(...accept(cursor, 'FROM'), expression(cursor))
    if (isNext(cursor, 'FOR')) parts.push(...accept(cursor, 'FOR'), expression(cursor))
  }
  parts.push(...nulls(cursor), ...(isNext(cursor, 'ORDER', 'BY') ? [orderBy(cursor)] : []))
  if (isNext(cursor, 'SEPARATOR') && cursor.family === 'mysql') {
    parts.push(...accept(cursor, 'SEPARATOR'))
    if (peek(cursor).kind !== 'string') throw unexpected(cursor, 'the separator in quotation marks was expected')
    parts.push(take(cursor))
  }
  return [...parts, ...nulls(cursor)]
}

/** Arguments: values, `*` and `t.*`, DuckDB's `name := value`. */
const listed = (cursor: Cursor): Part[] => separated(cursor, () => {
  const star = starred(cursor)
  if (star.length > 0) return star
  return isSign(cursor, ':=', 1) ? [name(cursor), take(cursor), expression(cursor)] : [expression(cursor)]
})

const unit = (cursor: Cursor): Token => (peek(cursor).kind === 'string' && cursor.family === 'duckdb' ? take(cursor) : name(cursor))

function converted(cursor: Cursor): Part[] {
  const value = expression(cursor)
  return isNext(cursor, 'USING') ? [value, ...accept(cursor, 'USING'), name(cursor)] : [value, ...expect(cursor, ','), type(cursor)]
}

/** `TRIM(x)`, `TRIM(x, 'c')`, `TRIM(BOTH 'c' FROM x)`. */
function trimmed(cursor: Cursor): Part[] {
  const parts: Part[] = acceptOneOf(cursor, ['BOTH', 'LEADING', 'TRAILING'])
  if (!isNext(cursor, 'FROM')) parts.push(...expressions(cursor))
  return isNext(cursor, 'FROM') ? [...parts, ...accept(cursor, 'FROM'), expression(cursor)] : parts
}

function against(cursor: Cursor): Part[] {
  const parts: Part[] = [...accept(cursor, 'AGAINST'), ...expect(cursor, '('), expression(cursor, powers.comparison)]
  parts.push(...accept(cursor, 'IN', 'BOOLEAN', 'MODE'), ...accept(cursor, 'IN', 'NATURAL', 'LANGUAGE', 'MODE'), ...accept(cursor, 'WITH', 'QUERY', 'EXPANSION'))
  return [...parts, ...expect(cursor, ')')]
}

const nulls = (cursor: Cursor): Part[] => [...accept(cursor, 'IGNORE', 'NULLS'), ...accept(cursor, 'RESPECT', 'NULLS')]

/** WITHIN GROUP, FILTER, IGNORE NULLS and OVER. */
function behind(cursor: Cursor): Part[] {
  const parts: Part[] = []
  if (isNext(cursor, 'WITHIN', 'GROUP')) parts.push(...accept(cursor, 'WITHIN', 'GROUP'), ...expect(cursor, '('), orderBy(cursor), ...expect(cursor, ')'))
  if (isNext(cursor, 'FILTER', '(')) parts.push(...accept(cursor, 'FILTER', '('), ...accept(cursor, 'WHERE'), expression(cursor), ...expect(cursor, ')'))
  parts.push(...nulls(cursor))
  if (isNext(cursor, 'OVER')) parts.push(...accept(cursor, 'OVER'), isNext(cursor, '(') ? window(cursor) : name(cursor))
  return parts
}
