import type { SavedSource } from '../../shared/model/saved-source.ts'
import type { SourceSpec } from '../../shared/model/source.ts'

/** Where a source is, in one short line. */
export function placeOf(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'mysql': return `${spec.user}@${spec.host}${spec.port === 3306 ? '' : `:${spec.port}`}${spec.database === undefined ? '' : ` · ${spec.database}`}`
    case 'sqlite': case 'files': return spec.path
    case 'sample': return 'A group ledger, bundled'
  }
}

/** Whether every word of the search is in the name or place of a source. */
export function matches(source: SavedSource, search: string): boolean {
  const text = `${source.name} ${placeOf(source.spec)} ${source.lastDatabase ?? ''}`.toLowerCase()
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

export const kindWords = { sqlite: 'SQLite file', duckdb: 'DuckDB file', csv: 'CSV file', parquet: 'Parquet file', json: 'JSON file' } as const
