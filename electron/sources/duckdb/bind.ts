import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, DuckDBTimeValue, type DuckDBPreparedStatement } from '@duckdb/node-api'
import type { Parameter } from '../../guard/guarded.ts'
import { failing } from '../child/protocol.ts'

const widest = 38
const millisecondsPerDay = 86_400_000

function bindInteger(statement: DuckDBPreparedStatement, at: number, digits: bigint): void {
  if (BigInt.asIntN(64, digits) === digits) statement.bindBigInt(at, digits)
  else statement.bindHugeInt(at, digits)
}

function bindDecimal(statement: DuckDBPreparedStatement, at: number, text: string): void {
  const [whole = '', fraction = ''] = text.split('.')
  const digits = BigInt(whole + fraction)
  const width = Math.max((whole + fraction).replace('-', '').length, fraction.length + 1)
  if (width > widest) throw failing('QUERY_FAILED', `${text} has more than ${widest} digits.`, 'Use a shorter number.')
  statement.bindDecimal(at, new DuckDBDecimalValue(digits, width, fraction.length))
}

const daysOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay

function microsecondsOf(time: string): bigint {
  const [clock = '', fraction = ''] = time.split('.')
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return BigInt((hours * 60 + minutes) * 60 + seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

function bindOne(statement: DuckDBPreparedStatement, at: number, { value, type }: Parameter): void {
  if (value === null) return statement.bindNull(at)
  if (typeof value === 'boolean') return statement.bindBoolean(at, value)
  if (typeof value === 'number') return statement.bindDouble(at, value)
  switch (type) {
    case 'integer': return bindInteger(statement, at, BigInt(value))
    case 'decimal': return bindDecimal(statement, at, value)
    case 'binary': return statement.bindBlob(at, Buffer.from(value.slice(2), 'hex'))
    case 'date': return statement.bindDate(at, new DuckDBDateValue(daysOf(value)))
    case 'time': return statement.bindTime(at, new DuckDBTimeValue(microsecondsOf(value)))
    case 'timestamp': return statement.bindTimestamp(at, new DuckDBTimestampValue(BigInt(daysOf(value.slice(0, 10))) * 86_400_000_000n + microsecondsOf(value.slice(11))))
    case 'boolean': case 'float': case 'text': case 'json': case 'unknown': return statement.bindVarchar(at, value)
  }
}

/** Binds every parameter as what it is; numbers of many digits never become floats. */
export function bindParameters(statement: DuckDBPreparedStatement, parameters: readonly Parameter[]): void {
  parameters.forEach((parameter, index) => { bindOne(statement, index + 1, parameter) })
}
