import type { Condition, Expression, Grouping, Join, Measure, OrderBy, Plan, QueryPlan, Shown, TableUse } from '../../../shared/model/plan.ts'
import { planJoins, planLink } from '../../plan/joins.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { conditionColumns, type Frame, type FrameCondition, type FrameMeasure } from './frame.ts'
import { tablesOf } from './tables.ts'

/** Ids are unique in a whole plan, sub-plans included. */
type Ids = { next: (prefix: string) => string; taken: string[] }
type Scope = { index: LanguageIndex; ids: Ids; uses: Map<number, TableUse>; cost: number }

export type Planned = { plan: Plan; joins: number; tables: number }

/** Turns a frame into a plan with tables, joins and ids; null when its tables cannot be joined. */
export function planOf(frame: Frame, index: LanguageIndex): Planned | null {
  const counters = new Map<string, number>()
  const ids: Ids = {
    taken: [],
    next: (prefix) => {
      const number = (counters.get(prefix) ?? 0) + 1
      counters.set(prefix, number)
      return `${prefix}${number}`
    },
  }
  if (frame.split !== null) {
    const { operator, left, right } = frame.split
    const one = queryOf({ ...frame, split: null, where: [...frame.where, ...left], order: [], limit: null }, index, ids)
    const two = queryOf({ ...frame, split: null, where: [...frame.where, ...right], order: [], limit: null }, index, ids)
    if (one === null || two === null) return null
    return { plan: { kind: 'set', operator, left: one.plan, right: two.plan, order: [] }, joins: one.joins, tables: one.tables }
  }
  return queryOf(frame, index, ids)
}

function queryOf(frame: Frame, index: LanguageIndex, ids: Ids): (Planned & { plan: QueryPlan }) | null {
  const scope: Scope = { index, ids, uses: new Map(), cost: 0 }
  const needed = tablesOf(frame, index)
  for (const table of needed) scope.uses.set(table, { id: ids.next('t'), table: index.tables[table]!.name })
  const tree = planJoins(index.catalog, [...scope.uses.values()], { taken: ids.taken })[0]
  if (tree === undefined) return null
  for (const use of tree.tables) ids.taken.push(use.id)
  const joins: Join[] = tree.joins
  const tables = tree.tables

  const measures: Measure[] = []
  const measureId = (measure: FrameMeasure): string => {
    const value = aggregate(measure, scope, needed.length)
    const known = measures.find((other) => JSON.stringify(other.value) === JSON.stringify(value))
    if (known !== undefined) return known.id
    const id = ids.next('m')
    measures.push({ id, label: measureLabel(measure, index), value, origin: { from: 'words', start: measure.start, end: measure.end } })
    return id
  }
  const by: Grouping[] = frame.by.map((group) => ({
    id: ids.next('g'), label: label(group.column, index), value: column(group.column, scope),
    ...(group.key.length > 0 && !group.key.includes(group.column) && group.key.every((key) => scope.uses.has(index.columns[key]!.table)) ? { key: group.key.map((key) => column(key, scope)) } : {}),
  }))
  const ref = (id: string): Expression => ({ kind: 'ref', id })
  const grouped = by.length > 0
  const groupOf = (at: number): Expression => {
    const position = frame.by.findIndex((group) => group.column === at)
    if (position >= 0) return ref(by[position]!.id)
    return column(at, scope)
  }
  const show: Shown[] = frame.show.map((item) => {
    const id = ids.next('s')
    if (item.kind === 'column') return { id, label: label(item.column, index), value: grouped ? groupOf(item.column) : column(item.column, scope) }
    if (item.kind === 'group') return { id, label: by[item.group]!.label, value: ref(by[item.group]!.id) }
    const measure = frame.measures[item.measure]!
    return { id, label: measureLabel(measure, index), value: ref(measureId(measure)) }
  })
  const order: OrderBy[] = frame.order.map((key) => ({
    by: key.by.kind === 'measure' ? ref(measureId(key.by.measure)) : grouped ? groupOf(key.by.column) : column(key.by.column, scope),
    direction: key.direction,
  }))
  const context: Shown[] = frame.limit === null ? [] : order.flatMap((key) => (show.some((shown) => JSON.stringify(shown.value) === JSON.stringify(key.by)) ? [] : [{ id: ids.next('s'), label: contextLabel(key.by, measures, frame, index), value: key.by }]))
  const where = frame.where.map((condition) => conditionOf(condition, scope)).filter((condition) => condition !== null)
  if (where.length < frame.where.length) return null
  const having: Condition[] = frame.having.map((test): Condition => {
    const left = ref(measureId(test.measure))
    if ('low' in test) return { kind: 'between', of: left, low: number(test.low), high: number(test.high) }
    return { kind: 'compare', operator: test.operator, left, right: number(test.value) }
  })
  const entity = frame.entity === null ? undefined : scope.uses.get(frame.entity)?.id
  const plan: QueryPlan = {
    kind: 'query', tables, joins, ...(entity === undefined ? {} : { entity }), show, context, measures, by,
    ...(where.length === 0 ? {} : { where: both(where) }), ...(having.length === 0 ? {} : { having: both(having) }),
    order, ...(frame.limit === null ? {} : { limit: { count: frame.limit, ties: 'include' } }), distinct: frame.distinct, compare: [], calendar: 'calendar',
  }
  return { plan, joins: joins.length, tables: tables.length }
}

