import type { DuckDBConnection } from '@duckdb/node-api'
import { literal, quoted } from './literal.ts'

/** More digits after the point are measurements, not money, and stay floats. */
const longestFraction = 6
/** Digits of the widest decimal. */
const widest = 38

const integer = '[+-]?(0|[1-9][0-9]{0,17})'
const plain = '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)'
const leadingZero = '[+-]?0[0-9].*'

/** The numeric type that keeps every text of a column exactly, or null where it must stay text: BIGINT, else DECIMAL, else DOUBLE. */
async function numericType(connection: DuckDBConnection, table: string, column: string, digits: number): Promise<string | null> {
  const value = `trim(${quoted(column)})`
  const matches = (pattern: string) => `count_if(regexp_full_match(${value}, ${literal(pattern)}))`
  const reader = await connection.runAndReadAll(`SELECT count(${value}), ${matches(integer)}, ${matches(plain)}, ${matches(leadingZero)}, count(TRY_CAST(${value} AS DOUBLE)),
    max(length(regexp_extract(${value}, '^[+-]?([0-9]*)', 1))), max(length(regexp_extract(${value}, '\\.([0-9]*)$', 1))) FROM ${quoted(table)}`)
  const [present = 0, integers = 0, plains = 0, codes = 0, doubles = 0, whole = 0, fraction = 0] = (reader.getRows()[0] ?? []).map(Number)
  // A leading zero is part of a code ("007"), which a number would lose.
  if (codes > 0) return null
  if (integers === present) return 'BIGINT'
  if (plains === present && fraction <= longestFraction && whole + fraction <= digits) return `DECIMAL(${Math.max(18, whole + fraction)}, ${fraction})`
  return doubles === present ? 'DOUBLE' : null
}

/**
 * The expression that turns a text column into numbers without losing a digit; the column itself where it must stay text.
 * Numbers of more than `digits` digits become floats.
 */
export async function asNumber(connection: DuckDBConnection, table: string, column: string, digits = widest): Promise<string> {
  const type = await numericType(connection, table, column, digits)
  return type === null ? quoted(column) : `CAST(trim(${quoted(column)}) AS ${type})`
}
