import { constants, type DatabaseSync } from 'node:sqlite'

/** SQLite marks the functions that are harmless even in a hostile schema. */
const innocuous = 0x200000
/** Harmless too, but without that mark: statistics, and full text search over the user's own tables. */
const alsoHarmless = ['median', 'percentile', 'percentile_cont', 'percentile_disc', 'match', 'bm25', 'snippet', 'highlight']
/** Eponymous tables that show the file's inside or run pragmas, and SQLite's own tables. */
const internalTable = /^(sqlite_|pragma_|dbstat$|fts3tokenize$)/i
/** Full text search reads these on its way, without an argument that would set them. */
const searchPragmas = new Set(['data_version', 'page_size'])
const discoveryPragmas = new Set(['table_list', 'table_xinfo', 'foreign_key_list', 'index_list', 'index_info'])

type Authorizer = (action: number, first: string | null, second: string | null) => number

/** The two rule sets of a connection: `ask` for statements from outside, `discover` for the literals that read the schema. */
export type Authorizers = { ask: Authorizer; discover: Authorizer }

/**
 * Deny by default. Allowed are SELECT, recursion, reading tables, and functions that SQLite itself calls innocuous.
 * Call it before the connection is locked: it reads the function list.
 */
export function authorizers(database: DatabaseSync): Authorizers {
  const listed = database.prepare('SELECT DISTINCT name FROM pragma_function_list WHERE builtin AND flags & ?').all(innocuous)
  const functions = new Set([...listed.map((row) => String(row.name).toLowerCase()), ...alsoHarmless])
  functions.delete('load_extension')

  const rules = (mayRead: (table: string) => boolean, mayPragma: (name: string) => boolean): Authorizer => (action, first, second) => {
    const allowed = action === constants.SQLITE_SELECT || action === constants.SQLITE_RECURSIVE
      || (action === constants.SQLITE_READ && mayRead(first ?? ''))
      || (action === constants.SQLITE_FUNCTION && functions.has((second ?? '').toLowerCase()))
      || (action === constants.SQLITE_PRAGMA && (mayPragma(first ?? '') || (second === null && searchPragmas.has(first ?? ''))))
    return allowed ? constants.SQLITE_OK : constants.SQLITE_DENY
  }
  return {
    ask: rules((table) => !internalTable.test(table), () => false),
    discover: rules(() => true, (name) => discoveryPragmas.has(name)),
  }
}
