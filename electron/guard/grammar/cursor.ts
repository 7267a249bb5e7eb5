import type { Family } from '../family.ts'
import { refusal, shown } from '../refusal.ts'
import type { Node, Token } from '../tree.ts'

/** The two rules through which the grammar comes back to itself. Everything else only calls downwards. */
export type Rules = { readonly query: (cursor: Cursor) => Node; readonly expression: (cursor: Cursor, floor: number) => Node }

/** Where the parser stands; `depth` counts the rules and `queries` the queries it is inside of, so that no text can exhaust the stack. */
export type Cursor = { readonly family: Family; readonly tokens: readonly Token[]; readonly rules: Rules; at: number; depth: number; queries: number }

const revealing = new Set(['CURRENT_USER', 'SESSION_USER', 'USER', 'CURRENT_ROLE', 'CURRENT_SCHEMA', 'CURRENT_CATALOG'])
const end: Token = { kind: 'end', text: '', value: '', at: 0 }

/** The lexeme `ahead` places on, without moving. */
export const peek = (cursor: Cursor, ahead = 0): Token => cursor.tokens[cursor.at + ahead] ?? cursor.tokens.at(-1) ?? end

/** The next lexeme; moves behind it. */
export function take(cursor: Cursor): Token {
  const token = peek(cursor)
  cursor.at += 1
  return token
}

/** Whether the words (`ORDER BY`) or the sign come next. */
export function isNext(cursor: Cursor, ...values: string[]): boolean {
  return values.every((value, ahead) => {
    const token = peek(cursor, ahead)
    return token.value === value && (token.kind === 'word' || token.kind === 'symbol')
  })
}

/** Whether the sign stands `ahead` places on; a quoted name spelled like it does not count. */
export const isSign = (cursor: Cursor, sign: string, ahead = 0): boolean => peek(cursor, ahead).kind === 'symbol' && peek(cursor, ahead).value === sign

/** Whether one of the words or signs comes next. */
export const isOneOf = (cursor: Cursor, values: readonly string[]): boolean => values.some((value) => isNext(cursor, value))

/** Takes the words or signs, keywords in capitals, if they come next; otherwise takes nothing. */
export function accept(cursor: Cursor, ...values: string[]): Token[] {
  return isNext(cursor, ...values) ? values.map(() => keyword(take(cursor))) : []
}

/** Takes one of the words or signs if it comes next. */
export const acceptOneOf = (cursor: Cursor, values: readonly string[]): Token[] => (isOneOf(cursor, values) ? [keyword(take(cursor))] : [])

/** Takes the words or signs or refuses. */
export function expect(cursor: Cursor, ...values: string[]): Token[] {
  if (!isNext(cursor, ...values)) throw unexpected(cursor, `${values.join(' ')} was expected`)
  return accept(cursor, ...values)
}

/** Takes one of the words or signs or refuses. */
export function expectOneOf(cursor: Cursor, values: readonly string[]): Token[] {
  if (!isOneOf(cursor, values)) throw unexpected(cursor, `one of ${values.join(', ')} was expected`)
  return acceptOneOf(cursor, values)
}

/** The refusal of the lexeme that stands here. */
export function unexpected(cursor: Cursor, reason?: string): Error {
  const token = peek(cursor)
  if (token.kind === 'word' && token.value === 'INTO') return refusal('into', 'INTO would write the result somewhere.', { word: token.text, at: token.at })
  if (token.kind === 'word' && (token.value === 'FOR' || token.value === 'LOCK')) return refusal('lock', `"${token.text}" would lock rows or change what is read.`, { word: token.text, at: token.at })
  if (token.kind === 'word' && revealing.has(token.value)) return refusal('function', `${shown(token.text)} tells about the server or the login, not about your data.`, { word: token.text, at: token.at })
  const found = token.kind === 'end' ? 'The query ends too early' : `"${shown(token.text)}" is not understood here`
  return refusal('grammar', `${found}${reason ? `; ${reason}` : ''}.`, { word: token.text, at: token.at })
}

const keyword = (token: Token): Token => (token.kind === 'word' ? { ...token, text: token.value } : token)
