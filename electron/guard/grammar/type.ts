import { accept, expect, isNext, peek, take } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { name } from './names.ts'
import { deeper, separated } from './rules.ts'
import { refusal, shown } from '../refusal.ts'
import type { Node, Part } from '../tree.ts'
import { types } from './words.ts'

/** Reads a type such as `DECIMAL(12, 2)`, `DOUBLE PRECISION`, `CHAR(10) CHARACTER SET utf8mb4`, DuckDB's `INTEGER[]`. */
export function type(cursor: Cursor): Node {
  const first = peek(cursor)
  if (first.kind !== 'word' || !types[cursor.family].has(first.value)) throw refusal('type', `"${shown(first.text)}" is not a type that values are converted to here.`, { word: first.text, at: first.at })
  const parts: Part[] = accept(cursor, first.value)
  parts.push(...(['PRECISION', 'VARYING', 'INTEGER', 'INT'].filter((word) => isNext(cursor, word)).slice(0, 1).flatMap((word) => accept(cursor, word))))
  if (isNext(cursor, '(')) parts.push({ ...take(cursor), tight: true }, ...(['STRUCT', 'ROW', 'MAP'].includes(first.value) ? fields(cursor, first.value) : sizes(cursor)), ...expect(cursor, ')'))
  if (cursor.family === 'mysql') parts.push(...accept(cursor, 'UNSIGNED'), ...characterSet(cursor))
  else parts.push(...accept(cursor, 'WITH', 'TIME', 'ZONE'), ...accept(cursor, 'WITHOUT', 'TIME', 'ZONE'))
  while (cursor.family === 'duckdb' && isNext(cursor, '[')) parts.push({ ...take(cursor), tight: true }, ...(peek(cursor).kind === 'number' ? [take(cursor)] : []), ...expect(cursor, ']'))
  return { kind: 'type', parts }
}

function sizes(cursor: Cursor): Part[] {
  const parts: Part[] = []
  while (peek(cursor).kind === 'number') parts.push(take(cursor), ...accept(cursor, ','))
  return parts
}

function fields(cursor: Cursor, of: string): Part[] {
  const field = (): Part[] => [...(of === 'MAP' ? [] : [name(cursor)]), deeper(cursor, () => type(cursor))]
  return separated(cursor, field)
}

const characterSet = (cursor: Cursor): Part[] => {
  const words = [...accept(cursor, 'CHARACTER', 'SET'), ...accept(cursor, 'CHARSET')]
  return words.length > 0 ? [...words, name(cursor)] : []
}
