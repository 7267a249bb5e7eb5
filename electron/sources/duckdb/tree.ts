import type { DuckDBConnection } from '@duckdb/node-api'
import { failing, type FaultError } from '../child/protocol.ts'

/**
 * Table functions that only compute. Of the others some read files or change the logging of the whole instance, and `enable_logging` with a
 * file and `arrow_scan` with a made-up pointer end the process even when the instance is locked.
 */
const computing = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree', 'repeat', 'repeat_row'])

/** DuckDB's own reading of a text as statements, from json_serialize_sql; anything but SELECT is an error there. */
async function readTree(connection: DuckDBConnection, sql: string): Promise<unknown> {
  const statement = await connection.prepare('SELECT json_serialize_sql(?::VARCHAR)')
  try {
    statement.bindVarchar(1, sql)
    const [row = []] = (await statement.runAndReadAll()).getRows()
    return JSON.parse(String(row[0]))
  } finally {
    statement.destroySync()
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The names of all table functions anywhere in the tree. */
function tableFunctions(tree: unknown): string[] {
  const names: string[] = []
  const open = [tree]
  while (open.length > 0) {
    const node = open.pop()
    if (!isObject(node)) continue
    if (node.type === 'TABLE_FUNCTION') names.push(isObject(node.function) ? String(node.function.function_name).toLowerCase() : '?')
    open.push(...Object.values(node))
  }
  return names
}

function refused(message: string): FaultError {
  return failing('REFUSED_BY_GUARD', message, 'Only SELECT on the tables of this source is possible.')
}

/** Fails unless DuckDB itself reads the text as one SELECT that calls no table function but those that only compute. */
export async function proveSelect(connection: DuckDBConnection, sql: string): Promise<void> {
  const tree = await readTree(connection, sql)
  if (!isObject(tree)) throw refused('Only one SELECT statement can be run.')
  if (tree.error === true && tree.error_type === 'parser') {
    throw failing('QUERY_FAILED', `DuckDB could not read this: ${String(tree.error_message)}.`, 'Check its spelling.')
  }
  const statements = tree.statements
  if (tree.error !== false || !Array.isArray(statements) || statements.length !== 1) throw refused('Only one SELECT statement can be run.')
  const foreign = tableFunctions(statements).find((name) => !computing.has(name))
  if (foreign !== undefined) throw refused(`The table function ${foreign} is not one that only computes.`)
}
