import type { DuckDBConnection } from '@duckdb/node-api'
import { literal, pathLiteral, quoted } from './literal.ts'
import { asNumber } from './numbers.ts'

const staging = 'quaestor_staging'
/** DuckDB reads JSON numbers as doubles, whose shortest form is what was written while it has no more digits than these. */
const exactDigits = 15

/**
 * Takes a JSON file in: one array of objects, or one object after another. Types come from all objects, not from the first few; numbers with a
 * fraction become exact decimals while none has more than 15 digits, else floats. Nested values keep their structure.
 */
export async function loadJson(connection: DuckDBConnection, file: string, table: string): Promise<void> {
  const options = `${pathLiteral(file)}, ignore_errors = false, sample_size = -1`
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_json(${options})`)
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))
  if (!columns.some(({ type }) => type === 'DOUBLE')) {
    await connection.run(`CREATE TABLE ${quoted(table)} AS SELECT * FROM read_json(${options})`)
    return
  }
  const asWritten = columns.map(({ name, type }) => `${literal(name)}: ${literal(type === 'DOUBLE' ? 'VARCHAR' : type)}`).join(', ')
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoted(staging)} AS SELECT * FROM read_json(${options}, columns = {${asWritten}})`)
  const parts: string[] = []
  for (const { name, type } of columns) parts.push(`${type === 'DOUBLE' ? await asNumber(connection, staging, name, exactDigits) : quoted(name)} AS ${quoted(name)}`)
  await connection.run(`CREATE TABLE ${quoted(table)} AS SELECT ${parts.join(', ')} FROM ${quoted(staging)}`)
  await connection.run(`DROP TABLE ${quoted(staging)}`)
}
