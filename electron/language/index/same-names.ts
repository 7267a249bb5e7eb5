import type { Catalog, Column, Relationship, Table } from '../../../shared/model/catalog.ts'

/** Names that many tables share by accident. */
const common = new Set(['id', 'name', 'code', 'number', 'date', 'type', 'status', 'description', 'title', 'year', 'time'])
const surety = 0.4
const keyLike = /(?:id|code|key|no|num|number)$/i

/**
 * Keys that neither the database nor its data gave away: a column with the name of another table's primary key, and, for tables that nothing connects,
 * equally named key-like columns. They only ever join what could not be joined otherwise.
 */
export function sameNameKeys(catalog: Catalog): Relationship[] {
  const found: Relationship[] = []
  const component = components(catalog)
  const add = (from: Table, column: Column, to: Table, target: Column) => {
    if (component.get(from.name) === component.get(to.name) || !comparable(column, target)) return
    found.push({ from: { table: from.name, columns: [column.name] }, to: { table: to.name, columns: [target.name] }, origin: 'inferred', confidence: surety, oneToOne: false })
    const [kept, gone] = [component.get(to.name)!, component.get(from.name)!]
    for (const [name, part] of component) if (part === gone) component.set(name, kept)
  }
  const pairs = catalog.tables.flatMap((from) => catalog.tables.filter((to) => to !== from).map((to) => [from, to] as const))
  for (const [from, to] of pairs) {
    const key = to.primaryKey.length === 1 ? to.columns.find((column) => column.name === to.primaryKey[0]) : undefined
    const column = key === undefined ? undefined : sameNamed(from, key.name)
    if (key !== undefined && column !== undefined) add(from, column, to, key)
  }
  for (const [from, to] of pairs) {
    for (const target of to.columns) {
      const column = keyLike.test(target.name) ? sameNamed(from, target.name) : undefined
      if (column !== undefined) add(from, column, to, target)
    }
  }
  return found
}

function sameNamed(table: Table, name: string): Column | undefined {
  const wanted = name.toLowerCase()
  return common.has(wanted) ? undefined : table.columns.find((column) => column.name.toLowerCase() === wanted)
}

/** SQLite columns may hold a mixture, and then have no kind. */
const comparable = (left: Column, right: Column) => left.type.kind === 'unknown' || right.type.kind === 'unknown' || family(left) === family(right)

function family({ type }: Column): string {
  return ['integer', 'decimal', 'float'].includes(type.kind) ? 'number' : type.kind
}

/** The connected part of the key graph that each table lies in. */
function components(catalog: Catalog): Map<string, number> {
  const part = new Map(catalog.tables.map((table, at) => [table.name, at]))
  for (const { from, to } of catalog.relationships) {
    const [kept, gone] = [part.get(from.table), part.get(to.table)]
    if (kept !== undefined && gone !== undefined) for (const [name, other] of part) if (other === gone) part.set(name, kept)
  }
  return part
}
