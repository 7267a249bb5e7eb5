import type { Catalog, DatabaseSummary } from '../../shared/model/catalog.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Source } from '../sources/source.ts'

/** The source and database that a question is asked in. Every stage receives it. */
export type DatabaseContext = {
  sourceId: string
  /** What the user calls the source. */
  sourceName: string
  source: Source
  database: string
  catalog: Catalog
}

/**
 * Which database is meant: the one named, or the only one there is. Fails with DATABASE_GONE when the named one is not there, and with
 * CONTEXT_MISSING, naming them, when there are several to choose from.
 */
export async function selectDatabase(source: Source, named: string | undefined, signal?: AbortSignal): Promise<string> {
  const databases = await source.databases(signal)
  const names = databases.map((database: DatabaseSummary) => database.name)
  if (named !== undefined) {
    const exact = names.find((name) => name === named) ?? names.find((name) => name.toLowerCase() === named.toLowerCase())
    if (exact !== undefined) return exact
    throw new Failure('DATABASE_GONE', `There is no database “${named}” here.`, { hint: names.length === 0 ? 'Ask the owner of the server for access to it.' : `Choose one of: ${listed(names)}.`, detail: { databases: names } })
  }
  const [only] = names
  if (only === undefined) throw new Failure('CONTEXT_MISSING', 'This account sees no database.', { hint: 'Ask the owner of the server for access to one.', detail: { databases: [] } })
  if (names.length > 1) throw new Failure('CONTEXT_MISSING', 'There are several databases here, and none is selected.', { hint: `Choose one of: ${listed(names)}.`, detail: { databases: names } })
  return only
}

function listed(names: string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ')
}

/** Fails with DATABASE_GONE when the catalog of the context has nothing to ask about. */
export function requireTables(context: DatabaseContext): void {
  if (context.catalog.tables.length > 0) return
  throw new Failure('CONTEXT_STALE', `The database “${context.database}” has no tables that this account can read.`, { hint: 'Choose another database, or ask its owner for SELECT rights.' })
}
