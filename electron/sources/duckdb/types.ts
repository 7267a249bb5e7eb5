import type { DuckDBType } from '@duckdb/node-api'
import type { ValueKind, ValueType } from '../../../shared/model/value.ts'

const kinds = new Map<string, ValueKind>([
  ['BOOLEAN', 'boolean'], ['JSON', 'json'], ['BLOB', 'binary'], ['DATE', 'date'], ['TIME', 'time'],
  ...['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT', 'BIGNUM'].map((name) => [name, 'integer'] as const),
  ...['FLOAT', 'DOUBLE'].map((name) => [name, 'float'] as const),
  ...['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ'].map((name) => [name, 'timestamp'] as const),
  ...['VARCHAR', 'UUID', 'INTERVAL', 'BIT', 'TIME WITH TIME ZONE', 'TIMETZ', 'TIME_NS'].map((name) => [name, 'text'] as const),
])

/** What a DuckDB type is, from its name: lists, structs, maps and unions are JSON; enumerations and identifiers are text. */
export function valueType(name: string): ValueType {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(name)
  if (decimal !== null) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
  if (/[[\]]$/.test(name) || /^(STRUCT|MAP|UNION)\(/.test(name) || name === 'VARIANT') return { kind: 'json' }
  if (name.startsWith('ENUM(')) return { kind: 'text' }
  return { kind: kinds.get(name) ?? 'unknown' }
}

/** The name of a type as DuckDB's own tables spell it; an alias such as JSON comes before what it stands for. */
export function typeName(type: DuckDBType): string {
  return type.alias ?? type.toString()
}
