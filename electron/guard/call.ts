import { accept, acceptOneOf, expect, expectOneOf, isNext, isOneOf, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { expression, expressions } from './expression.ts'
import { name, namesOf } from './names.ts'
import { powers } from './operators.ts'
import { orderBy } from './query.ts'
import { type } from './type.ts'
import type { Node, Part, Token } from './tree.ts'

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

/** Arguments, among them `*` and `t.*`. */
function listed(cursor: Cursor): Part[] {
  const one = (): Part[] => {
    if (isNext(cursor, '*')) return accept(cursor, '*')
    return [expression(cursor)]
  }
  const parts = one()
  while (isNext(cursor, ',')) parts.push(take(cursor), ...one())
  return parts
}

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

/** `([name] [PARTITION BY …] [ORDER BY …] [ROWS …])` */
export function window(cursor: Cursor): Node {
  const parts: Part[] = expect(cursor, '(')
  const starts = ['PARTITION', 'ORDER', 'ROWS', 'RANGE', 'GROUPS']
  if (!isNext(cursor, ')') && !isOneOf(cursor, starts)) parts.push(name(cursor))
  if (isNext(cursor, 'PARTITION', 'BY')) parts.push(...accept(cursor, 'PARTITION', 'BY'), ...expressions(cursor))
  if (isNext(cursor, 'ORDER', 'BY')) parts.push(orderBy(cursor))
  if (isOneOf(cursor, ['ROWS', 'RANGE', 'GROUPS'])) parts.push(...frame(cursor))
  return { kind: 'window', parts: [...parts, ...expect(cursor, ')')] }
}

function frame(cursor: Cursor): Part[] {
  const parts: Part[] = acceptOneOf(cursor, ['ROWS', 'RANGE', 'GROUPS'])
  if (isNext(cursor, 'BETWEEN')) parts.push(...accept(cursor, 'BETWEEN'), ...bound(cursor), ...expect(cursor, 'AND'), ...bound(cursor))
  else parts.push(...bound(cursor))
  if (isNext(cursor, 'EXCLUDE')) {
    const excluded = [['NO', 'OTHERS'], ['CURRENT', 'ROW'], ['GROUP'], ['TIES']].find((words) => peek(cursor, 1).value === words[0])
    parts.push(...accept(cursor, 'EXCLUDE'), ...expect(cursor, ...(excluded ?? ['TIES'])))
  }
  return parts
}

function bound(cursor: Cursor): Part[] {
  if (isNext(cursor, 'CURRENT', 'ROW')) return accept(cursor, 'CURRENT', 'ROW')
  const distance: Part[] = isNext(cursor, 'UNBOUNDED') ? accept(cursor, 'UNBOUNDED') : [expression(cursor, powers.comparison)]
  return [...distance, ...expectOneOf(cursor, ['PRECEDING', 'FOLLOWING'])]
}
