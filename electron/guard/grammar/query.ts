import { accept, acceptOneOf, expect, isNext, isOneOf, isSign, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { from } from './from.ts'
import { alias, columnNames, name } from './names.ts'
import { orderBy, window } from './order.ts'
import { starred } from './star.ts'
import { deeper, expression, expressions, query, separated } from './rules.ts'
import type { Node, Part } from '../tree.ts'

/** `[WITH …] select [UNION select]… [ORDER BY …] [LIMIT …]` */
export function readQuery(cursor: Cursor): Node {
  const parts: Part[] = [...withParts(cursor), ...member(cursor)]
  while (isOneOf(cursor, ['UNION', 'INTERSECT', 'EXCEPT'])) {
    parts.push(...acceptOneOf(cursor, ['UNION', 'INTERSECT', 'EXCEPT']), ...acceptOneOf(cursor, ['ALL', 'DISTINCT']))
    if (cursor.family === 'duckdb') parts.push(...accept(cursor, 'BY', 'NAME'))
    parts.push(...member(cursor))
  }
  if (isNext(cursor, 'ORDER', 'BY')) parts.push(orderBy(cursor))
  return { kind: 'query', parts: [...parts, ...limits(cursor)] }
}

function withParts(cursor: Cursor): Part[] {
  if (!isNext(cursor, 'WITH')) return []
  return [...accept(cursor, 'WITH'), ...accept(cursor, 'RECURSIVE'), ...separated(cursor, () => [cte(cursor)])]
}

function cte(cursor: Cursor): Node {
  const called = name(cursor)
  const parts: Part[] = [called, ...columnNames(cursor), ...expect(cursor, 'AS')]
  if (cursor.family !== 'mysql') parts.push(...accept(cursor, 'NOT', 'MATERIALIZED'), ...accept(cursor, 'MATERIALIZED'))
  return { kind: 'cte', parts: [...parts, ...expect(cursor, '('), query(cursor), ...expect(cursor, ')')], path: [called] }
}

function member(cursor: Cursor): Part[] {
  if (isNext(cursor, '(')) return [...accept(cursor, '('), query(cursor), ...expect(cursor, ')')]
  if (isNext(cursor, 'VALUES')) return [values(cursor)]
  if (isNext(cursor, 'SELECT') || (isNext(cursor, 'FROM') && cursor.family === 'duckdb')) return [select(cursor)]
  throw unexpected(cursor, 'SELECT was expected')
}

function values(cursor: Cursor): Node {
  const row = (): Part[] => [...accept(cursor, 'ROW'), ...expect(cursor, '('), ...expressions(cursor), ...expect(cursor, ')')]
  return { kind: 'values', parts: [...accept(cursor, 'VALUES'), ...separated(cursor, row)] }
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
  return [...parts, ...separated(cursor, () => [item(cursor)])]
}

function item(cursor: Cursor): Node {
  const star = starred(cursor)
  return { kind: 'item', parts: star.length > 0 ? star : [expression(cursor), ...alias(cursor)] }
}

function groups(cursor: Cursor): Part[] {
  const parts: Part[] = accept(cursor, 'GROUP', 'BY')
  if (isNext(cursor, 'ALL') && cursor.family === 'duckdb') return [...parts, ...accept(cursor, 'ALL')]
  parts.push(...separated(cursor, () => group(cursor)))
  return cursor.family === 'mysql' ? [...parts, ...accept(cursor, 'WITH', 'ROLLUP')] : parts
}

function group(cursor: Cursor): Part[] {
  if (cursor.family !== 'sqlite' && isNext(cursor, 'GROUPING', 'SETS', '(')) return [...accept(cursor, 'GROUPING', 'SETS'), ...groupList(cursor)]
  if (cursor.family !== 'sqlite' && (isNext(cursor, 'ROLLUP', '(') || isNext(cursor, 'CUBE', '('))) return [...acceptOneOf(cursor, ['ROLLUP', 'CUBE']), ...groupList(cursor)]
  if (isSign(cursor, '(') && isSign(cursor, ')', 1)) return [take(cursor), take(cursor)]
  return [expression(cursor), ...(cursor.family === 'mysql' ? acceptOneOf(cursor, ['ASC', 'DESC']) : [])]
}

const groupList = (cursor: Cursor): Part[] => [...expect(cursor, '('), ...separated(cursor, () => deeper(cursor, () => group(cursor))), ...expect(cursor, ')')]

function windows(cursor: Cursor): Part[] {
  const one = (): Part[] => [name(cursor), ...expect(cursor, 'AS'), window(cursor)]
  return [...accept(cursor, 'WINDOW'), ...separated(cursor, one)]
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
