import type { Family } from './family.ts'
import { namesOf } from './grammar/names.ts'
import { refusal, shown } from './refusal.ts'
import type { Token } from './tree.ts'

/** Schemas that describe the server or hold its accounts. */
const systemSchemas: Record<Family, ReadonlySet<string>> = {
  mysql: new Set(['mysql', 'information_schema', 'performance_schema', 'sys', 'metrics_schema', 'inspection_schema', 'lightning_task_info', 'ndbinfo', 'mysql_innodb_cluster_metadata', 'percona_schema']),
  sqlite: new Set(['temp', 'sqlite_temp']),
  duckdb: new Set(['information_schema', 'pg_catalog', 'system', 'temp']),
}

/** Tables that exist without being made: schema tables, statistics, virtual tables that read files or pages. */
const systemTables: Record<Family, RegExp> = {
  mysql: /^$/,
  sqlite: /^(?:sqlite_|pragma_)|^(?:dbstat|fts\d*_?tokenize|fts5vocab|fsdir|zipfile|bytecode|tables_used|wholenumber|generate_series|csv|completion|carray|stmt|sha3|unionvtab|swarmvtab|closure|editdist\d*|spellfix\d*)$/,
  duckdb: /^(?:duckdb_|pragma_|sqlite_)|^pg_(?:am|attrdef|attribute|class|collation|constraint|database|depend|description|enum|index|indexes|namespace|prepared_statements|proc|sequence|sequences|settings|tables|tablespace|type|views)$/,
}

/**
 * DuckDB reads a file when a table's whole dotted name, quoted or not, looks like one: `"x.csv"`, `dir."x.parquet"`, `data.csv`, an address or a pattern.
 */
const fileName = /[/\\:*?]|\.(?:csv|tsv|txt|parquet|json|jsonl|ndjson|geojson|xlsx?|arrow|arrows|feather|ipc|avro|orc|db|ddb|duckdb|sqlite3?|vortex|lance|shp|gpkg|fgb|log|gz|zst|bz2|zip)\??$/

/** A name that carries an ending of its own (`"x.anything"`), whichever endings a later DuckDB or extension opens. */
const nameWithEnding = /\.[a-z]\w{0,9}$/

/** Refuses a table of the engine itself, or a file under the name of a table. */
export function checkRelation(dotted: readonly Token[], family: Family): void {
  const names = namesOf(dotted).map((token) => folded(token.value))
  const written = shown(namesOf(dotted).map((token) => token.text).join('.'))
  const at = dotted[0]?.at ?? 0
  const system = names.slice(0, -1).some((schema) => systemSchemas[family].has(schema)) || systemTables[family].test(names.at(-1) ?? '')
  if (system) throw refusal('system-table', `${written} belongs to the database itself, not to your data.`, { word: written, at })
  const file = fileName.test(names.join('.')) || names.some((part) => nameWithEnding.test(part))
  if (family === 'duckdb' && file) throw refusal('file', `${written} in FROM would read a file, not a table.`, { word: written, at })
  if (names.length > 3) throw refusal('grammar', `${written} has too many parts for a table.`, { word: written, at })
}

/** Engines compare names without case, and some fold accents and look-alikes too. */
const folded = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i').replaceAll('ſ', 's').trim()
