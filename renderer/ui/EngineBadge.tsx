import type { Dialect } from '../../shared/model/value.ts'
import style from './EngineBadge.module.css'

type Kind = 'mysql' | 'sqlite' | 'files' | 'sample'
type Mark = { letters: string; name: string }

const byDialect: Record<Dialect, Mark> = {
  mysql: { letters: 'My', name: 'MySQL' }, mariadb: { letters: 'Ma', name: 'MariaDB' }, tidb: { letters: 'Ti', name: 'TiDB' }, sqlite: { letters: 'SQ', name: 'SQLite' }, duckdb: { letters: 'Du', name: 'DuckDB' },
}
const byEnding: Record<string, Mark> = {
  csv: { letters: 'CSV', name: 'CSV' }, tsv: { letters: 'TSV', name: 'TSV' }, parquet: { letters: 'Pq', name: 'Parquet' }, json: { letters: 'Js', name: 'JSON' }, jsonl: { letters: 'Js', name: 'JSON' }, ndjson: { letters: 'Js', name: 'JSON' },
}
const byKind: Record<Kind, Mark> = { mysql: byDialect.mysql, sqlite: byDialect.sqlite, files: byDialect.duckdb, sample: byDialect.duckdb }

/** The engine of a source as two letters on a tile. `path` tells files apart. Its name is read out. */
export function EngineBadge({ kind, dialect, path }: { kind: Kind; dialect?: Dialect; path?: string }) {
  const { letters, name } = markOf(kind, dialect, path)
  return <span className={style.badge} role="img" aria-label={name} title={name} data-long={letters.length > 2 || undefined}>{letters}</span>
}

function markOf(kind: Kind, dialect: Dialect | undefined, path: string | undefined): Mark {
  const ending = /\.([a-z]+)$/i.exec(path ?? '')?.[1]?.toLowerCase()
  const file = kind === 'files' && ending !== undefined && Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined
  return file ?? (dialect === undefined ? byKind[kind] : byDialect[dialect])
}
