import type { ResultColumn } from '../../shared/model/result.ts'

/**
 * How the cells of one column are kept in DuckDB.
 *
 * - `scaled`: an exact number as a whole number of its last decimal place ("12.50" at scale 2 is 1250; whole numbers are scale 0), in a BIGINT
 *   until one does not fit, from then on in a BIGNUM, which has no limit. (HUGEINT and DECIMAL beyond 18 digits read a hundred times slower.)
 * - `day`: a date as yyyymmdd, so that MySQL's 0000-00-00 and 2025-02-00 sort and come back, which DATE cannot hold.
 * - `float`, `boolean`: as they are.
 * - `text`: everything else, as it is written. Timestamps sort as text because their form is fixed.
 *
 * A cell that does not fit its column's form (text in a SQLite integer column, "-0.00", a lone surrogate) is kept beside the row and comes back
 * unchanged; in sorting it stands with the nulls.
 */
export type Storage =
  | { kind: 'scaled'; scale: number }
  | { kind: 'day' } | { kind: 'float' } | { kind: 'boolean' }
  | { kind: 'text'; order: 'words' | 'bytes' | 'clock' | 'number' }

/** The name of the column at `index`; names from outside never reach SQL. */
export const columnName = (index: number): string => `c${index}`

/** Chooses the storage of a column from its type. */
export function storageOf(column: ResultColumn): Storage {
  const { kind, scale } = column.type
  switch (kind) {
    case 'integer': return { kind: 'scaled', scale: 0 }
    case 'decimal': return scale === undefined ? { kind: 'text', order: 'number' } : { kind: 'scaled', scale }
    case 'float': return { kind: 'float' }
    case 'boolean': return { kind: 'boolean' }
    case 'date': return { kind: 'day' }
    case 'timestamp': case 'binary': return { kind: 'text', order: 'bytes' }
    case 'time': return { kind: 'text', order: 'clock' }
    case 'text': case 'json': case 'unknown': return { kind: 'text', order: 'words' }
  }
}

/**
 * The ORDER BY terms of one column: nulls last in both directions; words without regard to case and accents first, then exactly;
 * times by their length even beyond 24 hours or below zero, as MySQL has them.
 */
export function orderTerms(storage: Storage, index: number, direction: 'asc' | 'desc'): string[] {
  const name = columnName(index)
  const keys = storage.kind !== 'text' || storage.order === 'bytes' ? [name]
    : storage.order === 'words' ? [`strip_accents(lower(${name}))`, name]
    : storage.order === 'clock' ? [`try_cast(replace(${name}, ':', '') AS DECIMAL(18, 6))`, name]
    : [`try_cast(${name} AS DOUBLE)`, name]
  return keys.map((key) => `${key} ${direction} NULLS LAST`)
}
