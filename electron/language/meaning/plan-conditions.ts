import type { Condition, Origin, QueryPlan } from '../../../shared/model/plan.ts'
import { planJoins, planLink } from '../../plan/joins.ts'
import { placeConditionInPlan } from '../../terms/place.ts'
import { conditionColumns, type FrameCondition } from './frame.ts'
import { preferred } from './parallel-keys.ts'
import { allOf, columnIn, literalFor, number, useOf, type Scope } from './scope.ts'

/** A frame's condition as one of a plan, tied to its words; null when its tables cannot be reached. */
export function conditionOf(condition: FrameCondition, scope: Scope): Condition | null {
  const made = bare(condition, scope)
  if (made === null || condition.place === undefined) return made
  const { start, end } = condition.place
  const origin: Origin = condition.kind === 'term' ? { from: 'term', term: scope.index.glossary!.terms[condition.term]!.phrases[0] ?? '', start, end } : { from: 'words', start, end }
  return placed(made, origin)
}

/** A list of tests has no origin of its own: each of its parts has it. */
function placed(condition: Condition, origin: Origin): Condition {
  switch (condition.kind) {
    case 'all': case 'any': return { ...condition, of: condition.of.map((part) => placed(part, origin)) }
    default: return condition.origin === undefined ? { ...condition, origin: { ...origin } } : condition
  }
}

function bare(condition: FrameCondition, scope: Scope): Condition | null {
  const { index } = scope
  switch (condition.kind) {
    case 'compare': return { kind: 'compare', operator: condition.operator, left: columnIn(condition.column, scope), right: literalFor(condition.value, condition.column, scope) }
    case 'values': return condition.values.length === 1
      ? { kind: 'compare', operator: '=', left: columnIn(condition.column, scope), right: { kind: 'literal', value: condition.values[0]!, type: 'text' } }
      : { kind: 'in', of: columnIn(condition.column, scope), values: condition.values, type: 'text' }
    case 'text': return { kind: 'text', match: condition.match, of: columnIn(condition.column, scope), pattern: condition.pattern }
    case 'between': return { kind: 'between', of: columnIn(condition.column, scope), low: literalFor(condition.low, condition.column, scope), high: literalFor(condition.high, condition.column, scope) }
    case 'within': return { kind: 'within', of: columnIn(condition.column, scope), from: condition.from, until: condition.until }
    case 'missing': return { kind: 'isNull', of: columnIn(condition.column, scope) }
    case 'aged': return { kind: 'compare', operator: condition.operator, left: { kind: 'days', from: columnIn(condition.column, scope), to: { kind: 'literal', value: scope.asOf, type: 'date' } }, right: number(condition.days) }
    case 'not': {
      const inner = conditionOf(condition.of, scope)
      return inner === null ? null : { kind: 'not', of: inner }
    }
    case 'all': case 'any': {
      const inner = condition.of.map((part) => conditionOf(part, scope))
      return inner.includes(null) ? null : { kind: condition.kind, of: inner as Condition[] }
    }
    case 'average': return averageOf(condition, scope)
    case 'columns': return { kind: 'compare', operator: condition.operator, left: columnIn(condition.column, scope), right: columnIn(condition.other, scope) }
    case 'alike': return alikeOf(condition, scope)
    case 'most': return mostOf(condition, scope)
    case 'has': return hasOf(condition, scope)
    case 'term': {
      const { target } = index.glossary!.terms[condition.term]!
      return target.kind === 'filter' ? placeConditionInPlan(target.condition, (table) => scope.uses.get(index.tableAt.get(table)!)!.id) : null
    }
  }
}

