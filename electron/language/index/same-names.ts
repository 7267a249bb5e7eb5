import type { Catalog, Column, Relationship, Table } from '../../../shared/model/catalog.ts'

/** Names that many tables share by accident. */
const common = new Set(['id', 'name', 'code', 'number', 'date', 'type', 'status', 'description', 'title', 'year', 'time'])
const surety = 0.4
const keyLike = /(?:id|code|key|no|num|number)$/i

/**
 * Keys that neither the database nor its data gave away: a column with the name of another table's primary key, and, for tables that nothing connects,
 * equally named key-like columns. They only ever join what could not be joined otherwise.
 */
export function sameNameKeys({ tables, relationships }: Catalog): Relationship[] {
  const found: Relationship[] = []
  const parts = new Parts(tables, relationships)
  const columns = tables.map(byName)
  const join = (from: number, to: number, target: Column, column: Column | undefined) => {
    if (column === undefined || parts.together(from, to) || !comparable(column, target)) return
    found.push({ from: { table: tables[from]!.name, columns: [column.name] }, to: { table: tables[to]!.name, columns: [target.name] }, origin: 'inferred', confidence: surety, oneToOne: false })
    parts.join(from, to)
  }
  const search = (targets: Targets) => {
    for (const [from, own] of columns.entries()) {
      // In the order of the tables and their columns, whatever the order of the names.
      const apart = [...own.keys()].flatMap((name) => (targets.get(name) ?? []).filter(({ table }) => table !== from && !parts.together(from, table)).map((target) => ({ ...target, name })))
      apart.sort((left, right) => left.table - right.table || left.place - right.place)
      for (const { table, place, name } of apart) join(from, table, tables[table]!.columns[place]!, own.get(name))
    }
  }
  search(targetsIn(tables, ({ primaryKey }, column) => primaryKey.length === 1 && primaryKey[0] === column.name))
  search(targetsIn(tables, (_, column) => keyLike.test(column.name)))
  return found
}

/** The columns that may be pointed to, by their names in lower case. */
type Targets = Map<string, { table: number; place: number }[]>

function targetsIn(tables: readonly Table[], isTarget: (table: Table, column: Column) => boolean): Targets {
  return Map.groupBy(tables.flatMap((table, at) => table.columns.flatMap((column, place) => (isTarget(table, column) ? [{ table: at, place, name: column.name.toLowerCase() }] : []))), ({ name }) => name)
}

/** The first column of each name that is not common, by that name in lower case. */
function byName({ columns }: Table): Map<string, Column> {
  const found = new Map<string, Column>()
  for (const column of columns) {
    const name = column.name.toLowerCase()
    if (!common.has(name) && !found.has(name)) found.set(name, column)
  }
  return found
}

/** SQLite columns may hold a mixture, and then have no kind. */
const comparable = (left: Column, right: Column) => left.type.kind === 'unknown' || right.type.kind === 'unknown' || family(left) === family(right)

function family({ type }: Column): string {
  return ['integer', 'decimal', 'float'].includes(type.kind) ? 'number' : type.kind
}

/** The connected parts of the key graph; each table leads to another of its part, in the end to one that stands for all. */
class Parts {
  readonly #leads: number[]

  constructor(tables: readonly Table[], relationships: readonly Relationship[]) {
    this.#leads = [...tables.keys()]
    const at = new Map(tables.map((table, position) => [table.name, position]))
    for (const { from, to } of relationships) {
      const [left, right] = [at.get(from.table), at.get(to.table)]
      if (left !== undefined && right !== undefined) this.join(left, right)
    }
  }

  together(left: number, right: number): boolean {
    return this.#lastOf(left) === this.#lastOf(right)
  }

  join(left: number, right: number): void {
    this.#leads[this.#lastOf(left)] = this.#lastOf(right)
  }

  #lastOf(table: number): number {
    let last = table
    while (this.#leads[last] !== last) last = this.#leads[last]!
    this.#leads[table] = last
    return last
  }
}
