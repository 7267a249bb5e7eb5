import type { Cell, ValueKind, ValueType } from '../../../shared/model/value.ts'
import { decimalText } from '../../../shared/model/decimal-text.ts'

/** A value as node:sqlite reads it with big integers on. */
export type Stored = null | bigint | number | string | Uint8Array

const scaled = /^(?:decimal|dec|numeric|number|money)\s*\(\s*(\d+)\s*,\s*(\d{1,2})\s*\)/
const whole = /^(?:decimal|dec|numeric|number)\s*\(\s*\d+\s*\)/
/** The first pattern that a declaration matches says what its author meant; SQLite itself stores anything anywhere. */
const meanings: readonly (readonly [RegExp, ValueKind])[] = [
  [/bool|^bit\b/, 'boolean'],
  [/json/, 'json'],
  [/blob|binary|bytea/, 'binary'],
  [/^(datetime|timestamp)/, 'timestamp'],
  [/^date/, 'date'],
  [/^time/, 'time'],
  [/real|floa|doub|decimal|numeric|number|money/, 'float'],
  [/int|serial|^year/, 'integer'],
  [/char|clob|text|string|uuid|enum/, 'text'],
]

/**
 * What a declared type means, or null when it says nothing ("", "ANYTHING"). DECIMAL(p,s) keeps its scale; DECIMAL(p) is whole;
 * a bare NUMERIC may hold any number and so is a float.
 */
export function declaredType(declared: string): ValueType | null {
  const text = declared.trim().toLowerCase()
  const [, precision, scale] = scaled.exec(text) ?? []
  if (precision !== undefined && scale !== undefined) return { kind: 'decimal', precision: Number(precision), scale: Number(scale) }
  if (whole.test(text)) return { kind: 'integer' }
  const meaning = meanings.find(([pattern]) => pattern.test(text))
  return meaning === undefined ? null : { kind: meaning[1] }
}

const shapes = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamp: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
  time: /^\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
} as const

/** Any value as text, for columns that mix kinds. */
export function textOf(value: Exclude<Stored, null>): string {
  return value instanceof Uint8Array ? `0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}` : String(value)
}

/**
 * A stored value as a cell of a kind, or undefined when it does not fit. Numbers in a text column are their text;
 * an infinity is no number and becomes null.
 */
export function cellOf(value: Stored, type: ValueType): Cell | undefined {
  if (value === null) return null
  switch (type.kind) {
    case 'integer': return typeof value === 'bigint' ? value.toString() : undefined
    case 'float':
      if (typeof value === 'number') return Number.isFinite(value) ? value : null
      return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : undefined
    case 'decimal':
      if (typeof value === 'number' && !Number.isFinite(value)) return null
      return typeof value === 'number' || typeof value === 'bigint' ? decimalText(value, type.scale ?? 0) : undefined
    case 'boolean': return value === 0n ? false : value === 1n ? true : undefined
    case 'date': case 'timestamp': case 'time': return typeof value === 'string' && shapes[type.kind].test(value) ? value : undefined
    case 'text': return value instanceof Uint8Array ? undefined : String(value)
    case 'json': return typeof value === 'string' ? value : undefined
    case 'binary': return value instanceof Uint8Array ? textOf(value) : undefined
    case 'unknown': return textOf(value)
  }
}

const widening: readonly ValueKind[] = ['integer', 'float', 'text', 'binary']

/**
 * The kind of a column from what was declared and from its values: the declared one when all values fit it; for a date, time or timestamp
 * another of the three that all fit; else the narrowest of integer, float, text, binary that all fit; else `unknown`, every value as text.
 * Columns that are declared as text stay text. Without any value a column without a declaration is `unknown`.
 */
export function settledType(declared: ValueType | null, values: readonly Stored[]): ValueType {
  const present = values.filter((value) => value !== null)
  const fits = (type: ValueType) => present.every((value) => cellOf(value, type) !== undefined)
  if (declared !== null && fits(declared)) return declared
  if (present.length === 0) return { kind: 'unknown' }
  if (declared?.kind === 'date' || declared?.kind === 'timestamp' || declared?.kind === 'time') {
    const other = (['date', 'timestamp', 'time'] as const).find((kind) => fits({ kind }))
    if (other !== undefined) return { kind: other }
  }
  const texts = present.every((value) => typeof value === 'string')
  return { kind: widening.find((kind) => (kind !== 'text' || texts) && fits({ kind })) ?? 'unknown' }
}
