import { accept, expect, isNext, isOneOf, isSign, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { call } from './call.ts'
import { name, path } from './names.ts'
import { infix } from './operators.ts'
import { expression, expressions, powers, query, separated, startsQuery } from './rules.ts'
import { type } from './type.ts'
import { bareFunctions, intervalUnits, reserved } from './words.ts'
import { isToken } from '../tree.ts'
import type { Node, Part } from '../tree.ts'

/**
 * Reads one expression whose operators bind tighter than `floor`. Operators of one level stay beside each other in one node,
 * so that a thousand terms are a long node and not a deep tree.
 */
export function readExpression(cursor: Cursor, floor: number): Node {
  const parts = operand(cursor)
  for (let next = infix(cursor); next !== null && next.power > floor; next = infix(cursor)) parts.push(...next.rest(cursor))
  const [only] = parts
  return parts.length === 1 && only && !isToken(only) ? only : { kind: 'operation', parts }
}

/** Signs and NOT, then a value, then what clings to it. */
function operand(cursor: Cursor): Part[] {
  const parts: Part[] = []
  const signs = cursor.family === 'mysql' ? ['-', '+', '~', '!', 'BINARY'] : ['-', '+', '~']
  for (;;) {
    if (isNext(cursor, 'NOT')) {
      parts.push(...accept(cursor, 'NOT'))
      if (!isNext(cursor, 'NOT') && !isOneOf(cursor, signs)) return [...parts, expression(cursor, powers.not)]
    } else if (isOneOf(cursor, signs)) {
      const sign = accept(cursor, peek(cursor).value)
      const number = peek(cursor).kind === 'number' && parts.length === 0
      parts.push(...sign, ...(number ? [{ ...take(cursor), tight: true }] : []))
      if (number) return parts
    } else {
      return [...parts, ...clinging(cursor, primary(cursor))]
    }
  }
}

/** DuckDB: `value::TYPE`, `list[1:2]`, `struct.field`, `value.function(…)`. */
function clinging(cursor: Cursor, first: Part[]): Part[] {
  if (cursor.family !== 'duckdb') return first
  const [start] = first
  const digits = start !== undefined && isToken(start) && start.kind === 'number'
  const parts = first
  for (;;) {
    if (isNext(cursor, '::')) parts.push(take(cursor), type(cursor))
    else if (isNext(cursor, '[')) parts.push({ ...take(cursor), tight: true }, ...slice(cursor), ...expect(cursor, ']'))
    else if (isNext(cursor, '.') && !digits && peek(cursor, 1).kind !== 'symbol') {
      parts.push(take(cursor))
      parts.push(isSign(cursor, '(', 1) ? call(cursor, [take(cursor)]) : { kind: 'column', parts: path(cursor) })
    } else return parts
  }
}

function slice(cursor: Cursor): Part[] {
  const parts: Part[] = []
  while (!isNext(cursor, ']')) parts.push(...(isNext(cursor, ':') ? accept(cursor, ':') : [expression(cursor)]))
  return parts
}

function primary(cursor: Cursor): Part[] {
  const token = peek(cursor)
  if (token.kind === 'number' || token.kind === 'placeholder') return [take(cursor)]
  if (token.kind === 'string') return strings(cursor)
  if (token.kind === 'symbol') return [bracketed(cursor)]
  if (token.kind === 'end') throw unexpected(cursor, 'a value was expected')
  if (token.kind === 'word') {
    const special = keywordValue(cursor)
    if (special) return special
  }
  if (isSign(cursor, '(', 1)) return [call(cursor, [take(cursor)])]
  return columnOrCall(cursor)
}

/** MySQL joins neighbouring string literals into one. */
function strings(cursor: Cursor): Part[] {
  const parts = [take(cursor)]
  while (cursor.family === 'mysql' && peek(cursor).kind === 'string') parts.push(take(cursor))
  return parts
}

function columnOrCall(cursor: Cursor): Part[] {
  const dotted = path(cursor)
  if (isNext(cursor, '(')) return [call(cursor, dotted)]
  return [{ kind: 'column', parts: dotted, path: dotted }]
}

/** Values that start with a word of the grammar; null when the word is a name. */
function keywordValue(cursor: Cursor): Part[] | null {
  const { value } = peek(cursor)
  const next = peek(cursor, 1)
  if (value === 'NULL' || value === 'TRUE' || value === 'FALSE') return accept(cursor, value)
  if (value === 'CASE') return [choice(cursor)]
  if (value === 'EXISTS') return [{ kind: 'subquery', parts: [...accept(cursor, 'EXISTS'), ...expect(cursor, '('), query(cursor), ...expect(cursor, ')')] }]
  if (bareFunctions[cursor.family].has(value) && !isSign(cursor, '(', 1)) return [{ kind: 'column', parts: accept(cursor, value) }]
  if (value === 'INTERVAL' && cursor.family !== 'sqlite') return interval(cursor)
  if (['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMPTZ'].includes(value) && next.kind === 'string' && cursor.family !== 'sqlite') return [...accept(cursor, value), take(cursor)]
  if (cursor.family === 'duckdb') return duckdbValue(cursor, value)
  return null
}

function duckdbValue(cursor: Cursor, value: string): Part[] | null {
  if (value === 'MAP' && isSign(cursor, '{', 1)) return [...accept(cursor, 'MAP'), bracketed(cursor)]
  if (value === 'ARRAY' && isSign(cursor, '[', 1)) return [...accept(cursor, 'ARRAY'), bracketed(cursor)]
  if (value !== 'LAMBDA') return null
  const parts: Part[] = [...accept(cursor, 'LAMBDA'), ...separated(cursor, () => [name(cursor)]), ...expect(cursor, ':'), expression(cursor)]
  return [{ kind: 'operation', parts }]
}

/** `(query)`, `(a)`, `(a, b)`; DuckDB also `[a, b]` and `{'k': v}`. */
function bracketed(cursor: Cursor): Node {
  if (isNext(cursor, '(')) {
    const open = accept(cursor, '(')
    if (startsQuery(cursor)) return { kind: 'subquery', parts: [...open, query(cursor), ...expect(cursor, ')')] }
    return { kind: 'list', parts: [...open, ...expressions(cursor), ...expect(cursor, ')')] }
  }
  if (isNext(cursor, '[')) {
    const open = accept(cursor, '[')
    return { kind: 'list', parts: [...open, ...(isNext(cursor, ']') ? [] : listed(cursor)), ...expect(cursor, ']')] }
  }
  if (isNext(cursor, '{')) {
    const parts: Part[] = accept(cursor, '{')
    while (!isNext(cursor, '}')) parts.push(expression(cursor), ...expect(cursor, ':'), expression(cursor), ...accept(cursor, ','))
    return { kind: 'list', parts: [...parts, ...expect(cursor, '}')] }
  }
  throw unexpected(cursor, 'a value was expected')
}

/** The inside of a DuckDB list: `a, b` or `a FOR x IN list IF b`. */
function listed(cursor: Cursor): Part[] {
  const parts = expressions(cursor)
  if (!isNext(cursor, 'FOR')) return parts
  parts.push(...accept(cursor, 'FOR'), name(cursor), ...expect(cursor, 'IN'), expression(cursor))
  return isNext(cursor, 'IF') ? [...parts, ...accept(cursor, 'IF'), expression(cursor)] : parts
}

function choice(cursor: Cursor): Node {
  const parts: Part[] = accept(cursor, 'CASE')
  if (!isNext(cursor, 'WHEN')) parts.push(expression(cursor))
  do parts.push(...expect(cursor, 'WHEN'), expression(cursor), ...expect(cursor, 'THEN'), expression(cursor))
  while (isNext(cursor, 'WHEN'))
  if (isNext(cursor, 'ELSE')) parts.push(...accept(cursor, 'ELSE'), expression(cursor))
  return { kind: 'case', parts: [...parts, ...expect(cursor, 'END')] }
}

/** `INTERVAL 1 DAY`, `INTERVAL '1' MONTH`, DuckDB also `INTERVAL '1 day'`. Null when INTERVAL is a name. */
function interval(cursor: Cursor): Part[] | null {
  const next = peek(cursor, 1)
  if (next.kind === 'end' || (next.kind === 'symbol' && !'(-'.includes(next.value)) || (next.kind === 'word' && reserved[cursor.family].has(next.value) && next.value !== 'CASE')) return null
  const parts: Part[] = [...accept(cursor, 'INTERVAL'), expression(cursor, powers.comparison)]
  if (peek(cursor).kind === 'word' && intervalUnits.has(peek(cursor).value)) parts.push(...accept(cursor, peek(cursor).value))
  else if (cursor.family === 'mysql') throw unexpected(cursor, 'a unit such as DAY or MONTH was expected')
  return [{ kind: 'interval', parts }]
}

