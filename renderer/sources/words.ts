import type { SavedSource } from '../../shared/model/saved-source.ts'
import type { SourceSpec } from '../../shared/model/source.ts'

/** Letters of a path that stand in the list whole. */
const wholePath = 36

/** Where a source is, in one line. */
export function placeOf(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'mysql': return `${spec.user}@${spec.host}${spec.port === 3306 ? '' : `:${spec.port}`}${spec.database === undefined ? '' : ` · ${spec.database}`}`
    case 'sqlite': case 'files': return spec.path
    case 'sample': return 'A group ledger, bundled'
  }
}

/** The same for a narrow line: of a path the end, which tells files apart; of a file that was dropped its name. */
export function shortPlaceOf(spec: SourceSpec): string {
  if (spec.kind !== 'sqlite' && spec.kind !== 'files') return placeOf(spec)
  const parts = spec.path.split(/[\\/]/)
  const name = parts.at(-1) ?? ''
  if (parts.at(-3) === 'uploads' && /^[\da-f-]{36}$/.test(parts.at(-2) ?? '')) return `${name}, dropped here`
  return spec.path.length <= wholePath ? spec.path : `…${spec.path.slice(-Math.max(wholePath, name.length + 1))}`
}

/** Whether every word of the search is in the name or place of a source. */
export function matches(source: SavedSource, search: string): boolean {
  const text = `${source.name} ${placeOf(source.spec)} ${source.lastDatabase ?? ''}`.toLowerCase()
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

export const kindWords = { sqlite: 'SQLite file', duckdb: 'DuckDB file', csv: 'CSV file', parquet: 'Parquet file', json: 'JSON file' } as const
