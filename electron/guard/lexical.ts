import type { Family } from './family.ts'
import { refusal } from './refusal.ts'
import { nameFrom, stringFrom } from './quoted.ts'
import type { Token } from './tree.ts'

/** Bounds before anything is parsed: characters of text, lexemes, brackets open at once. */
export const bounds = { characters: 200_000, tokens: 40_000, brackets: 100 }

const space = /[\s\u0085\u200b\ufeff]+/y
const word = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy
const number = /0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
/** Only these can be words of the grammar; `ſelect` or `lımıt` in capitals would look like one. */
const plain = /^\w+$/
const wordCharacter = /[\p{L}\p{N}\p{M}_$]/u
const loneSurrogate = /\p{Cs}/u

/** Longest first. What is missing here (`@`, `#`, `$`, MySQL's `:=`) has no meaning that a question needs. */
const symbols: Record<Family, readonly string[]> = {
  mysql: ['<=>', '->>', '->', '<=', '>=', '<>', '!=', '<<', '>>', '||', '&&', ...'(),.;=<>+-*/%&|^~!'],
  sqlite: ['->>', '->', '==', '<=', '>=', '<>', '!=', '<<', '>>', '||', ...'(),.;=<>+-*/%&|~'],
  duckdb: ['!~~*', '!~~', '!~*', '~~*', '->>', '->', '==', '<=', '>=', '<>', '!=', '<<', '>>', '||', '&&', '::', '**', '//', ':=', '^@', '@>', '<@', '!~', '~~', '~*', ...'()[]{},.;:=<>+-*/%&|^~'],
}

/**
 * Cuts a statement into lexemes the way the dialect's own lexer does; comments and white space are gone afterwards.
 * Where engines read the same characters differently (nested comments, digits that run into letters) it refuses.
 * Fails with REFUSED_BY_GUARD.
 */
export function lex(sql: string, family: Family): Token[] {
  if (sql.length > bounds.characters) {
    throw refusal('too-long', `This query has ${sql.length} characters; the most that Quaestor runs is ${bounds.characters}.`)
  }
  const tokens: Token[] = []
  let open = 0
  for (let at = skip(sql, 0, family); at < sql.length; at = skip(sql, at, family)) {
    const { end, ...token } = lexeme(sql, at, family)
    tokens.push(token)
    at = end
    if (tokens.length > bounds.tokens) throw refusal('too-long', `This query has more than ${bounds.tokens} words and signs, the most that Quaestor runs.`)
    if (token.kind !== 'symbol') continue
    if ('([{'.includes(token.text)) open += 1
    if (')]}'.includes(token.text)) open -= 1
    if (open > bounds.brackets) throw refusal('too-deep', `This query has more than ${bounds.brackets} brackets inside each other.`, { at: token.at })
  }
  tokens.push({ kind: 'end', text: '', value: '', at: sql.length })
  return tokens
}

/** The offset of the next lexeme: behind white space and comments. */
function skip(sql: string, from: number, family: Family): number {
  let at = from
  for (;;) {
    space.lastIndex = at
    if (space.test(sql)) at = space.lastIndex
    else if (sql.startsWith('/*', at)) at = endOfBlock(sql, at, family)
    else if (startsLineComment(sql, at, family)) at = endOfLine(sql, at)
    else return at
  }
}

/** In MySQL `--` opens a comment only before white space or a control character; `#` always does. */
function startsLineComment(sql: string, at: number, family: Family): boolean {
  if (family === 'mysql' && sql[at] === '#') return true
  return sql.startsWith('--', at) && (family !== 'mysql' || at + 2 >= sql.length || sql.charCodeAt(at + 2) <= 0x20)
}

function endOfLine(sql: string, at: number): number {
  while (at < sql.length && sql[at] !== '\n' && sql[at] !== '\r') at += 1
  return at
}

/**
 * `/*!`, MariaDB's `/*M!` and TiDB's `/*T!` are run by the server. DuckDB nests block comments, the others do not:
 * a comment that looks nested has two readings.
 */
function endOfBlock(sql: string, at: number, family: Family): number {
  const opening = /^\/\*\s*[a-z]{0,2}!/i.exec(sql.slice(at, at + 16))
  if (opening) throw refusal('executable-comment', `The comment "${opening[0]}…" hides SQL that a server would run.`, { word: opening[0], at })
  if (family === 'mysql' && sql[at + 2] === '+') throw refusal('hint', 'The comment "/*+ … */" changes how the server runs the query.', { word: '/*+', at })
  const end = sql.indexOf('*/', at + 2)
  if (end < 0) throw refusal('unfinished', 'A comment is opened with /* and never closed.', { word: '/*', at })
  if (sql.slice(at + 2, end).includes('/*')) throw refusal('comment', 'One comment is inside another; databases disagree on where it ends.', { word: '/*', at })
  return end + 2
}

function lexeme(sql: string, at: number, family: Family): Token & { end: number } {
  const quoted = stringFrom(sql, at, family) ?? nameFrom(sql, at, family)
  if (quoted) return quoted
  word.lastIndex = at
  if (word.test(sql)) {
    const text = sql.slice(at, word.lastIndex)
    return { kind: 'word', text, value: plain.test(text) ? text.toUpperCase() : text, at, end: word.lastIndex }
  }
  number.lastIndex = at
  if (number.test(sql)) return numberFrom(sql, at, number.lastIndex)
  if (sql[at] === '?') return placeholderFrom(sql, at)
  const symbol = symbols[family].find((sign) => sql.startsWith(sign, at))
  if (symbol) return { kind: 'symbol', text: symbol, value: symbol, at, end: at + symbol.length }
  throw unknownCharacter(sql, at)
}

/** `1_000`, `1abc` and `0xZZ` are a number to one engine, a name or two lexemes to another. */
function numberFrom(sql: string, at: number, end: number): Token & { end: number } {
  const text = sql.slice(at, end)
  if (wordCharacter.test(sql.slice(end, end + 1))) throw refusal('character', `"${sql.slice(at, end + 8)}" is neither a number nor a name.`, { word: sql.slice(at, end + 8), at })
  return { kind: 'number', text, value: text, at, end }
}

function placeholderFrom(sql: string, at: number): Token & { end: number } {
  if (wordCharacter.test(sql.slice(at + 1, at + 2))) throw refusal('placeholder', `"${sql.slice(at, at + 8)}": numbered and named parameters are not used here, only a plain "?".`, { word: sql.slice(at, at + 8), at })
  return { kind: 'placeholder', text: '?', value: '?', at, end: at + 1 }
}

function unknownCharacter(sql: string, at: number): Error {
  const character = String.fromCodePoint(sql.codePointAt(at) ?? 0)
  if (character === '@') {
    const variable = /^@+[\w.$]*/.exec(sql.slice(at, at + 80))?.[0] ?? '@'
    return refusal('variable', `"${variable}" is a variable of the server or of the session.`, { word: variable, at })
  }
  if ((character === ':' || character === '$') && wordCharacter.test(sql.slice(at + 1, at + 2))) {
    return refusal('placeholder', `"${sql.slice(at, at + 12)}": numbered and named parameters are not used here, only a plain "?".`, { word: sql.slice(at, at + 12), at })
  }
  const shown = /[\p{C}\p{Z}]/u.test(character) || loneSurrogate.test(character) ? `U+${character.codePointAt(0)?.toString(16).padStart(4, '0').toUpperCase()}` : `"${character}"`
  return refusal('character', `The character ${shown} has no meaning here.`, { word: shown, at })
}
