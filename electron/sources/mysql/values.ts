import mysql, { type FieldPacket } from 'mysql2'
import { Failure } from '../../../shared/model/failure.ts'
import type { Cell, ValueType } from '../../../shared/model/value.ts'
import type { Parameter } from '../../guard/guarded.ts'
import type { StreamColumn } from '../source.ts'
import { decodeDate, decodeTime, decodeTimestamp, type Decode } from './temporal.ts'

/** The columns of a result, and how one of its rows becomes cells: in place, because it happens ten million times. */
export type Shape = { columns: StreamColumn[]; cells: (row: unknown[]) => Cell[] }

/** Type codes of the protocol, from the MySQL source (field_types.h). */
const code = {
  DECIMAL: 0, TINY: 1, SHORT: 2, LONG: 3, FLOAT: 4, DOUBLE: 5, NULL: 6, TIMESTAMP: 7, LONGLONG: 8, INT24: 9, DATE: 10, TIME: 11, DATETIME: 12,
  YEAR: 13, NEWDATE: 14, BIT: 16, VECTOR: 242, JSON: 245, NEWDECIMAL: 246, BLOB: 252, VAR_STRING: 253, GEOMETRY: 255,
} as const
const binaryCharset = 63
const latinCharset = 8
const unsignedFlag = 32
const zerofillFlag = 64

type Convert = (value: unknown) => Cell

/**
 * Reads the metadata of a result, and changes it: the driver compiles its row reader from the fields after this.
 * Every column gets a harmless name, since the driver refuses names such as `__proto__` although it builds arrays.
 * What the driver would read into an object (points, vectors) or slowly (dates) is read as the bytes it is.
 */
export function shapeOf(fields: FieldPacket[]): Shape {
  const columns: StreamColumn[] = []
  const integers: number[] = []
  const others: { at: number; convert: Convert }[] = []
  for (const [at, field] of fields.entries()) {
    const type = typeOf(field)
    columns.push({ name: field.name, type })
    if (type.kind === 'integer' && field.columnType !== code.BIT) integers.push(at)
    else {
      const convert = conversionOf(field, type)
      if (convert) others.push({ at, convert })
    }
    prepare(field, type)
  }
  return { columns, cells: converter(integers, others) }
}

function prepare(field: FieldPacket, { kind }: ValueType): void {
  field.name = 'c'
  if (kind === 'binary' || field.columnType === code.BIT) {
    field.columnType = code.BLOB
    field.characterSet = binaryCharset
  } else if (kind === 'date' || kind === 'timestamp' || kind === 'time') {
    // Its length comes first, as that of a text does. In Latin-1 each byte is one character.
    field.columnType = code.VAR_STRING
    field.characterSet = latinCharset
    field.encoding = 'latin1'
  }
}

function converter(integers: number[], others: { at: number; convert: Convert }[]): (row: unknown[]) => Cell[] {
  return (row) => {
    for (const at of integers) {
      const value = row[at]
      if (typeof value === 'number') row[at] = `${value}`
    }
    for (const { at, convert } of others) {
      const value = row[at]
      if (value !== null) row[at] = convert(value)
    }
    return row as Cell[]
  }
}

/** TINYINT(1) is an integer: that it is meant as yes or no is a custom, and some columns of it hold 2. */
function typeOf(field: FieldPacket): ValueType {
  if (field.extendedFormat === 'json') return { kind: 'json' }
  switch (field.columnType) {
    case code.TINY: case code.SHORT: case code.LONG: case code.LONGLONG: case code.INT24: case code.YEAR: case code.BIT: return { kind: 'integer' }
    case code.DECIMAL: case code.NEWDECIMAL: return decimalType(field)
    case code.FLOAT: case code.DOUBLE: return { kind: 'float' }
    case code.NULL: return { kind: 'unknown' }
    case code.DATE: case code.NEWDATE: return { kind: 'date' }
    case code.TIMESTAMP: case code.DATETIME: return { kind: 'timestamp' }
    case code.TIME: return { kind: 'time' }
    case code.JSON: return { kind: 'json' }
    case code.GEOMETRY: case code.VECTOR: return { kind: 'binary' }
    default: return { kind: field.characterSet === binaryCharset ? 'binary' : 'text' }
  }
}

