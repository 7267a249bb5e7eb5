import type { DuckDBConnection } from '@duckdb/node-api'
import { Failure } from '../../../shared/model/failure.ts'
import { loadCsv } from './csv.ts'
import type { DataFile } from './datafiles.ts'
import { importFailure } from './failure.ts'
import { loadJson } from './json.ts'
import { pathLiteral, quoted } from './literal.ts'

/** Takes one file in as a table of the connection's database. All of it arrives, or the import fails with the file, the line and the reason. */
export async function loadFile(connection: DuckDBConnection, file: DataFile): Promise<void> {
  try {
    switch (file.format) {
      case 'csv': return await loadCsv(connection, file.path, file.table)
      case 'json': return await loadJson(connection, file.path, file.table)
      case 'parquet':
        await connection.run(`CREATE TABLE ${quoted(file.table)} AS SELECT * FROM read_parquet(${pathLiteral(file.path)}, hive_partitioning = false)`)
        return
      case 'duckdb': throw new Failure('SOURCE_UNSUPPORTED', 'A DuckDB file is not a table.', { hint: 'Open it by itself.', detail: { path: file.path } })
    }
  } catch (error) {
    throw importFailure(error, file.path)
  }
}
