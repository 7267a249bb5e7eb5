import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Condition, Expression, Join, QueryPlan } from '../../../shared/model/plan.ts'
import type { Cell } from '../../../shared/model/value.ts'

/** Exact decimals as whole numbers of ten-thousandths. */
export const units = (cell: Cell): bigint | null => {
  if (cell === null) return null
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(cell))!
  return BigInt(`${sign}${whole}${(fraction ?? '').padEnd(4, '0')}`)
}

type Database = ReadonlyMap<string, readonly Cell[][]>
/** One combination of rows: a row position per table instance, null where a left join found none. */
type Combination = ReadonlyMap<string, number | null>

/**
 * What a plan with one measure over one table means, worked out by brute force: all combinations of joined rows are made, filtered, and each
 * row of the measured table counts once in each group in which it appears. Knows nothing of how the compiler goes about it.
 */
export class Oracle {
  readonly #database: Database
  readonly #catalog: Catalog
  readonly #plan: QueryPlan

  constructor(database: Database, catalog: Catalog, plan: QueryPlan) {
    this.#database = database
    this.#catalog = catalog
    this.#plan = plan
  }

  /** Groups as JSON of their values, and the measure of each in ten-thousandths (a count in wholes), for sum, count, countDistinct, min and max. */
  measure(): Map<string, bigint | null> {
    const [measure] = this.#plan.measures
    const aggregate = measure!.value as Expression & { kind: 'aggregate' }
    const of = aggregate.of as Expression & { kind: 'column' }
    const seen = new Map<string, Map<number, Cell>>()
    for (const combination of this.#combinations()) {
      if (this.#plan.where !== undefined && !this.test(this.#plan.where, combination)) continue
      const group = JSON.stringify(this.#plan.by.map((grouping) => this.value(grouping.value, combination)))
      const row = combination.get(of.table)!
      if (row === null || row === undefined) continue
      const rows = seen.get(group) ?? new Map<number, Cell>()
      rows.set(row, this.value(of, combination))
      seen.set(group, rows)
    }
    if (this.#plan.by.length === 0 && seen.size === 0) seen.set('[]', new Map())
    return new Map([...seen].map(([group, rows]) => [group, reduce(aggregate.name, [...rows.values()])]))
  }

  * #combinations(): Generator<Combination> {
    const right = new Set(this.#plan.joins.map((join) => join.right))
    const root = this.#plan.tables.find((use) => !right.has(use.id))!
    yield* this.#extended(new Map(), root.id, [...this.#plan.joins])
  }

  * #extended(before: Combination, root: string | null, joins: Join[]): Generator<Combination> {
    if (root !== null) {
      for (const at of this.#rows(root).keys()) yield* this.#extended(new Map([[root, at]]), null, joins)
      return
    }
    const [join, ...rest] = joins
    if (join === undefined) {
      yield before
      return
    }
    for (const at of this.#rows(join.right).keys()) {
      const combination = new Map([...before, [join.right, at]])
      const met = join.on.every((pair) => {
        const [left, own] = [this.value({ kind: 'column', ...pair.left }, combination), this.value({ kind: 'column', ...pair.right }, combination)]
        return left !== null && left === own
      })
      if (met) yield* this.#extended(combination, null, rest)
    }
  }

  #rows(id: string): readonly Cell[][] {
    return this.#database.get(this.#plan.tables.find((use) => use.id === id)!.table as string)!
  }

  value(node: Expression, combination: Combination): Cell {
    if (node.kind === 'literal') return node.value
    if (node.kind === 'bucket') {
      const date = this.value(node.of, combination)
      return date === null ? null : `${String(date).slice(0, 4)}-01-01`
    }
    if (node.kind !== 'column') throw new Error(`The oracle does not know ${node.kind}.`)
    const row = combination.get(node.table)
    const table = this.#catalog.tables.find((each) => each.name === this.#plan.tables.find((use) => use.id === node.table)!.table)!
    return row == null ? null : this.#rows(node.table)[row]![table.columns.findIndex((column) => column.name === node.column)]!
  }

  test(node: Condition, combination: Combination): boolean {
    switch (node.kind) {
      case 'all': return node.of.every((each) => this.test(each, combination))
      case 'not': return !this.test(node.of, combination)
      case 'isNull': return this.value(node.of, combination) === null
      case 'compare': {
        const [left, right] = [this.value(node.left, combination), this.value(node.right, combination)]
        if (left === null || right === null) return false
        const numeric = /^-?\d+(\.\d+)?$/.test(String(left)) && /^-?\d+(\.\d+)?$/.test(String(right))
        const [a, b] = numeric ? [units(left)!, units(right)!] : [String(left), String(right)]
        return { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[node.operator]
      }
      default: throw new Error(`The oracle does not know ${node.kind}.`)
    }
  }
}

function reduce(name: string, values: Cell[]): bigint | null {
  const present = values.filter((value) => value !== null)
  if (name === 'count') return BigInt(present.length)
  if (name === 'countDistinct') return BigInt(new Set(present).size)
  if (present.length === 0) return null
  const numbers = present.map((value) => units(value)!)
  if (name === 'sum') return numbers.reduce((sum, value) => sum + value, 0n)
  return numbers.reduce((best, value) => ((name === 'min' ? value < best : value > best) ? value : best))
}
