import type { Catalog, Column, Relationship, Table } from '../../shared/model/catalog.ts'
import type { ValueKind, ValueType } from '../../shared/model/value.ts'

/** `breaking`: saved questions may fail or give other numbers; `notable`: worth a look; `harmless`: nothing that worked stops working. */
export type Severity = 'breaking' | 'notable' | 'harmless'

export type CatalogChange = {
  what: 'table' | 'column' | 'type' | 'key'
  how: 'added' | 'removed' | 'changed'
  severity: Severity
  table: string
  /** The column it is about; for a key, none. */
  column?: string
  /** How it was and how it is, as a person reads it. */
  before?: string
  after?: string
}

const numbers: readonly ValueKind[] = ['integer', 'decimal', 'float']
const dates: readonly ValueKind[] = ['date', 'timestamp']

/** A type that can hold everything the other held, and means the same. */
function widens(before: ValueType, after: ValueType): boolean {
  if (before.kind !== after.kind) return before.kind === 'integer' && after.kind === 'decimal'
  const whole = (type: ValueType): number => (type.precision ?? Infinity) - (type.scale ?? 0)
  return (after.scale ?? 0) >= (before.scale ?? 0) && whole(after) >= whole(before)
}

function typeSeverity(before: ValueType, after: ValueType): Severity {
  if (widens(before, after)) return 'harmless'
  const alike = before.kind === after.kind || (numbers.includes(before.kind) && numbers.includes(after.kind)) || (dates.includes(before.kind) && dates.includes(after.kind))
  return alike ? 'notable' : 'breaking'
}

function typeChange(table: string, before: Column, after: Column): CatalogChange[] {
  if (before.declared === after.declared && before.type.kind === after.type.kind) return []
  return [{ what: 'type', how: 'changed', severity: typeSeverity(before.type, after.type), table, column: before.name, before: before.declared, after: after.declared }]
}

const listed = (columns: readonly string[]): string => columns.join(', ')

/** The keys of a table as lines to compare: what makes rows unique, and what its columns refer to. */
function keysOf(catalog: Catalog, table: Table): Map<string, string> {
  const keys = new Map<string, string>()
  if (table.primaryKey.length > 0) keys.set(JSON.stringify(['primary', table.primaryKey]), `primary key (${listed(table.primaryKey)})`)
  for (const index of table.indexes) if (index.unique) keys.set(JSON.stringify(['unique', [...index.columns].sort()]), `unique (${listed(index.columns)})`)
  for (const { from, to } of catalog.relationships.filter((one: Relationship) => one.origin === 'declared' && one.from.table === table.name)) {
    keys.set(JSON.stringify(['reference', from.columns, to]), `(${listed(from.columns)}) references ${to.table} (${listed(to.columns)})`)
  }
  return keys
}

function keyChanges(before: Map<string, string>, after: Map<string, string>, table: string): CatalogChange[] {
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, label]): CatalogChange => ({ what: 'key', how: 'removed', severity: 'breaking', table, before: label }))
  const added = [...after].filter(([key]) => !before.has(key)).map(([, label]): CatalogChange => ({ what: 'key', how: 'added', severity: 'notable', table, after: label }))
  return [...removed, ...added]
}

function tableChanges(before: Table, after: Table): CatalogChange[] {
  const table = before.name
  const now = new Map(after.columns.map((column) => [column.name, column]))
  const then = new Set(before.columns.map(({ name }) => name))
  const kept = before.columns.flatMap((column): CatalogChange[] => {
    const same = now.get(column.name)
    return same === undefined ? [{ what: 'column', how: 'removed', severity: 'breaking', table, column: column.name, before: column.declared }] : typeChange(table, column, same)
  })
  const added = after.columns.filter(({ name }) => !then.has(name)).map((column): CatalogChange => ({ what: 'column', how: 'added', severity: 'harmless', table, column: column.name, after: column.declared }))
  const kind: CatalogChange[] = before.kind === after.kind ? [] : [{ what: 'table', how: 'changed', severity: 'notable', table, before: before.kind, after: after.kind }]
  return [...kind, ...kept, ...added]
}

/**
 * What changed in tables, columns, types and declared keys from one reading of a database to the next, in the order of the tables. Empty
 * exactly when the fingerprints agree. A renamed thing counts as removed and added.
 */
export function catalogChanges(before: Catalog, after: Catalog): CatalogChange[] {
  if (before.fingerprint === after.fingerprint) return []
  const now = new Map(after.tables.map((table) => [table.name, table]))
  const then = new Set(before.tables.map(({ name }) => name))
  const kept = before.tables.flatMap((table): CatalogChange[] => {
    const same = now.get(table.name)
    if (same === undefined) return [{ what: 'table', how: 'removed', severity: 'breaking', table: table.name, before: table.kind }]
    return [...tableChanges(table, same), ...keyChanges(keysOf(before, table), keysOf(after, same), table.name)]
  })
  const added = after.tables.filter(({ name }) => !then.has(name)).map((table): CatalogChange => ({ what: 'table', how: 'added', severity: 'harmless', table: table.name, after: table.kind }))
  return [...kept, ...added]
}
