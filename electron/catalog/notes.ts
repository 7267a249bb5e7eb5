import type { TableNote, TermFile } from '../../shared/model/term.ts'
import type { DescribedDatabase, DescribedKey, DescribedTable } from '../sources/source.ts'
import { findNamed, soundKeys, tableFinder } from './keys.ts'

function annotated(table: DescribedTable, note: TableNote): DescribedTable {
  const comments = new Map<string, string>()
  for (const [name, comment] of Object.entries(note.columns)) {
    const column = findNamed(table.columns, name)
    if (column !== undefined) comments.set(column.name, comment)
  }
  const key = note.primaryKey?.map((name) => findNamed(table.columns, name)?.name)
  const usableKey = key?.every((name) => name !== undefined) === true ? key : []
  return {
    ...table,
    comment: table.comment || note.comment,
    columns: table.columns.map((column) => ({ ...column, comment: column.comment || comments.get(column.name) })),
    primaryKey: table.primaryKey.length > 0 ? table.primaryKey : usableKey,
  }
}

const columnsOf = (key: DescribedKey): string => JSON.stringify([key.from.table, key.from.columns])

/**
 * The described database with what people noted of it: comments, primary keys and references where the database says nothing itself.
 * A note never overrides what is declared; one about a table or column that does not exist is passed over. Keys come out sound (see `soundKeys`).
 */
export function withNotes(database: DescribedDatabase, notes: TermFile | undefined): DescribedDatabase {
  const find = tableFinder(database.tables)
  const noteOf = new Map<string, TableNote>()
  const noted: DescribedKey[] = []
  for (const note of notes?.tables ?? []) {
    const table = find(note.table)
    if (table === undefined) continue
    noteOf.set(table.name, note)
    for (const { columns, to, toColumns } of note.references) noted.push({ from: { table: table.name, columns }, to: { table: to, columns: toColumns } })
  }
  const tables = database.tables.map((table) => {
    const note = noteOf.get(table.name)
    return note === undefined ? table : annotated(table, note)
  })
  const declared = soundKeys({ tables, keys: database.keys })
  const taken = new Set(declared.map(columnsOf))
  const added = soundKeys({ tables, keys: noted }).filter((key) => !taken.has(columnsOf(key)))
  return { tables, keys: [...declared, ...added] }
}
