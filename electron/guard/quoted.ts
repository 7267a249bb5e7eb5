import type { Family } from './family.ts'
import { refusal } from './refusal.ts'
import type { Token } from './tree.ts'

type Lexeme = Token & { end: number }

const mysqlPrefix = /(?:[nN]|[xX]|[bB]|_(?:utf8mb4|utf8mb3|utf8|latin1|ascii|binary)\s*)(?=')/iy
const sqlitePrefix = /[xX](?=')/y
const duckdbPrefix = /[eE](?=')/y
const dollarTag = /\$(?:[a-zA-Z_]\w*)?\$/y
/** What some engine or setting takes for the start of another kind of literal: `_gbk'…'`, `U&'…'`, `R'…'`. */
const foreignPrefix = /(?:_\w+\s*|[a-z]&?)(?=')/iy
const prefixes: Record<Family, RegExp> = { mysql: mysqlPrefix, sqlite: sqlitePrefix, duckdb: duckdbPrefix }

/** What a backslash and this letter stand for in a MySQL string; any other letter stands for itself. */
const mysqlEscapes = new Map([['0', '\0'], ['b', '\b'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['Z', '\x1a'], ['%', '\\%'], ['_', '\\_']])
/** The escapes of a DuckDB E'' string that need no code points; the rest is refused. */
const duckdbEscapes = new Map([['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['\\', '\\'], ["'", "'"]])

/** The string literal that starts at an offset, or null. Printed in single quotes whatever it was written in. */
export function stringFrom(sql: string, at: number, family: Family): Lexeme | null {
  if (sql[at] === "'" || (sql[at] === '"' && family === 'mysql')) return plainString(sql, at, family)
  if (sql[at] === '$' && family === 'duckdb') return dollarString(sql, at)
  const prefix = prefixes[family]
  prefix.lastIndex = at
  if (prefix.test(sql)) return prefixedString(sql, at, prefix.lastIndex, family)
  foreignPrefix.lastIndex = at
  if (!foreignPrefix.test(sql)) return null
  const word = sql.slice(at, foreignPrefix.lastIndex + 1)
  throw refusal('character', `The kind of text that starts with ${word} is not understood here.`, { word, at })
}

/** The quoted name that starts at an offset, or null. */
export function nameFrom(sql: string, at: number, family: Family): Lexeme | null {
  const quote = sql[at]
  if (quote === '[' && family === 'sqlite') {
    const end = sql.indexOf(']', at)
    if (end < 0) throw unfinished(sql, at)
    return name(sql.slice(at + 1, end), sql.slice(at, end + 1), at, end + 1)
  }
  if ((quote === '`' && family !== 'duckdb') || (quote === '"' && family !== 'mysql')) {
    const read = quotedUntil(sql, at, null)
    return name(read.value, quote + read.value.replaceAll(quote, quote + quote) + quote, at, read.end)
  }
  return null
}

/**
 * A string for the engine to read back. A quote is doubled and a MySQL backslash too, never `\'`: so its end is the same
 * with and without NO_BACKSLASH_ESCAPES.
 */
function printed(value: string, family: Family): string {
  const text = value.replaceAll("'", "''")
  return `'${family === 'mysql' ? text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0') : text}'`
}

function plainString(sql: string, at: number, family: Family): Lexeme {
  const { value, end } = quotedUntil(sql, at, family === 'mysql' ? mysqlEscape : null)
  return { kind: 'string', text: printed(value, family), value, at, end }
}

/** `x'4a'`, `b'01'`, `N'…'`, `_utf8mb4'…'`, DuckDB's `E'…'`. */
function prefixedString(sql: string, at: number, quoteAt: number, family: Family): Lexeme {
  const prefix = sql.slice(at, quoteAt).trim().toLowerCase()
  const { value, end } = quotedUntil(sql, quoteAt, family === 'mysql' ? mysqlEscape : family === 'duckdb' ? duckdbEscape : null)
  if (prefix === 'e') return { kind: 'string', text: printed(value, family), value, at, end }
  if ((prefix === 'x' && !/^(?:[0-9a-f]{2})*$/i.test(value)) || (prefix === 'b' && !/^[01]*$/.test(value))) {
    throw refusal('character', `${sql.slice(at, end)} is not a sequence of ${prefix === 'x' ? 'hexadecimal pairs' : 'zeros and ones'}.`, { word: sql.slice(at, end), at })
  }
  const spelled = prefix.startsWith('_') ? prefix : prefix.toUpperCase()
  return { kind: 'string', text: spelled + printed(value, family), value, at, end }
}

function dollarString(sql: string, at: number): Lexeme | null {
  dollarTag.lastIndex = at
  if (!dollarTag.test(sql)) return null
  const tag = sql.slice(at, dollarTag.lastIndex)
  const close = sql.indexOf(tag, dollarTag.lastIndex)
  if (close < 0) throw unfinished(sql, at)
  const value = sql.slice(dollarTag.lastIndex, close)
  checkCharacters(value, at)
  return { kind: 'string', text: printed(value, 'duckdb'), value, at, end: close + tag.length }
}

function name(value: string, text: string, at: number, end: number): Lexeme {
  if (value === '') throw refusal('grammar', 'A quoted name is empty.', { word: text, at })
  checkCharacters(value, at)
  return { kind: 'name', text, value, at, end }
}

/** Reads from an opening quote to its end; a doubled quote stands for one. `escape` decodes what follows a backslash. */
function quotedUntil(sql: string, at: number, escape: ((letter: string, at: number) => string) | null): { value: string; end: number } {
  const quote = sql[at] ?? ''
  const pieces: string[] = []
  let from = at + 1
  for (let here = from; here < sql.length; here += 1) {
    const character = sql[here]
    if (character === '\\' && escape && here + 1 < sql.length) {
      pieces.push(sql.slice(from, here), escape(sql[here + 1] ?? '', here))
      from = here + 2
      here += 1
    } else if (character === quote) {
      pieces.push(sql.slice(from, here))
      if (sql[here + 1] !== quote) {
        checkCharacters(sql.slice(at, here), at)
        return { value: pieces.join(''), end: here + 1 }
      }
      pieces.push(quote)
      from = here + 2
      here += 1
    }
  }
  throw unfinished(sql, at)
}

const mysqlEscape = (letter: string): string => mysqlEscapes.get(letter) ?? letter

function duckdbEscape(letter: string, at: number): string {
  const character = duckdbEscapes.get(letter)
  if (character === undefined) throw refusal('character', `The escape "\\${letter}" is not understood here.`, { word: `\\${letter}`, at })
  return character
}

/** SQLite ends a statement at a NUL; a lone surrogate becomes another character on its way to the engine. */
function checkCharacters(text: string, at: number): void {
  if (text.includes('\0')) throw refusal('character', 'The text contains an invisible NUL character.', { word: 'U+0000', at })
  if (!text.isWellFormed()) throw refusal('character', 'The text contains half of a character.', { at })
}

const unfinished = (sql: string, at: number): Error => refusal('unfinished', `A quotation mark ${sql[at]} is opened and never closed.`, { word: sql.slice(at, at + 40), at })
