import type { Catalog, Column, Relationship, Table } from '../../../shared/model/catalog.ts'
import type { ValueType } from '../../../shared/model/value.ts'

/** "id integer!, name text, amount decimal(12,2)": `!` marks the primary key, `?` a nullable column, `*` a unique one. */
export function table(name: string, columns: string, more: { comment?: string } = {}): Table {
  const parsed = columns.split(/, (?![^(]*\))/).map((text) => {
    const [, column, declared, marks] = /^(\S+) ([a-z]+(?:\([\d, ]+\))?)([!?*]*)$/.exec(text)!
    return { column: column!, declared: declared!, marks: marks! }
  })
  return {
    name, kind: 'table', rowEstimate: null, sample: [], ...more,
    columns: parsed.map(({ column, declared, marks }): Column => ({ name: column, type: typeOf(declared), declared, nullable: marks.includes('?') })),
    primaryKey: parsed.filter(({ marks }) => marks.includes('!')).map(({ column }) => column),
    indexes: parsed.filter(({ marks }) => marks.includes('*')).map(({ column }) => ({ name: `u_${column}`, columns: [column], unique: true })),
  }
}

function typeOf(declared: string): ValueType {
  const decimal = /^decimal\((\d+),\s*(\d+)\)$/.exec(declared)
  if (decimal !== null) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
  return { kind: declared as ValueType['kind'] }
}

/** "lines.invoice_id > invoices.id": many lines point to one invoice; `=` for one to one; composite keys as "a.(x,y) > b.(x,y)". */
export function key(text: string, origin: 'declared' | 'inferred' = 'declared', confidence = 1): Relationship {
  const [, from, sign, to] = /^(\S+) ([>=]) (\S+)$/.exec(text)!
  const side = (part: string) => {
    const [name, columns] = [part.slice(0, part.indexOf('.')), part.slice(part.indexOf('.') + 1)]
    return { table: name, columns: columns.replace(/[()]/g, '').split(',') }
  }
  return { from: side(from!), to: side(to!), origin, confidence, oneToOne: sign === '=' }
}

export function catalog(tables: Table[], relationships: Relationship[], more: Partial<Catalog> = {}): Catalog {
  return { source: 's', database: 'main', dialect: 'sqlite', tables, relationships, fiscalYearStart: 4, readAt: '2026-01-01T00:00:00Z', fingerprint: 'f', ...more }
}
