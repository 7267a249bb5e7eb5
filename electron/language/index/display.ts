import type { IndexedColumn, IndexedTable } from './entries.ts'

/** The columns that name a row of a table to a person: a name or title, else first and last name, else a first text column. Empty when there is none. */
export function displayOf(table: IndexedTable, columns: readonly IndexedColumn[]): number[] {
  const own = table.columns.map((at) => columns[at]!)
  const has = (column: IndexedColumn, ...wanted: string[]) => wanted.every((word) => column.words.includes(word))
  const whole = own.find((column) => column.bare.length === 1 && (column.bare[0] === 'name' || column.bare[0] === 'title'))
    ?? own.find((column) => column.role === 'name' && !['first', 'last', 'middle', 'nick', 'user', 'login', 'file'].some((word) => column.words.includes(word)) && column.words.every((word) => word === 'name' || word === 'title' || table.words.includes(word)))
  if (whole !== undefined) return [whole.at]
  const first = own.find((column) => has(column, 'first', 'name'))
  const last = own.find((column) => has(column, 'last', 'name'))
  if (first !== undefined && last !== undefined) return [first.at, last.at]
  const named = own.find((column) => column.role === 'name' && !column.numeric && column.refers.length === 0)
  if (named !== undefined) return [named.at]
  const same = own.find((column) => !column.numeric && column.words.join(' ') === table.words.join(' '))
  if (same !== undefined) return [same.at]
  const described = own.find((column) => column.words.includes('description'))
  if (described !== undefined) return [described.at]
  return []
}
