import type { Catalog } from '../../../shared/model/catalog.ts'
import type { AggregateName, Condition, Expression, Grouping, Join, Measure, Plan, QueryPlan, Shown, TableUse } from '../../../shared/model/plan.ts'
import type { Cell, ValueKind } from '../../../shared/model/value.ts'
import { planJoins, planLink } from '../../../electron/plan/joins.ts'

/** A number from 0 to below; the only source of chance. */
export type Pick = (below: number) => number
/** Values that conditions compare with, by kind. */
export type Values = { text: string[]; dates: string[] }

const of = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)]!
const some = <T>(pick: Pick, list: readonly T[], most: number): T[] => {
  const chosen = new Set(Array.from({ length: 1 + pick(most) }, () => pick(list.length)))
  return [...chosen].map((at) => list[at]!)
}

type Column = { expression: Expression & { kind: 'column' }; kind: ValueKind; nullable: boolean; table: string; key: boolean }

export function columnsOf(catalog: Catalog, uses: TableUse[]): Column[] {
  return uses.flatMap((use) => {
    const table = catalog.tables.find((each) => each.name === use.table)!
    return table.columns.map((column): Column => ({
      expression: { kind: 'column', table: use.id, column: column.name }, kind: column.type.kind, nullable: column.nullable, table: use.id, key: table.primaryKey.includes(column.name) || column.name.endsWith('_id'),
    }))
  })
}

export const literal = (value: Cell, type: ValueKind): Expression => ({ kind: 'literal', value, type })

/** A few tables that are joined somehow, from a random one on. */
export function randomTables(pick: Pick, catalog: Catalog, most: number, prefix: string, keep: boolean): { tables: TableUse[]; joins: Join[] } {
  for (;;) {
    const names = some(pick, catalog.tables.map((table) => table.name), most)
    const trees = planJoins(catalog, names.map((table, at) => ({ id: `${prefix}${at + 1}`, table })), { k: 2, taken: [] })
    if (trees.length === 0) continue
    const tree = of(pick, trees)
    const renamed = new Map(tree.tables.map((use) => [use.id, use.id.startsWith('j') ? `${prefix}${use.id}` : use.id]))
    const name = (id: string) => renamed.get(id)!
    const left = keep && pick(4) === 0
    return {
      tables: tree.tables.map((use) => ({ ...use, id: name(use.id) })),
      joins: tree.joins.map((join) => ({
        ...join, right: name(join.right), keep: left ? 'left' : 'inner',
        on: join.on.map((pair) => ({ left: { ...pair.left, table: name(pair.left.table) }, right: { ...pair.right, table: name(pair.right.table) } })),
      })),
    }
  }
}

export function randomCondition(pick: Pick, columns: Column[], values: Values, depth = 1): Condition {
  const column = of(pick, columns)
  const value = (): Expression => {
    if (column.kind === 'integer') return literal(String(pick(12)), 'integer')
    if (column.kind === 'decimal') return literal(`${pick(900) - 200}.${5 * pick(20)}`.replace(/\.(\d)$/, '.0$1'), 'decimal')
    return column.kind === 'text' ? literal(of(pick, values.text), 'text') : literal(of(pick, values.dates), 'date')
  }
  const operator = of(pick, ['=', '!=', '<', '<=', '>', '>='] as const)
  switch (pick(depth > 0 ? 8 : 6)) {
    case 0: return { kind: 'isNull', of: column.expression }
    case 1: return { kind: 'in', of: column.expression, values: [(value() as { value: Cell }).value, (value() as { value: Cell }).value, null], type: column.kind === 'timestamp' ? 'timestamp' : column.kind }
    case 2: return { kind: 'between', of: column.expression, low: value(), high: value() }
    case 3: {
      const text = columns.filter((each) => each.kind === 'text')
      if (text.length > 0) return { kind: 'text', match: of(pick, ['contains', 'starts', 'ends', 'like'] as const), of: of(pick, text).expression, pattern: of(pick, ['o', 'P', 't%', '_', '100%', '\'', 'er 3']) }
      return { kind: 'compare', operator, left: column.expression, right: value() }
    }
    case 6: return { kind: 'not', of: randomCondition(pick, columns, values, depth - 1) }
    case 7: return { kind: pick(2) === 0 ? 'all' : 'any', of: [randomCondition(pick, columns, values, depth - 1), randomCondition(pick, columns, values, depth - 1)] }
    default: return { kind: 'compare', operator, left: column.expression, right: value() }
  }
}

function randomHas(pick: Pick, catalog: Catalog, tables: TableUse[], values: Values): Condition | null {
  const outer = of(pick, tables)
  const [link] = planLink(catalog, outer, [{ id: 'h1', table: of(pick, catalog.tables).name }], { taken: tables.map((use) => use.id) })
  if (link === undefined) return null
  const where = pick(2) === 0 ? undefined : randomCondition(pick, columnsOf(catalog, link.tables), values, 0)
  const has: Condition = { kind: 'has', tables: link.tables, joins: link.joins, on: link.on, where, count: pick(3) === 0 ? { operator: of(pick, ['>=', '=', '<'] as const), value: pick(4) } : undefined }
  return pick(2) === 0 ? has : { kind: 'not', of: has }
}

