import type { Dialect } from '../../../shared/model/value.ts'
import type { DialectTable } from './dialect.ts'
import { duckdb } from './duckdb.ts'
import { mysql } from './mysql.ts'
import { sqlite } from './sqlite.ts'

const tables: Record<Dialect, DialectTable> = { mysql, mariadb: mysql, tidb: mysql, sqlite, duckdb }

/** How a dialect is spelt. */
export function dialectTable(dialect: Dialect): DialectTable {
  return tables[dialect]
}
