import type { Dialect } from '../../../shared/model/value.ts'
import type { KnownParameter } from './parameter-kinds.ts'

const isServer = (dialect: Dialect): boolean => dialect === 'mysql' || dialect === 'mariadb' || dialect === 'tidb'

/** What is stepped over whole: quoted names and texts, comments. In the MySQL family a backslash escapes, `"` quotes text and `#` begins a comment. */
const pieces = {
  server: /'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"|`(?:[^`]|``)*`|--[^\n]*|#[^\n]*|\/\*[^]*?\*\/|\?/g,
  file: /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[^]*?\*\/|\?/g,
}

/** A statement as plain text: every placeholder replaced by its value as a literal of the dialect. Placeholders without a value stay. */
export function inlineParameters(sql: string, parameters: readonly KnownParameter[], dialect: Dialect): string {
  let next = 0
  return sql.replace(isServer(dialect) ? pieces.server : pieces.file, (piece) => {
    const parameter = piece === '?' ? parameters[next++] : undefined
    return parameter === undefined ? piece : literalOf(parameter, dialect)
  })
}

/** A value as a literal: numbers bare and digit by digit, everything else in quotes. */
export function literalOf({ value, kind }: KnownParameter, dialect: Dialect): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return String(value)
  if ((kind === 'integer' || kind === 'decimal' || kind === 'float') && /^-?\d+(\.\d+)?$/.test(value)) return value
  if (isServer(dialect)) return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`
  const text = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`).join(dialect === 'sqlite' ? ' || CHAR(0) || ' : ' || CHR(0) || ')
  const whole = value.includes('\0') ? `(${text})` : text
  return dialect === 'duckdb' && (kind === 'date' || kind === 'timestamp' || kind === 'time') ? `${kind.toUpperCase()} ${whole}` : whole
}