export function randomNumber(pick: Pick, columns: Column[]): Expression | null {
  const numbers = columns.filter((each) => !each.key && (each.kind === 'integer' || each.kind === 'decimal'))
  if (numbers.length === 0) return null
  const one = of(pick, numbers)
  const beside = numbers.filter((each) => each.table === one.table)
  switch (pick(5)) {
    case 0: return { kind: 'arithmetic', operator: of(pick, ['+', '-', '*'] as const), left: one.expression, right: of(pick, beside).expression }
    case 1: return { kind: 'arithmetic', operator: of(pick, ['+', '-', '*'] as const), left: one.expression, right: literal(of(pick, ['2', '-3', '0.5', '1.25']), 'decimal') }
    case 2: return { kind: 'call', name: of(pick, ['abs', 'coalesce', 'round'] as const), args: [one.expression] }
    default: return one.expression
  }
}

function randomMeasure(pick: Pick, id: string, columns: Column[], values: Values): Measure {
  const value = randomNumber(pick, columns)
  const name: AggregateName = value === null ? of(pick, ['count', 'countDistinct'] as const) : of(pick, ['count', 'countDistinct', 'sum', 'sum', 'sum', 'avg', 'min', 'max'] as const)
  const column = of(pick, columns)
  const aggregate = (): Expression => ({ kind: 'aggregate', name, of: name === 'count' || name === 'countDistinct' ? column.expression : value, where: pick(5) === 0 ? randomCondition(pick, columns.filter((each) => each.table === column.table), values, 0) : undefined })
  const whole: Expression = pick(6) === 0 ? { kind: 'arithmetic', operator: of(pick, ['+', '-', '/'] as const), left: aggregate(), right: of(pick, [literal('7', 'integer'), aggregate()]) } : aggregate()
  return { id, label: of(pick, ['Amount', 'Total', 'Number "x"', 'select']), value: whole, where: pick(5) === 0 ? randomCondition(pick, columns, values, 1) : undefined }
}

export function randomGrouping(pick: Pick, id: string, columns: Column[]): Grouping {
  const column = of(pick, columns)
  const dated = column.kind === 'date' || column.kind === 'timestamp'
  if (dated && pick(4) > 0) {
    const value: Expression = pick(3) === 0
      ? { kind: 'part', part: of(pick, ['year', 'quarter', 'month', 'week', 'day', 'weekday'] as const), of: column.expression }
      : { kind: 'bucket', grain: of(pick, ['year', 'half', 'quarter', 'month', 'week', 'day'] as const), calendar: of(pick, ['calendar', 'fiscal'] as const), of: column.expression }
    return { id, label: 'When', value }
  }
  if (column.kind === 'decimal' || (column.kind === 'integer' && pick(3) === 0)) return { id, label: 'Band', value: { kind: 'band', bounds: [0, 3, 50], of: column.expression } }
  if (column.kind === 'text' && pick(4) === 0) return { id, label: 'Case', value: { kind: 'case', branches: [{ when: { kind: 'isNull', of: column.expression }, then: literal('none', 'text') }], otherwise: column.expression } }
  return { id, label: of(pick, ['Name', 'Group', 'total']), value: column.expression }
}

const ref = (id: string): Expression => ({ kind: 'ref', id })
const empty = { context: [], by: [], measures: [], compare: [], order: [], distinct: false, calendar: 'calendar' as const }

function randomList(pick: Pick, catalog: Catalog, values: Values, prefix: string): QueryPlan {
  const { tables, joins } = randomTables(pick, catalog, 2, prefix, true)
  const columns = columnsOf(catalog, tables)
  const show = some(pick, columns, 3).map((column, at): Shown => ({ id: `${prefix}s${at + 1}`, label: column.expression.column, value: pick(6) === 0 && column.kind === 'decimal' ? { kind: 'arithmetic', operator: '/', left: column.expression, right: literal('3', 'integer') } : column.expression }))
  const has = pick(3) === 0 ? randomHas(pick, catalog, tables, values) : null
  const where = pick(2) === 0 ? randomCondition(pick, columns, values) : undefined
  const order = pick(2) === 0 ? [{ by: of(pick, columns).expression, direction: of(pick, ['asc', 'desc'] as const) }] : []
  return {
    kind: 'query', ...empty, tables, joins, show, where: has !== null ? { kind: 'all', of: [has, ...(where === undefined ? [] : [where])] } : where, order,
    entity: pick(2) === 0 ? tables[0]!.id : undefined, distinct: pick(4) === 0,
    limit: order.length > 0 && pick(2) === 0 ? { count: 1 + pick(5), ties: 'include', offset: pick(3) === 0 ? 1 : undefined } : undefined,
  }
}