function averageOf(condition: Extract<FrameCondition, { kind: 'average' }>, scope: Scope): Condition | null {
  const { table, name } = scope.index.columns[condition.of]!
  const id = scope.ids.next('t')
  const measure = scope.ids.next('m')
  const inner: Scope = { ...scope, uses: new Map([[table, { id, table: scope.index.tables[table]!.name }]]) }
  const where = condition.where.map((test) => conditionOf(test, inner))
  if (where.includes(null)) return null
  const plan: QueryPlan = {
    kind: 'query', tables: [{ id, table: scope.index.tables[table]!.name }], joins: [], show: [{ id: scope.ids.next('s'), label: name, value: { kind: 'ref', id: measure } }], context: [],
    measures: [{ id: measure, label: name, value: { kind: 'aggregate', name: condition.name, of: { kind: 'column', table: id, column: name } } }],
    by: [], ...(where.length === 0 ? {} : { where: allOf(where as Condition[]) }), order: [], distinct: false, compare: [], calendar: 'calendar',
  }
  return { kind: 'compare', operator: condition.operator, left: columnIn(condition.column, scope), right: { kind: 'scalar', plan } }
}

/** Membership in what the rows that pass the tests have in the column. */
function alikeOf(condition: Extract<FrameCondition, { kind: 'alike' }>, scope: Scope): Condition | null {
  const { index, ids } = scope
  const inner: Scope = { ...scope, uses: new Map() }
  for (const table of new Set([condition.column, ...condition.where.flatMap(conditionColumns)].map((at) => index.columns[at]!.table))) inner.uses.set(table, useOf(table, index, ids))
  const tree = planJoins(index.catalog, [...inner.uses.values()], { taken: ids.taken, ...preferred(scope) })[0]
  const where = condition.where.map((test) => conditionOf(test, inner))
  if (tree === undefined || where.includes(null)) return null
  for (const use of tree.tables) ids.taken.push(use.id)
  const plan: QueryPlan = {
    kind: 'query', tables: tree.tables, joins: tree.joins, show: [{ id: ids.next('s'), label: index.columns[condition.column]!.name, value: columnIn(condition.column, inner) }], context: [],
    measures: [], by: [], where: allOf(where as Condition[]), order: [], distinct: false, compare: [], calendar: 'calendar',
  }
  return { kind: 'inPlan', of: columnIn(condition.column, scope), plan }
}

function mostOf(condition: Extract<FrameCondition, { kind: 'most' }>, scope: Scope): Condition | null {
  const { column, measure, direction, count } = condition
  const plan = scope.query?.({
    entity: null, present: [], show: [{ kind: 'column', column }], measures: [], by: [{ column, key: [] }], where: [], having: [], order: [{ by: { kind: 'measure', measure }, direction }], limit: count,
    distinct: false, period: null, compare: [], split: null, notes: [],
  })
  return plan == null ? null : { kind: 'inPlan', of: columnIn(column, scope), plan: { ...plan, context: [] } }
}

function hasOf(condition: Extract<FrameCondition, { kind: 'has' }>, scope: Scope): Condition | null {
  const { index, ids } = scope
  const tables = new Set([...condition.tables, ...condition.where.flatMap(conditionColumns).map((at) => index.columns[at]!.table)])
  const outer = [...scope.uses.entries()].find(([table]) => !tables.has(table))?.[1]
  if (outer === undefined) return null
  const inner: Scope = { ...scope, uses: new Map() }
  for (const table of tables) inner.uses.set(table, useOf(table, index, ids))
  const link = planLink(index.catalog, outer, [...inner.uses.values()], { taken: [...ids.taken, ...[...scope.uses.values()].map((use) => use.id)], ...preferred(scope) })[0]
  if (link === undefined) return null
  for (const use of link.tables) ids.taken.push(use.id)
  const where = condition.where.map((test) => conditionOf(test, inner))
  if (where.includes(null)) return null
  return { kind: 'has', tables: link.tables, joins: link.joins, on: link.on, ...(where.length === 0 ? {} : { where: allOf(where as Condition[]) }), ...(condition.count === undefined ? {} : { count: condition.count }) }
}
