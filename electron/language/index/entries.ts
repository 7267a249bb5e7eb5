import type { Column } from '../../../shared/model/catalog.ts'
import type { Truth } from './truth.ts'
import type { ColumnRole } from './roles.ts'

export type IndexedTable = {
  at: number
  name: string
  words: string[]
  columns: number[]
  /** Columns that name a row to a person; empty when there is none but the key. */
  display: number[]
  key: number[]
  /** Columns that point to it, in order; its own may be among them. */
  pointing: number[]
  /** The date a question means when it names none. */
  time: number | null
  rows: number
  /** Set on a table that stands for what the rows of another are called by a key: the key, the column it points to, the role's own words, the tokens that say so. */
  role?: { key: number; to: number; bare: string[]; said: number[] }
}

export type IndexedColumn = {
  at: number
  table: number
  name: string
  words: string[]
  /** Words without the table's own. */
  bare: string[]
  role: ColumnRole
  numeric: boolean
  kind: Column['type']['kind']
  /** Tables this column points to, when it is a foreign key. */
  refers: { table: number; column: number }[]
  distinct: number | null
  rows: number | null
  min: number | string | null
  max: number | string | null
  /** What stands for yes and for no, when the column holds nothing else. */
  truth: Truth | null
}

/** A word of a name: which name, which word of it; −1 for all its words written as one ("headquarters"). */
export type Posting = { kind: 'table' | 'column'; at: number; word: number }

/** The name of a column within `columnAt`. */
export const columnKey = (table: string, column: string): string => `${table}\u0000${column}`
