import type { Dialect } from '../../shared/model/value.ts'

/** Dialects that are read by the same grammar. */
export type Family = 'mysql' | 'sqlite' | 'duckdb'

/** The grammar that a dialect is read with. */
export const familyOf = (dialect: Dialect): Family => (dialect === 'sqlite' || dialect === 'duckdb' ? dialect : 'mysql')
