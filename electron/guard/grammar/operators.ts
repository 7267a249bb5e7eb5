import { accept, expect, isNext, isOneOf, isSign, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { name } from './names.ts'
import { expression, powers } from './rules.ts'
import type { Family } from '../family.ts'
import type { Part } from '../tree.ts'

/** An operator that stands here: how tightly it binds, and how to read it and what is to its right. */
type Infix = { power: number; rest: (cursor: Cursor) => Part[] }

const comparisons = ['=', '==', '<=>', '<', '<=', '>', '>=', '<>', '!=']
const arithmetic: Record<Family, readonly string[]> = {
  mysql: ['+', '-', '*', '/', '%', '|', '&', '<<', '>>', '^', '->', '->>', '||', 'DIV', 'MOD'],
  sqlite: ['+', '-', '*', '/', '%', '|', '&', '<<', '>>', '->', '->>', '||'],
  duckdb: ['+', '-', '*', '/', '//', '%', '^', '**', '|', '&', '<<', '>>', '->', '->>', '||', '^@', '@>', '<@', '&&', '~', '!~', '~*', '!~*', '~~', '!~~', '~~*', '!~~*'],
}
const matches: Record<Family, readonly string[]> = {
  mysql: ['LIKE', 'REGEXP', 'RLIKE'],
  sqlite: ['LIKE', 'GLOB', 'REGEXP', 'MATCH'],
  duckdb: ['LIKE', 'ILIKE', 'GLOB'],
}

/** The operator that comes next, or null where the expression ends. */
export function infix(cursor: Cursor): Infix | null {
  const { family } = cursor
  const { kind } = peek(cursor)
  if (kind !== 'word' && kind !== 'symbol') return null
  if (isNext(cursor, 'OR')) return binary(powers.or)
  if (isNext(cursor, 'AND') || (family === 'mysql' && isNext(cursor, '&&'))) return binary(powers.and)
  if (family === 'mysql' && isNext(cursor, 'XOR')) return binary(powers.xor)
  if (isOneOf(cursor, comparisons)) return { power: powers.comparison, rest: compared }
  if (isOneOf(cursor, arithmetic[family])) return binary(powers.arithmetic)
  return predicate(cursor)
}

const binary = (power: number): Infix => ({ power, rest: (cursor) => [...accept(cursor, peek(cursor).value), expression(cursor, power)] })

/** IS, IN, BETWEEN, LIKE and their kin, with or without NOT. */
function predicate(cursor: Cursor): Infix | null {
  const { family } = cursor
  const at = isNext(cursor, 'NOT') ? 1 : 0
  const { value } = peek(cursor, at)
  const rest = (read: (cursor: Cursor) => Part[]): Infix => ({ power: powers.comparison, rest: (here) => [...accept(here, 'NOT'), ...read(here)] })
  if (value === 'IN') return rest(membership)
  if (value === 'BETWEEN') return rest(between)
  if (matches[family].includes(value)) return rest(matched)
  if (family === 'duckdb' && value === 'SIMILAR' && peek(cursor, at + 1).value === 'TO') return rest(matched)
  if (at === 1) return family !== 'mysql' && value === 'NULL' ? rest((here) => accept(here, 'NULL')) : null
  if (value === 'IS') return rest(is)
  if (family !== 'mysql' && (value === 'ISNULL' || value === 'NOTNULL')) return rest((here) => accept(here, value))
  if (value === 'COLLATE') return { power: powers.arithmetic, rest: (here) => [...accept(here, 'COLLATE'), name(here)] }
  if (family === 'mysql' && isNext(cursor, 'SOUNDS', 'LIKE')) return rest((here) => [...accept(here, 'SOUNDS', 'LIKE'), expression(here, powers.comparison)])
  if (family === 'mysql' && isNext(cursor, 'MEMBER', 'OF')) return rest((here) => [...accept(here, 'MEMBER', 'OF'), expression(here, powers.comparison)])
  if (family === 'duckdb' && isNext(cursor, 'AT', 'TIME', 'ZONE')) return rest((here) => [...accept(here, 'AT', 'TIME', 'ZONE'), expression(here, powers.comparison)])
  return null
}

/** `= ANY (query)` or `= value`. */
function compared(cursor: Cursor): Part[] {
  const sign = accept(cursor, peek(cursor).value)
  const every = ['ANY', 'ALL', 'SOME'].find((word) => isNext(cursor, word, '('))
  return [...sign, ...(every ? accept(cursor, every) : []), expression(cursor, powers.comparison)]
}

function between(cursor: Cursor): Part[] {
  const parts: Part[] = accept(cursor, 'BETWEEN')
  if (cursor.family === 'duckdb') parts.push(...accept(cursor, 'SYMMETRIC'))
  return [...parts, expression(cursor, powers.comparison), ...expect(cursor, 'AND'), expression(cursor, powers.comparison)]
}

/** `IN (query)`, `IN (a, b)`, SQLite's `IN ()`; DuckDB also `IN list`. */
function membership(cursor: Cursor): Part[] {
  const word = accept(cursor, 'IN')
  if (!isNext(cursor, '(') && cursor.family !== 'duckdb') throw unexpected(cursor, 'a list in brackets was expected')
  if (isSign(cursor, ')', 1) && cursor.family === 'sqlite') return [...word, take(cursor), take(cursor)]
  return [...word, expression(cursor, powers.comparison)]
}

function matched(cursor: Cursor): Part[] {
  const parts: Part[] = isNext(cursor, 'SIMILAR') ? accept(cursor, 'SIMILAR', 'TO') : accept(cursor, peek(cursor).value)
  parts.push(expression(cursor, powers.comparison))
  return isNext(cursor, 'ESCAPE') ? [...parts, ...accept(cursor, 'ESCAPE'), expression(cursor, powers.comparison)] : parts
}

/** `IS NULL`, `IS NOT TRUE`, `IS NOT DISTINCT FROM b`; SQLite also `IS b`. */
function is(cursor: Cursor): Part[] {
  const parts: Part[] = [...accept(cursor, 'IS'), ...accept(cursor, 'NOT')]
  if (isNext(cursor, 'DISTINCT', 'FROM') && cursor.family !== 'mysql') return [...parts, ...accept(cursor, 'DISTINCT', 'FROM'), expression(cursor, powers.comparison)]
  const truth = ['NULL', 'TRUE', 'FALSE', 'UNKNOWN'].find((word) => isNext(cursor, word))
  if (truth) return [...parts, ...accept(cursor, truth)]
  if (cursor.family !== 'sqlite') throw unexpected(cursor, 'NULL, TRUE or FALSE was expected')
  return [...parts, expression(cursor, powers.comparison)]
}
