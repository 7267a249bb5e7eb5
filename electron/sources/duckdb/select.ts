import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api'
import type { Parameter } from '../../guard/guarded.ts'
import { bindParameters } from './bind.ts'
import { proveSelect } from './tree.ts'

/** Prepares a statement from outside with its parameters; anything but one SELECT that only computes is refused here too, whatever the guard let pass. */
export async function prepareSelect(connection: DuckDBConnection, sql: string, parameters: readonly Parameter[], explain = ''): Promise<DuckDBPreparedStatement> {
  await proveSelect(connection, sql)
  const prepared = await connection.prepare(explain + sql)
  bindParameters(prepared, parameters)
  return prepared
}

/** Runs a literal of ours and gives its rows. */
export async function readRows(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows()
}