const both = (conditions: Condition[]): Condition => (conditions.length === 1 ? conditions[0]! : { kind: 'all', of: conditions })
const number = (value: number): Expression => (Number.isInteger(value) ? { kind: 'literal', value: String(value), type: 'integer' } : { kind: 'literal', value, type: 'float' })

function column(at: number, scope: Scope): Expression {
  const { table, name } = scope.index.columns[at]!
  return { kind: 'column', table: scope.uses.get(table)!.id, column: name }
}

function literal(value: number | string, at: number, scope: Scope): Expression {
  if (typeof value === 'string') return { kind: 'literal', value, type: scope.index.columns[at]!.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text' }
  return number(value)
}

function aggregate(measure: FrameMeasure, scope: Scope, tables: number): Expression {
  if (measure.column !== null) return { kind: 'aggregate', name: measure.name, of: column(measure.column, scope) }
  const key = scope.index.tables[measure.table]!.key[0]
  if (measure.name === 'countDistinct') {
    const shown = scope.index.tables[measure.table]!.display[0] ?? key
    return { kind: 'aggregate', name: shown === undefined ? 'count' : 'countDistinct', of: shown === undefined ? null : column(shown, scope) }
  }
  return { kind: 'aggregate', name: 'count', of: tables === 1 || key === undefined ? null : column(key, scope) }
}

function conditionOf(condition: FrameCondition, scope: Scope): Condition | null {
  const { index } = scope
  switch (condition.kind) {
    case 'compare': return { kind: 'compare', operator: condition.operator, left: column(condition.column, scope), right: literal(condition.value, condition.column, scope) }
    case 'values': return condition.values.length === 1
      ? { kind: 'compare', operator: '=', left: column(condition.column, scope), right: { kind: 'literal', value: condition.values[0]!, type: 'text' } }
      : { kind: 'in', of: column(condition.column, scope), values: condition.values, type: 'text' }
    case 'text': return { kind: 'text', match: condition.match, of: column(condition.column, scope), pattern: condition.pattern }
    case 'between': return { kind: 'between', of: column(condition.column, scope), low: literal(condition.low, condition.column, scope), high: literal(condition.high, condition.column, scope) }
    case 'within': return { kind: 'within', of: column(condition.column, scope), from: condition.from, until: condition.until }
    case 'missing': return { kind: 'isNull', of: column(condition.column, scope) }
    case 'not': {
      const inner = conditionOf(condition.of, scope)
      return inner === null ? null : { kind: 'not', of: inner }
    }
    case 'any': {
      const inner = condition.of.map((part) => conditionOf(part, scope))
      return inner.includes(null) ? null : { kind: 'any', of: inner as Condition[] }
    }
    case 'average': {
      const { table, name } = index.columns[condition.of]!
      const id = scope.ids.next('t')
      const measure = scope.ids.next('m')
      const plan: QueryPlan = {
        kind: 'query', tables: [{ id, table: index.tables[table]!.name }], joins: [], show: [{ id: scope.ids.next('s'), label: name, value: { kind: 'ref', id: measure } }], context: [],
        measures: [{ id: measure, label: name, value: { kind: 'aggregate', name: condition.name, of: { kind: 'column', table: id, column: name } } }],
        by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
      }
      return { kind: 'compare', operator: condition.operator, left: column(condition.column, scope), right: { kind: 'scalar', plan } }
    }
    case 'has': return hasOf(condition, scope)
    case 'term': return null
  }
}

function hasOf(condition: Extract<FrameCondition, { kind: 'has' }>, scope: Scope): Condition | null {
  const { index, ids } = scope
  const tables = new Set([...condition.tables, ...condition.where.flatMap(conditionColumns).map((at) => index.columns[at]!.table)])
  const outer = [...scope.uses.entries()].find(([table]) => !tables.has(table))?.[1]
  if (outer === undefined) return null
  const inner: Scope = { index, ids, uses: new Map(), cost: 0 }
  for (const table of tables) inner.uses.set(table, { id: ids.next('t'), table: index.tables[table]!.name })
  const link = planLink(index.catalog, outer, [...inner.uses.values()], { taken: [...ids.taken, ...[...scope.uses.values()].map((use) => use.id)] })[0]
  if (link === undefined) return null
  for (const use of link.tables) ids.taken.push(use.id)
  const where = condition.where.map((test) => conditionOf(test, inner))
  if (where.includes(null)) return null
  return { kind: 'has', tables: link.tables, joins: link.joins, on: link.on, ...(where.length === 0 ? {} : { where: both(where as Condition[]) }), ...(condition.count === undefined ? {} : { count: condition.count }) }
}

function label(at: number, index: LanguageIndex): string {
  const words = index.columns[at]!.name.replaceAll('_', ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const verb: Record<FrameMeasure['name'], string> = { count: 'Number of', countDistinct: 'Number of different', sum: 'Total', avg: 'Average', min: 'Lowest', max: 'Highest' }

function measureLabel(measure: FrameMeasure, index: LanguageIndex): string {
  const what = measure.column === null ? index.tables[measure.table]!.name.replaceAll('_', ' ') : label(measure.column, index)
  return `${verb[measure.name]} ${what.toLowerCase()}`
}

function contextLabel(by: Expression, measures: readonly Measure[], frame: Frame, index: LanguageIndex): string {
  if (by.kind === 'ref') return measures.find((measure) => measure.id === by.id)?.label ?? by.id
  const key = frame.order.find((order) => order.by.kind === 'column')
  return key?.by.kind === 'column' ? label(key.by.column, index) : ''
}
