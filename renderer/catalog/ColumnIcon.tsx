import { ArrowUpRight, Binary, Braces, Calendar, Hash, KeyRound, ToggleLeft, Type } from 'lucide-react'
import type { Column, Relationship, Table } from '../../shared/model/catalog.ts'
import { isKey, referenceOf } from './column-facts.ts'

const names = { boolean: 'yes or no', integer: 'whole number', decimal: 'exact number', float: 'number', text: 'text', date: 'date', time: 'time', timestamp: 'date and time', json: 'JSON', binary: 'bytes', unknown: 'unknown type' } as const

/** Key, reference or type of a column as a mark with a name. */
export function ColumnIcon({ table, column, relationships }: { table: Table; column: Column; relationships: readonly Relationship[] }) {
  const [Mark, name] = isKey(table, column) ? [KeyRound, 'primary key'] as const : referenceOf(table, column, relationships) !== null ? [ArrowUpRight, 'reference'] as const : [markOf(column), names[column.type.kind]] as const
  return <Mark size={13} strokeWidth={1.75} role="img" aria-label={name} />
}

function markOf(column: Column) {
  switch (column.type.kind) {
    case 'integer': case 'decimal': case 'float': return Hash
    case 'date': case 'time': case 'timestamp': return Calendar
    case 'boolean': return ToggleLeft
    case 'json': return Braces
    case 'binary': return Binary
    case 'text': case 'unknown': return Type
  }
}
