import type { DuckDBConnection } from '@duckdb/node-api'
import type { Parameter } from '../../guard/guarded.ts'
import type { Estimate } from '../source.ts'
import { prepareSelect } from './select.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * Reads down DuckDB's EXPLAIN (FORMAT json): the first operator that tells its cardinality stands nearest to the result. An ORDER BY makes DuckDB
 * 1.5 tell 0 for itself and what stands above it, so a 0 counts only where nothing below it says more.
 */
function cardinality(operator: unknown): number | null {
  if (!isObject(operator)) return null
  const told = isObject(operator.extra_info) ? operator.extra_info['Estimated Cardinality'] : undefined
  const own = typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : null
  if (own !== null && own > 0) return own
  const children: unknown = operator.children
  return (Array.isArray(children) && children.length === 1 ? cardinality(children[0]) : null) ?? own
}

/** DuckDB's estimate of the rows of the result; null where its plan does not tell. */
export async function estimateRows(connection: DuckDBConnection, sql: string, parameters: readonly Parameter[]): Promise<Estimate> {
  const statement = await prepareSelect(connection, sql, parameters, 'EXPLAIN (FORMAT json) ')
  const rows = (await statement.runAndReadAll()).getRows()
  const plan: unknown = JSON.parse(String(rows[0]?.[1] ?? '[]'))
  return { rows: Array.isArray(plan) ? cardinality(plan[0]) : null, warnings: [] }
}
