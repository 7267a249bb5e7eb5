import type { Catalog, Relationship, Table } from '../../shared/model/catalog.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { TermFile } from '../../shared/model/term.ts'
import type { DescribedDatabase, DescribedKey, DescribedTable, Source } from '../sources/source.ts'
import { fingerprint } from './fingerprint.ts'
import { inferRelationships } from './infer.ts'
import { holdsKey } from './lookup.ts'
import { withNotes } from './notes.ts'
import { cancelled, profileTables } from './profile.ts'
import type { TableProfile } from './profile.ts'

export type DiscoverOptions = {
  sourceId: string
  database: string
  /** Comments and keys that people noted; never override what the database declares. */
  notes?: TermFile
  clock: () => Date
  signal?: AbortSignal
  /** False leaves out counts, values and samples: seconds for very large schemas. */
  profile: boolean
  onProgress?: (done: number, of: number, table: string) => void
  /** Told of each table whose contents could not be read; the table stays in the catalog without a profile. */
  onSkipped?: (table: string, failure: Failure) => void
  /** Most distinct text values kept per column. */
  valueCap?: number
}

const defaultValueCap = 5_000

function profiledTable(table: DescribedTable, profile: TableProfile | undefined): Table {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, profile: profile?.columns.get(column.name) })),
    sample: profile?.sample ?? [],
  }
}

function declaredRelationships(tables: readonly DescribedTable[], keys: readonly DescribedKey[]): Relationship[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  return keys.map((key) => {
    const from = byName.get(key.from.table)
    return { ...key, origin: 'declared', confidence: 1, oneToOne: from !== undefined && holdsKey(from, key.from.columns) }
  })
}

/** What the source says of the database now, notes merged, keys checked: cheap, no table is read. */
export async function describeWithNotes(source: Source, options: Pick<DiscoverOptions, 'database' | 'notes' | 'signal'>): Promise<DescribedDatabase> {
  if (options.signal?.aborted === true) throw cancelled()
  return withNotes(await source.describe(options.database, options.signal), options.notes)
}

/** Reads the contents of described tables and works out the relationships: the second half of `discover`. */
export async function catalogOf(source: Source, described: DescribedDatabase, options: DiscoverOptions): Promise<Catalog> {
  // Taken before the tables are read: what changes meanwhile is then newer than the catalog.
  const readAt = options.clock().toISOString()
  const profiles = options.profile
    ? await profileTables(source, options.database, described.tables, { ...options, valueCap: options.valueCap ?? defaultValueCap })
    : new Map<string, TableProfile>()
  const tables = described.tables.map((table) => profiledTable(table, profiles.get(table.name)))
  const declared = declaredRelationships(described.tables, described.keys)
  return {
    source: options.sourceId,
    database: options.database,
    dialect: source.dialect,
    tables,
    relationships: [...declared, ...inferRelationships(tables, declared)],
    asOf: options.notes?.asOf,
    fiscalYearStart: options.notes?.fiscalYearStart ?? 1,
    readAt,
    fingerprint: fingerprint(described),
  }
}

/**
 * Reads all that can be known of one database: tables, columns, keys, comments, profiles, declared and inferred relationships.
 * Fails as the source fails, and with CANCELLED when the signal aborts; a single table that cannot be profiled fails nothing.
 */
export async function discover(source: Source, options: DiscoverOptions): Promise<Catalog> {
  return catalogOf(source, await describeWithNotes(source, options), options)
}