/** The length in the metadata counts the point and the sign too. */
function decimalType(field: FieldPacket): ValueType {
  const sign = hasFlag(field, unsignedFlag) ? 0 : 1
  const point = field.decimals > 0 ? 1 : 0
  return { kind: 'decimal', precision: (field.columnLength ?? 0) - sign - point, scale: field.decimals }
}

/** What must still be done to the driver's value; null when it is a cell already. */
function conversionOf(field: FieldPacket, type: ValueType): Convert | null {
  if (field.columnType === code.BIT) return (value) => bits(value as Buffer)
  if (field.columnType === code.FLOAT) return (value) => single(value as number)
  switch (type.kind) {
    case 'decimal': {
      const scale = type.scale ?? 0
      const exact = (value: string): string => scaled(value, scale)
      return hasFlag(field, zerofillFlag) ? (value) => exact((value as string).replace(/^0+(?=\d)/, '')) : (value) => exact(value as string)
    }
    case 'binary': return (value) => `0x${(value as Buffer).toString('hex')}`
    case 'date': return decoded(decodeDate())
    case 'timestamp': return decoded(decodeTimestamp())
    case 'time': return decoded(decodeTime())
    default: return null
  }
}

function hasFlag(field: FieldPacket, flag: number): boolean {
  return typeof field.flags === 'number' && (field.flags & flag) !== 0
}

/** A server prints a decimal with its scale, except for some computed values ("1.5" for a scale of 4). Digits are added, never taken. */
function scaled(value: string, scale: number): string {
  if (scale === 0 || value.charCodeAt(value.length - scale - 1) === 46) return value
  const point = value.indexOf('.')
  return point < 0 ? `${value}.${'0'.repeat(scale)}` : value.padEnd(point + 1 + scale, '0')
}

const decoded = (decode: Decode): Convert => (value) => decode(value as string)

/** BIT(n) is a number of n bits, most significant first. */
function bits(value: Buffer): string {
  return value.length === 0 ? '0' : BigInt(`0x${value.toString('hex')}`).toString()
}

/** A 32-bit float arrives widened to 64 bits, 0.1 as 0.10000000149011612; the shortest number that narrows to it again is what was meant. */
function single(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}

const wholeNumber = /^-?\d{1,65}$/
const decimalNumber = /^-?\d{1,65}(?:\.\d{1,38})?$/
const int64 = { from: -(2n ** 63n), to: 2n ** 63n - 1n, unsignedTo: 2n ** 64n - 1n }

/**
 * A parameter as the driver sends it, typed. As plain text a number would be compared through a double, by which
 * 9007199254740993 equals 9007199254740992. Fails with BAD_REQUEST when the value is not of its type.
 */
export function boundValue({ value, type }: Parameter): unknown {
  if (value === null) return null
  switch (type) {
    case 'integer': return integer(matching(String(value), wholeNumber, type))
    case 'decimal': return mysql.TypedParameter.NEWDECIMAL(matching(String(value), decimalNumber, type))
    case 'float': return mysql.TypedParameter.DOUBLE(Number(value))
    case 'boolean': return mysql.TypedParameter.TINY(value === true || value === 'true' || value === 1 || value === '1' ? 1 : 0)
    case 'binary': return Buffer.from(matching(String(value), /^0x(?:[0-9a-f]{2})*$/, type).slice(2), 'hex')
    default: return String(value)
  }
}

function integer(digits: string): unknown {
  const number = BigInt(digits)
  if (number >= int64.from && number <= int64.to) return mysql.TypedParameter.LONGLONG(number)
  if (number > 0n && number <= int64.unsignedTo) return mysql.TypedParameter.LONGLONG.unsigned(number)
  return mysql.TypedParameter.NEWDECIMAL(digits)
}

function matching(text: string, pattern: RegExp, type: string): string {
  if (pattern.test(text)) return text
  throw new Failure('BAD_REQUEST', `"${text.slice(0, 40)}" is not a value of type ${type}.`, { hint: 'Change the value in the question.' })
}
