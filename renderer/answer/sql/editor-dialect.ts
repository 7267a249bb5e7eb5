import { MariaSQL, MySQL, PostgreSQL, SQLite, type SQLDialect } from '@codemirror/lang-sql'
import type { Dialect } from '../../../shared/model/value.ts'

/** The grammar that comes closest: TiDB speaks MySQL's, DuckDB PostgreSQL's. */
export const editorDialects: Record<Dialect, SQLDialect> = { mysql: MySQL, tidb: MySQL, mariadb: MariaSQL, sqlite: SQLite, duckdb: PostgreSQL }
