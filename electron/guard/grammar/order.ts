import { accept, acceptOneOf, expect, expectOneOf, isNext, isOneOf, peek } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { name } from './names.ts'
import { expression, expressions, powers, separated } from './rules.ts'
import type { Node, Part } from '../tree.ts'

/** `ORDER BY a DESC NULLS LAST, b` */
export function orderBy(cursor: Cursor): Node {
  const one = (): Part[] => [
    ...(isNext(cursor, 'ALL') && cursor.family === 'duckdb' ? accept(cursor, 'ALL') : [expression(cursor)]), ...acceptOneOf(cursor, ['ASC', 'DESC']),
    ...(isNext(cursor, 'NULLS') ? [...accept(cursor, 'NULLS'), ...acceptOneOf(cursor, ['FIRST', 'LAST'])] : []),
  ]
  return { kind: 'order', parts: [...accept(cursor, 'ORDER', 'BY'), ...separated(cursor, one)] }
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
