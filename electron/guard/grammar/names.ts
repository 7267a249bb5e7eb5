import { accept, expect, isNext, peek, take, unexpected } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { separated } from './rules.ts'
import { clausal, reserved } from './words.ts'
import type { Part, Token } from '../tree.ts'

/** Whether a bare or quoted name comes next. */
export function isName(cursor: Cursor): boolean {
  const token = peek(cursor)
  return token.kind === 'name' || (token.kind === 'word' && !reserved[cursor.family].has(token.value))
}

/** Takes a name or refuses. */
export function name(cursor: Cursor): Token {
  if (!isName(cursor)) throw unexpected(cursor, 'a name was expected')
  return take(cursor)
}

/** Takes `a`, `a.b` or `a.b.c`; behind a dot any word is a name. Parts are printed without spaces. */
export function path(cursor: Cursor): Token[] {
  const parts = [name(cursor)]
  while (isNext(cursor, '.') && (peek(cursor, 1).kind === 'word' || peek(cursor, 1).kind === 'name')) parts.push(take(cursor), take(cursor))
  return parts
}

/** The names of a dotted path, without the dots. */
export const namesOf = (dotted: readonly Token[]): Token[] => dotted.filter((token) => token.kind !== 'symbol')

/**
 * Takes an alias, with or without AS, and always prints AS: so no word can be an alias to the guard and grammar to the engine.
 * A MySQL alias in string quotes is printed as a name.
 */
export function alias(cursor: Cursor): Token[] {
  const as: Token = { kind: 'word', text: 'AS', value: 'AS', at: peek(cursor).at }
  if (isNext(cursor, 'AS')) {
    take(cursor)
    const token = peek(cursor)
    if (token.kind === 'string' && token.text.startsWith("'")) return [as, aliasFromString(cursor)]
    if (cursor.family === 'duckdb' && token.kind === 'word') return [as, take(cursor)]
    return [as, name(cursor)]
  }
  const token = peek(cursor)
  if (token.kind === 'string' && cursor.family !== 'duckdb' && token.text.startsWith("'")) return [as, aliasFromString(cursor)]
  if (!isName(cursor) || (token.kind === 'word' && clausal.has(token.value))) return []
  return [as, take(cursor)]
}

function aliasFromString(cursor: Cursor): Token {
  const token = take(cursor)
  return cursor.family === 'mysql' && token.value !== '' ? { ...token, kind: 'name', text: `\`${token.value.replaceAll('`', '``')}\`` } : token
}

/** `(a, b)` behind the name of a CTE or derived table, or behind USING; nothing where there is none. */
export function columnNames(cursor: Cursor): Part[] {
  return isNext(cursor, '(') ? [...accept(cursor, '('), ...separated(cursor, () => [name(cursor)]), ...expect(cursor, ')')] : []
}
