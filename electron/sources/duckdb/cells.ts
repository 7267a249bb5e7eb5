import {
  DuckDBArrayValue, DuckDBBlobValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBListValue, DuckDBMapValue, DuckDBStructValue, DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue, DuckDBTimestampSecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBTimeValue, DuckDBTypeId, DuckDBUnionValue,
  type DuckDBType, type DuckDBValue,
} from '@duckdb/node-api'
import type { Cell } from '../../../shared/model/value.ts'
import { failing } from '../child/protocol.ts'

const microsecondsPerSecond = 1_000_000n
const pad = (value: number | bigint, digits: number): string => value.toString().padStart(digits, '0')

function decimalText({ value, scale }: DuckDBDecimalValue): string {
  if (scale === 0) return value.toString()
  const digits = pad(value < 0n ? -value : value, scale + 1)
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** "14:05:00", with six more digits when there are microseconds. */
function timeText(microseconds: bigint): string {
  const fraction = microseconds % microsecondsPerSecond
  const seconds = Number(microseconds / microsecondsPerSecond)
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`
  return fraction === 0n ? clock : `${clock}.${pad(fraction, 6)}`
}

const millisecondsPerDay = 86_400_000
/** Days that Date prints with a four-digit year; DuckDB's own text serves beyond them and before Christ. */
const plainDays = { from: -719_162, to: 2_932_896 }

const infinity = (negative: boolean): string => (negative ? '-infinity' : 'infinity')

function dateText(days: number): string {
  if (Math.abs(days) >= DuckDBDateValue.PosInf.days) return infinity(days < 0)
  if (days < plainDays.from || days > plainDays.to) return new DuckDBDateValue(days).toString()
  return new Date(days * millisecondsPerDay).toISOString().slice(0, 10)
}

const floorDivided = (value: bigint, by: bigint): bigint => value / by - (value % by < 0n ? 1n : 0n)
const microsecondsPerDay = 86_400n * microsecondsPerSecond

function timestampText(microseconds: bigint): string {
  if (microseconds === DuckDBTimestampValue.PosInf.micros || microseconds === DuckDBTimestampValue.NegInf.micros) return infinity(microseconds < 0n)
  const wholeDays = floorDivided(microseconds, microsecondsPerDay)
  const days = Number(wholeDays)
  if (days < plainDays.from || days > plainDays.to) return new DuckDBTimestampValue(microseconds).toString()
  return `${dateText(days)} ${timeText(microseconds - wholeDays * microsecondsPerDay)}`
}

/** The shortest decimal that is still the same single-precision number: 0.1, not 0.10000000149011612. */
function singleOf(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

/**
 * A DuckDB value as a cell. Timestamps with a time zone are told in UTC, nanoseconds are cut to microseconds, infinite dates keep DuckDB's
 * word ("infinity"); NaN and infinite floats are no numbers and become null.
 */
export function cellOf(value: DuckDBValue, type: DuckDBType): Cell {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return value
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') {
    if (type.typeId !== DuckDBTypeId.FLOAT && type.typeId !== DuckDBTypeId.DOUBLE) return value.toString()
    if (!Number.isFinite(value)) return null
    return type.typeId === DuckDBTypeId.FLOAT ? singleOf(value) : value
  }
  if (value instanceof DuckDBDecimalValue) return decimalText(value)
  if (value instanceof DuckDBDateValue) return dateText(value.days)
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return timestampText(value.micros)
  if (value instanceof DuckDBTimestampSecondsValue) return value.isFinite ? timestampText(value.seconds * microsecondsPerSecond) : infinity(value.seconds < 0n)
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.isFinite ? timestampText(value.millis * 1000n) : infinity(value.millis < 0n)
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.isFinite ? timestampText(floorDivided(value.nanos, 1000n)) : infinity(value.nanos < 0n)
  if (value instanceof DuckDBTimeValue) return timeText(value.micros)
  if (value instanceof DuckDBBlobValue) return `0x${Buffer.from(value.bytes).toString('hex')}`
  return isNested(value) ? jsonText(value, type) : value.toString()
}

type Nested = DuckDBListValue | DuckDBArrayValue | DuckDBStructValue | DuckDBMapValue | DuckDBUnionValue

function isNested(value: DuckDBValue): value is Nested {
  return value instanceof DuckDBListValue || value instanceof DuckDBArrayValue || value instanceof DuckDBStructValue
    || value instanceof DuckDBMapValue || value instanceof DuckDBUnionValue
}

const elementType = (type: DuckDBType): DuckDBType => (type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.ARRAY ? type.valueType : type)

/** The driver keeps fields in a plain object, which cannot hold one called "__proto__". */
function fieldOf({ entries }: DuckDBStructValue, name: string): DuckDBValue {
  if (Object.hasOwn(entries, name)) return entries[name] ?? null
  throw failing('NOT_SUPPORTED', `A field called “${name}” inside a value cannot be read.`, 'Leave that column out, or take its other fields one by one.')
}

/** A nested value as JSON text, with integers and decimals in all their digits. */
function jsonText(value: DuckDBValue, type: DuckDBType): string {
  if (value === null) return 'null'
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return `[${value.items.map((item) => jsonText(item, elementType(type))).join(',')}]`
  if (value instanceof DuckDBStructValue && type.typeId === DuckDBTypeId.STRUCT) {
    return `{${type.entryNames.map((name, at) => `${JSON.stringify(name)}:${jsonText(fieldOf(value, name), type.entryTypes[at] ?? type)}`).join(',')}}`
  }
  if (value instanceof DuckDBMapValue && type.typeId === DuckDBTypeId.MAP) {
    return `{${value.entries.map((entry) => `${JSON.stringify(keyText(entry.key, type.keyType))}:${jsonText(entry.value, type.valueType)}`).join(',')}}`
  }
  if (value instanceof DuckDBUnionValue && type.typeId === DuckDBTypeId.UNION) return jsonText(value.value, type.memberTypeForTag(value.tag))
  if (type.alias === 'JSON' && typeof value === 'string') return value
  const cell = cellOf(value, type)
  const number = typeof value === 'number' || typeof value === 'bigint' || value instanceof DuckDBDecimalValue
  return number ? String(cell) : JSON.stringify(cell)
}

const keyText = (key: DuckDBValue, type: DuckDBType): string => String(cellOf(key, type))
