import { Failure } from '../../shared/model/failure.ts'
import type { Parameter } from '../guard/guarded.ts'
import type { Compiled } from './compiled.ts'

/**
 * The statement as plain text, every placeholder replaced by its value as a literal. For SQLite and DuckDB, where a quote is written twice
 * and a backslash means itself; fails with NOT_SUPPORTED for servers, whose literals depend on their settings.
 */
export function inlineParameters({ sql, parameters, dialect }: Pick<Compiled, 'sql' | 'parameters' | 'dialect'>): string {
  if (dialect !== 'sqlite' && dialect !== 'duckdb') {
    throw new Failure('NOT_SUPPORTED', 'Values are not written into statements for a server.', { hint: 'Run the statement with its values beside it.' })
  }
  let next = 0
  // Quoted names and texts are stepped over whole.
  return sql.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g, (piece) => (piece === '?' ? literal(parameters[next++]!, dialect) : piece))
}

function literal({ value, type }: Parameter, dialect: 'sqlite' | 'duckdb'): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return String(value)
  if ((type === 'integer' || type === 'decimal') && /^-?\d+(\.\d+)?$/.test(value)) return value
  const text = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`).join(dialect === 'sqlite' ? ' || CHAR(0) || ' : ' || CHR(0) || ')
  const whole = value.includes('\0') ? `(${text})` : text
  return dialect === 'duckdb' && (type === 'date' || type === 'timestamp' || type === 'time') ? `${type.toUpperCase()} ${whole}` : whole
}
