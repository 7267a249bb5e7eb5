import { accept, acceptOneOf, deeper, expect, isNext, isOneOf, isSign, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { window } from './call.ts'
import { expression, expressions } from './expression.ts'
import { from } from './from.ts'
import { alias, name } from './names.ts'
import type { Node, Part } from './tree.ts'

/** Whether a query starts here, maybe behind brackets. */
export function startsQuery(cursor: Cursor): boolean {
  let ahead = 0
  while (isSign(cursor, '(', ahead)) ahead += 1
  const { kind, value } = peek(cursor, ahead)
  return kind === 'word' && (value === 'SELECT' || value === 'WITH' || value === 'VALUES' || (value === 'FROM' && cursor.family === 'duckdb'))
}

/** `[WITH …] select [UNION select]… [ORDER BY …] [LIMIT …]` */
export function query(cursor: Cursor): Node {
  return deeper(cursor, () => {
    const parts: Part[] = [...withParts(cursor), ...member(cursor)]
    while (isOneOf(cursor, ['UNION', 'INTERSECT', 'EXCEPT'])) {
      parts.push(...acceptOneOf(cursor, ['UNION', 'INTERSECT', 'EXCEPT']), ...acceptOneOf(cursor, ['ALL', 'DISTINCT']))
      if (cursor.family === 'duckdb') parts.push(...accept(cursor, 'BY', 'NAME'))
      parts.push(...member(cursor))
    }
    if (isNext(cursor, 'ORDER', 'BY')) parts.push(orderBy(cursor))
    return { kind: 'query', parts: [...parts, ...limits(cursor)] }
  })
}

function withParts(cursor: Cursor): Part[] {
  if (!isNext(cursor, 'WITH')) return []
  const parts: Part[] = [...accept(cursor, 'WITH'), ...accept(cursor, 'RECURSIVE'), cte(cursor)]
  while (isNext(cursor, ',')) parts.push(take(cursor), cte(cursor))
  return parts
}

function cte(cursor: Cursor): Node {
  const called = name(cursor)
  const parts: Part[] = [called, ...columnNames(cursor), ...expect(cursor, 'AS')]
  if (cursor.family !== 'mysql') parts.push(...accept(cursor, 'NOT', 'MATERIALIZED'), ...accept(cursor, 'MATERIALIZED'))
  return { kind: 'cte', parts: [...parts, ...expect(cursor, '('), query(cursor), ...expect(cursor, ')')], path: [called] }
}

/** `(a, b)` behind the name of a CTE or derived table; nothing where there is none. */
export function columnNames(cursor: Cursor): Part[] {
  if (!isNext(cursor, '(')) return []
  const parts: Part[] = [...accept(cursor, '('), name(cursor)]
  while (isNext(cursor, ',')) parts.push(take(cursor), name(cursor))
  return [...parts, ...expect(cursor, ')')]
}

function member(cursor: Cursor): Part[] {
  if (isNext(cursor, '(')) return [...accept(cursor, '('), query(cursor), ...expect(cursor, ')')]
  if (isNext(cursor, 'VALUES')) return [values(cursor)]
  if (isNext(cursor, 'SELECT') || (isNext(cursor, 'FROM') && cursor.family === 'duckdb')) return [select(cursor)]
  throw unexpected(cursor, 'SELECT was expected')
}

function values(cursor: Cursor): Node {
  const row = (): Part[] => [...accept(cursor, 'ROW'), ...expect(cursor, '('), ...expressions(cursor), ...expect(cursor, ')')]
  const parts: Part[] = [...accept(cursor, 'VALUES'), ...row()]
  while (isNext(cursor, ',')) parts.push(take(cursor), ...row())
  return { kind: 'values', parts }
}

function select(cursor: Cursor): Node {
  const first = isNext(cursor, 'FROM') ? from(cursor) : []
  const parts: Part[] = [...first, ...(first.length > 0 && !isNext(cursor, 'SELECT') ? [] : selection(cursor))]
  if (first.length === 0 && isNext(cursor, 'FROM')) parts.push(...from(cursor))
  if (isNext(cursor, 'WHERE')) parts.push(...accept(cursor, 'WHERE'), expression(cursor))
  if (isNext(cursor, 'GROUP', 'BY')) parts.push(...groups(cursor))
  if (isNext(cursor, 'HAVING')) parts.push(...accept(cursor, 'HAVING'), expression(cursor))
  if (isNext(cursor, 'WINDOW')) parts.push(...windows(cursor))
  if (isNext(cursor, 'QUALIFY') && cursor.family === 'duckdb') parts.push(...accept(cursor, 'QUALIFY'), expression(cursor))
  return { kind: 'select', parts }
}

function selection(cursor: Cursor): Part[] {
  const parts: Part[] = [...expect(cursor, 'SELECT'), ...acceptOneOf(cursor, cursor.family === 'mysql' ? ['ALL', 'DISTINCT', 'DISTINCTROW'] : ['ALL', 'DISTINCT'])]
  if (isNext(cursor, 'ON', '(') && cursor.family === 'duckdb') parts.push(...accept(cursor, 'ON', '('), ...expressions(cursor), ...expect(cursor, ')'))
  parts.push(item(cursor))
  while (isNext(cursor, ',')) parts.push(take(cursor), item(cursor))
  return parts
}

function item(cursor: Cursor): Node {
  const star = starAhead(cursor)
  if (star === 0) return { kind: 'item', parts: [expression(cursor), ...alias(cursor)] }
  const parts: Part[] = Array.from({ length: star }, () => take(cursor))
  return { kind: 'item', parts: cursor.family === 'duckdb' ? [...parts, ...starChanges(cursor)] : parts }
}

/** How many lexemes `*`, `t.*` or `s.t.*` takes here; 0 where there is none. */
function starAhead(cursor: Cursor): number {
  let ahead = 0
  while (['word', 'name'].includes(peek(cursor, ahead).kind) && isSign(cursor, '.', ahead + 1)) ahead += 2
  return isSign(cursor, '*', ahead) ? ahead + 1 : 0
}

/** DuckDB: `* EXCLUDE (a, b) REPLACE (x AS a) RENAME (a AS b)`. */
function starChanges(cursor: Cursor): Part[] {
  const parts: Part[] = []
  while (isOneOf(cursor, ['EXCLUDE', 'REPLACE', 'RENAME'])) {
    parts.push(...acceptOneOf(cursor, ['EXCLUDE', 'REPLACE', 'RENAME']))
    const open = accept(cursor, '(')
    parts.push(...open, expression(cursor), ...alias(cursor))
    while (open.length > 0 && isNext(cursor, ',')) parts.push(take(cursor), expression(cursor), ...alias(cursor))
    if (open.length > 0) parts.push(...expect(cursor, ')'))
  }
  return parts
}

function groups(cursor: Cursor): Part[] {
  const parts: Part[] = accept(cursor, 'GROUP', 'BY')
  if (isNext(cursor, 'ALL') && cursor.family === 'duckdb') return [...parts, ...accept(cursor, 'ALL')]
  parts.push(...group(cursor))
  while (isNext(cursor, ',')) parts.push(take(cursor), ...group(cursor))
  return cursor.family === 'mysql' ? [...parts, ...accept(cursor, 'WITH', 'ROLLUP')] : parts
}

function group(cursor: Cursor): Part[] {
  if (cursor.family !== 'sqlite' && isNext(cursor, 'GROUPING', 'SETS', '(')) return [...accept(cursor, 'GROUPING', 'SETS'), ...groupList(cursor)]
  if (cursor.family !== 'sqlite' && (isNext(cursor, 'ROLLUP', '(') || isNext(cursor, 'CUBE', '('))) return [...acceptOneOf(cursor, ['ROLLUP', 'CUBE']), ...groupList(cursor)]
  if (isSign(cursor, '(') && isSign(cursor, ')', 1)) return [take(cursor), take(cursor)]
  return [expression(cursor), ...(cursor.family === 'mysql' ? acceptOneOf(cursor, ['ASC', 'DESC']) : [])]
}

function groupList(cursor: Cursor): Part[] {
  const parts: Part[] = [...expect(cursor, '('), ...deeper(cursor, () => group(cursor))]
  while (isNext(cursor, ',')) parts.push(take(cursor), ...deeper(cursor, () => group(cursor)))
  return [...parts, ...expect(cursor, ')')]
}

function windows(cursor: Cursor): Part[] {
  const one = (): Part[] => [name(cursor), ...expect(cursor, 'AS'), window(cursor)]
  const parts: Part[] = [...accept(cursor, 'WINDOW'), ...one()]
  while (isNext(cursor, ',')) parts.push(take(cursor), ...one())
  return parts
}

/** `ORDER BY a DESC NULLS LAST, b` */
export function orderBy(cursor: Cursor): Node {
  const one = (): Part[] => [
    ...(isNext(cursor, 'ALL') && cursor.family === 'duckdb' ? accept(cursor, 'ALL') : [expression(cursor)]), ...acceptOneOf(cursor, ['ASC', 'DESC']),
    ...(isNext(cursor, 'NULLS') ? [...accept(cursor, 'NULLS'), ...acceptOneOf(cursor, ['FIRST', 'LAST'])] : []),
  ]
  const parts: Part[] = [...accept(cursor, 'ORDER', 'BY'), ...one()]
  while (isNext(cursor, ',')) parts.push(take(cursor), ...one())
  return { kind: 'order', parts }
}

/** LIMIT and OFFSET in either order, MySQL's `LIMIT 5, 10`, `FETCH FIRST 10 ROWS ONLY`. */
function limits(cursor: Cursor): Part[] {
  const parts: Part[] = []
  while (isOneOf(cursor, ['LIMIT', 'OFFSET', 'FETCH'])) parts.push({ kind: 'limit', parts: limit(cursor) })
  return parts
}

function limit(cursor: Cursor): Part[] {
  if (isNext(cursor, 'FETCH')) {
    const count = [...expect(cursor, 'FETCH'), ...acceptOneOf(cursor, ['FIRST', 'NEXT'])]
    return [...count, ...(isOneOf(cursor, ['ROW', 'ROWS']) ? [] : [expression(cursor)]), ...acceptOneOf(cursor, ['ROW', 'ROWS']), ...expect(cursor, 'ONLY')]
  }
  if (isNext(cursor, 'OFFSET')) return [...accept(cursor, 'OFFSET'), expression(cursor), ...acceptOneOf(cursor, ['ROW', 'ROWS'])]
  const parts: Part[] = [...accept(cursor, 'LIMIT'), ...(isNext(cursor, 'ALL') ? accept(cursor, 'ALL') : [expression(cursor)])]
  return isNext(cursor, ',') ? [...parts, take(cursor), expression(cursor)] : parts
}