export function randomGrouped(pick: Pick, catalog: Catalog, values: Values, prefix = 't'): QueryPlan {
  const { tables, joins } = randomTables(pick, catalog, 3, prefix, true)
  const columns = columnsOf(catalog, tables)
  const by = Array.from({ length: pick(3) }, (_, at) => randomGrouping(pick, `${prefix}g${at + 1}`, columns))
  const measures = Array.from({ length: 1 + pick(2) }, (_, at) => {
    const table = of(pick, tables)
    return randomMeasure(pick, `${prefix}m${at + 1}`, columns.filter((each) => each.table === table.id), values)
  })
  const shown = [...by, ...measures].map((each, at): Shown => ({ id: `${prefix}s${at + 1}`, label: each.label, value: ref(each.id) }))
  const compare: QueryPlan['compare'] = []
  const add = (more: Record<string, unknown>) => {
    compare.push({ id: `${prefix}c${compare.length + 1}`, label: 'Compared', ...more } as QueryPlan['compare'][number])
    shown.push({ id: `${prefix}x${compare.length}`, label: 'Compared', value: ref(`${prefix}c${compare.length}`) })
  }
  const [measure] = measures
  if (pick(3) === 0) add({ kind: 'share', of: measure!.id, within: pick(2) === 0 ? by.slice(0, 1).map((each) => each.id) : [] })
  if (pick(4) === 0) add({ kind: 'rank', of: measure!.id, direction: of(pick, ['asc', 'desc'] as const) })
  const bucket = by.find((each) => each.value.kind === 'bucket')
  if (bucket !== undefined && pick(2) === 0) add(pick(2) === 0 ? { kind: 'running', of: measure!.id, reset: pick(2) === 0 ? 'year' : null } : { kind: 'rolling', of: measure!.id, buckets: 2 + pick(2), name: of(pick, ['sum', 'avg'] as const) })
  const dates = columns.filter((each) => each.kind === 'date' || each.kind === 'timestamp')
  const period = dates.length > 0 && pick(3) === 0 ? { from: '2024-01-01', until: '2025-01-01', columns: dates.map((each) => each.expression), label: '2024', calendar: 'calendar' as const } : undefined
  if (period !== undefined && pick(2) === 0) {
    add({ kind: 'previous', of: measure!.id, grain: 'year', count: 1 })
    add({ kind: 'change', of: measure!.id, against: `${prefix}c${compare.length}`, percent: pick(2) === 0 })
  }
  const order = pick(2) === 0 ? [{ by: ref(of(pick, [...by, ...measures]).id), direction: of(pick, ['asc', 'desc'] as const) }] : []
  return {
    kind: 'query', ...empty, tables, joins, by, measures, show: shown, compare, period, order, entity: undefined,
    where: pick(2) === 0 ? randomCondition(pick, columns, values) : undefined,
    having: pick(4) === 0 ? { kind: 'compare', operator: of(pick, ['>', '<', '!='] as const), left: ref(measure!.id), right: literal(String(pick(20)), 'integer') } : undefined,
    limit: order.length > 0 && pick(3) === 0 ? { count: 1 + pick(3), ties: of(pick, ['include', 'cut'] as const), per: by.length > 0 && pick(2) === 0 ? [by[0]!.id] : undefined } : undefined,
  }
}

/** Any kind of plan over the catalog. */
export function randomPlan(pick: Pick, catalog: Catalog, values: Values): Plan {
  switch (pick(8)) {
    case 0: case 1: return randomList(pick, catalog, values, 't')
    case 2: {
      const left = randomList(pick, catalog, values, 't')
      const right = { ...structuredClone(left), where: randomCondition(pick, columnsOf(catalog, left.tables), values), order: [], limit: undefined }
      return { kind: 'set', operator: of(pick, ['union', 'intersection', 'difference'] as const), left: { ...left, order: [], limit: undefined }, right, order: [], limit: undefined }
    }
    case 3: {
      const outer = randomList(pick, catalog, values, 't')
      const inner = randomGrouped(pick, catalog, values, 'u')
      const number = columnsOf(catalog, outer.tables).find((each) => each.kind === 'decimal' || each.kind === 'integer')
      if (number === undefined) return outer
      const single: QueryPlan = { ...inner, by: [], compare: [], order: [], limit: undefined, having: undefined, period: undefined, show: [{ id: 'us1', label: 'one', value: ref(inner.measures[0]!.id) }] }
      return { ...outer, where: { kind: 'compare', operator: '>', left: number.expression, right: { kind: 'scalar', plan: single } } }
    }
    case 4: {
      const outer = randomList(pick, catalog, values, 't')
      const inner = randomList(pick, catalog, values, 'u')
      const ids = (tables: TableUse[]) => columnsOf(catalog, tables).filter((each) => each.kind === 'integer')
      const [mine, theirs] = [ids(outer.tables), ids(inner.tables)]
      if (mine.length === 0 || theirs.length === 0) return outer
      const member: Condition = { kind: 'inPlan', of: of(pick, mine).expression, plan: { ...inner, show: [{ id: 'us1', label: 'one', value: of(pick, theirs).expression }], order: inner.order, distinct: false } }
      return { ...outer, where: pick(2) === 0 ? member : { kind: 'not', of: member } }
    }
    default: return randomGrouped(pick, catalog, values)
  }
}
