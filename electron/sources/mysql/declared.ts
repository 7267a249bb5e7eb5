import type { ValueType } from '../../../shared/model/value.ts'

const kinds = new Map<string, ValueType['kind']>([
  ...['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint', 'year', 'bit'].map((name) => [name, 'integer'] as const),
  ...['float', 'double', 'real'].map((name) => [name, 'float'] as const),
  ...['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set', 'uuid', 'inet4', 'inet6', 'xmltype'].map((name) => [name, 'text'] as const),
  ...['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'vector', 'geometry', 'point', 'linestring', 'polygon', 'multipoint',
    'multilinestring', 'multipolygon', 'geometrycollection', 'geomcollection'].map((name) => [name, 'binary'] as const),
  ['date', 'date'], ['time', 'time'], ['datetime', 'timestamp'], ['timestamp', 'timestamp'], ['json', 'json'],
])

/** The type of a column by its DATA_TYPE; the same kinds that a query of the column yields. */
export function declaredType(name: string, precision: number | null, scale: number | null): ValueType {
  if (name === 'decimal' || name === 'numeric') return { kind: 'decimal', precision: precision ?? 10, scale: scale ?? 0 }
  return { kind: kinds.get(name) ?? 'unknown' }
}
