import type { SourceSpec } from '../../shared/model/source.ts'
import type { SpawnChild } from './child/spawn.ts'
import { openDuckdb } from './duckdb/open.ts'
import { openMysql } from './mysql/open.ts'
import type { Source } from './source.ts'
import { openSqlite } from './sqlite/open.ts'

/**
 * Opens a source of any kind. `folders.imports` keeps the imports of data files, `folders.sample` holds the bundled sample.
 * Files are imported here, so this may take as long as reading them does and fails as that fails, or with CANCELLED when `signal` aborts;
 * servers are reached with the first call. `spawn` starts the processes that read files, where the host has its own way.
 */
export async function openSource(
  spec: SourceSpec, options: { secrets?: { password?: string }; folders: { imports: string; sample: string }; signal?: AbortSignal | undefined; spawn?: SpawnChild | undefined },
): Promise<Source> {
  switch (spec.kind) {
    case 'mysql': return openMysql(spec, options.secrets ?? {})
    case 'sqlite': return openSqlite(spec.path, options)
    case 'files': return openDuckdb(spec.path, options.folders.imports, options)
    case 'sample': return openDuckdb(options.folders.sample, options.folders.imports, options)
  }
}
