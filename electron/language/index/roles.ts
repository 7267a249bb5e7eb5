import type { Column, Table } from '../../../shared/model/catalog.ts'

/** What a column is for: naming rows, telling them apart, pointing elsewhere, measuring, dating, classifying. */
export type ColumnRole = 'id' | 'foreign' | 'name' | 'measure' | 'year' | 'date' | 'code' | 'flag' | 'text'

const temporalKinds = new Set(['date', 'time', 'timestamp'])
const numericKinds = new Set(['integer', 'decimal', 'float'])
const nameWord = new Set(['name', 'title', 'label', 'caption'])
const dateWord = new Set(['date', 'time', 'datetime', 'timestamp', 'birthday', 'day'])

/** The role of a column, from its type, keys, profile and the lemmas of its name. `foreign`: it is part of a key to another table. */
export function roleOf(column: Column, table: Table, foreign: boolean, words: readonly string[]): ColumnRole {
  const last = words.at(-1) ?? ''
  if (foreign) return 'foreign'
  const single = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const numeric = numericKinds.has(column.type.kind)
  if (single && (numeric || last === 'id' || last === 'code' || last === 'number')) return 'id'
  if (last === 'id' || (last === 'code' && words.length > 1 && numeric)) return 'id'
  if (nameWord.has(last)) return 'name'
  if (last === 'year' && (numeric || column.type.kind === 'text')) return 'year'
  if (temporalKinds.has(column.type.kind)) return 'date'
  if (!numeric && words.some((word) => dateWord.has(word))) return 'date'
  if (numeric) return yearLike(column, words) ? 'year' : 'measure'
  if (column.type.kind === 'boolean') return 'flag'
  if ((column.profile?.distinct ?? 99) <= 2 && (column.profile?.rows ?? 0) > 4) return 'flag'
  return last === 'code' ? 'code' : 'text'
}

function yearLike(column: Column, words: readonly string[]): boolean {
  if (words.includes('year')) return true
  const low = Number(column.profile?.min ?? NaN)
  const high = Number(column.profile?.max ?? NaN)
  const aboutTime = words.some((word) => ['found', 'founded', 'built', 'open', 'opened', 'established', 'creation', 'since', 'join', 'joined'].includes(word))
  return aboutTime && low >= 1000 && high <= 2100
}
