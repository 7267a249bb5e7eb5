import type { Column } from '../../../shared/model/catalog.ts'
import type { Condition, Expression, QueryPlan } from '../../../shared/model/plan.ts'
import type { FilterChoice, FilterOperator } from '../../../shared/model/plan-edit.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { GlossaryTerm } from '../../terms/glossary.ts'
import { placeConditionInPlan } from '../../terms/place.ts'
import { addDays } from '../calendar.ts'
import { joinGraph } from '../join-graph.ts'
import { planLink } from '../joins.ts'
import { conjuncts } from '../walk.ts'
import { mainAnchor, tryTable, withTable } from './instances.ts'
import { allOf, columnNamed, edited, noSuchPart, type Work } from './setting.ts'

type ColumnFilter = Extract<FilterChoice, { kind: 'column' }>

/** Replaces the condition at a position of `where`, or adds one. */
export function withFilter(plan: QueryPlan, at: number | null, to: FilterChoice, work: Work): QueryPlan {
  const parts = conjuncts(plan.where)
  if (at !== null && parts[at] === undefined) throw noSuchPart(`where:${at}`)
  const made = to.kind === 'term' ? termFilter(plan, to, work) : columnFilter(plan, to, work)
  const where = at === null ? [...parts, made.condition] : parts.map((part, position) => (position === at ? made.condition : part))
  return { ...made.plan, where: allOf(where) }
}

function anchorOf(plan: QueryPlan, work: Work): string {
  const anchor = mainAnchor(plan, joinGraph(plan, work.catalog))
  if (anchor === undefined) throw new Failure('PLAN_INVALID', 'There is no table to filter.', { hint: 'Ask about a table first.' })
  return anchor
}

/** Rows are tested themselves or by what they belong to; where several rows belong to them, one such row must exist. */
function columnFilter(plan: QueryPlan, to: ColumnFilter, work: Work): { plan: QueryPlan; condition: Condition } {
  const { table, column } = to.column
  const known = columnNamed(to.column, work)
  const anchor = anchorOf(plan, work)
  const test = (id: string) => testOf({ kind: 'column', table: id, column }, known, to.operator, to.values)
  const single = tryTable(plan, table, anchor, work, { many: false })
  if (single !== null) return { plan: single.plan, condition: { ...test(single.id), ...edited } }
  const outer = plan.tables.find((use) => use.id === anchor)!
  const [link] = planLink(work.catalog, outer, table, { taken: work.taken })
  if (link === undefined || plan.measures.length > 0) {
    const placed = withTable(plan, table, anchor, work)
    return { plan: placed.plan, condition: { ...test(placed.id), ...edited } }
  }
  for (const use of link.tables) work.taken.add(use.id)
  return { plan, condition: { kind: 'has', tables: link.tables, joins: link.joins, on: link.on, where: test(link.tables[0]!.id), ...edited } }
}

/** A word of the vocabulary, for the table of the plan that it describes. Fails with PLAN_INVALID for an unknown word. */
function termFilter(plan: QueryPlan, { phrase, negated }: Extract<FilterChoice, { kind: 'term' }>, work: Work): { plan: QueryPlan; condition: Condition } {
  const anchor = anchorOf(plan, work)
  const terms = (work.glossary?.terms ?? []).filter((term) => term.phrases.includes(phrase.toLowerCase()) && tableTested(term) !== null)
  const present = (term: GlossaryTerm) => plan.tables.some((use) => use.table === tableTested(term))
  for (const term of [...terms.filter(present), ...terms.filter((each) => !present(each))]) {
    const placed = tryTable(plan, tableTested(term)!, anchor, work, { many: false })
    if (placed === null) continue
    const made = placedTerm(term, placed.plan, placed.id, work)
    const origin = { from: 'term' as const, term: phrase }
    return { plan: made.plan, condition: negated ? { kind: 'not', of: made.condition, origin } : ({ ...made.condition, origin } as Condition) }
  }
  throw new Failure('PLAN_INVALID', terms.length === 0 ? `The vocabulary has no condition “${phrase}”.` : `“${phrase}” says nothing about these rows.`, { hint: 'Choose one of the conditions offered.' })
}

/** The table whose rows a term describes; null for a term that is no condition. */
export function tableTested({ target }: GlossaryTerm): string | null {
  return target.kind === 'filter' ? target.of : target.kind === 'value' ? target.table : null
}

function placedTerm({ target }: GlossaryTerm, plan: QueryPlan, id: string, work: Work): { plan: QueryPlan; condition: Condition } {
  if (target.kind === 'value') {
    return { plan, condition: { kind: 'compare', operator: '=', left: { kind: 'column', table: id, column: target.column }, right: { kind: 'literal', value: target.value, type: 'text' } } }
  }
  if (target.kind !== 'filter') throw noSuchPart('term')
  let current = plan
  const ids = new Map([[target.of, id]])
  for (const table of target.tables) {
    if (ids.has(table)) continue
    const placed = withTable(current, table, id, work)
    current = placed.plan
    ids.set(table, placed.id)
  }
  return { plan: current, condition: placeConditionInPlan(target.condition, (table) => ids.get(table) ?? id) }
}

const wordsFor: Record<FilterOperator, { least: number; most: number }> = {
  is: { least: 1, most: 500 }, isNot: { least: 1, most: 500 }, contains: { least: 1, most: 1 }, startsWith: { least: 1, most: 1 }, isEmpty: { least: 0, most: 0 }, isNotEmpty: { least: 0, most: 0 },
  less: { least: 1, most: 1 }, atMost: { least: 1, most: 1 }, more: { least: 1, most: 1 }, atLeast: { least: 1, most: 1 }, between: { least: 2, most: 2 },
}
const operators = { less: '<', atMost: '<=', more: '>', atLeast: '>=' } as const

/** A test of a column. Fails with PLAN_INVALID, in the user's words, for values that the column cannot hold. */
export function testOf(of: Expression, column: Column, operator: FilterOperator, values: Cell[]): Condition {
  const { least, most } = wordsFor[operator]
  if (values.length < least || values.length > most) throw new Failure('PLAN_INVALID', least === 0 ? 'This test takes no value.' : `This test needs ${least === most ? least : 'at least one'} value${least === 1 ? '' : 's'}.`, { hint: 'Fill in what to compare with.' })
  if (operator === 'isEmpty') return { kind: 'isNull', of }
  if (operator === 'isNotEmpty') return { kind: 'not', of: { kind: 'isNull', of } }
  if (operator === 'contains' || operator === 'startsWith') {
    if (column.type.kind !== 'text' && column.type.kind !== 'unknown' && column.type.kind !== 'json') throw unfit(column, 'is no text')
    return { kind: 'text', match: operator === 'contains' ? 'contains' : 'starts', of, pattern: String(values[0]) }
  }
  const given = values.filter((value) => value !== null)
  if (given.length < values.length && operator !== 'is' && operator !== 'isNot') throw unfit(column, 'cannot be compared with nothing')
  if (column.type.kind === 'date' || column.type.kind === 'timestamp') return dateTest(of, operator, given.map((value) => dateOf(value, column)), given.length < values.length)
  const literals = given.map((value): Expression & { kind: 'literal' } => literalOf(value, column))
  const [low, high] = literals
  if (operator === 'between') return { kind: 'between', of, low: low!, high: high! }
  if (operator === 'is' || operator === 'isNot') {
    const tests: Condition[] = literals.length === 0 ? [] : [literals.length === 1 ? { kind: 'compare', operator: '=', left: of, right: low! } : { kind: 'in', of, values: literals.map((each) => each.value), type: low!.type }]
    return equalTest(tests, of, given.length < values.length, operator)
  }
  if (column.type.kind === 'boolean' || column.type.kind === 'text') throw unfit(column, 'cannot be more or less')
  return { kind: 'compare', operator: operators[operator], left: of, right: low! }
}

function equalTest(tests: Condition[], of: Expression, orEmpty: boolean, operator: 'is' | 'isNot'): Condition {
  const all: Condition[] = orEmpty ? [...tests, { kind: 'isNull', of }] : tests
  const test: Condition = all.length === 1 ? all[0]! : { kind: 'any', of: all }
  return operator === 'is' ? test : { kind: 'not', of: test }
}

function dateTest(of: Expression, operator: FilterOperator, dates: string[], orEmpty: boolean): Condition {
  const [first, second] = dates
  const within = (from: string | null, until: string | null): Condition => ({ kind: 'within', of, from, until })
  switch (operator) {
    case 'less': return within(null, first!)
    case 'atMost': return within(null, addDays(first!, 1))
    case 'more': return within(addDays(first!, 1), null)
    case 'atLeast': return within(first!, null)
    case 'between': return within(first! < second! ? first! : second!, addDays(first! < second! ? second! : first!, 1))
    default: return equalTest(dates.map((date) => within(date, addDays(date, 1))), of, orEmpty, operator === 'isNot' ? 'isNot' : 'is')
  }
}

function dateOf(value: Cell, column: Column): string {
  const [date = ''] = String(value).split(/[ T]/)
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) throw unfit(column, `holds dates, and “${String(value)}” is none`)
  return date
}

function literalOf(value: Cell, column: Column): Expression & { kind: 'literal' } {
  const { kind } = column.type
  const text = String(value).trim()
  switch (kind) {
    case 'integer': case 'decimal': {
      if (!/^-?\d{1,38}(\.\d{1,20})?$/.test(text)) throw unfit(column, `holds numbers, and “${text}” is none`)
      return { kind: 'literal', value: text, type: text.includes('.') ? 'decimal' : 'integer' }
    }
    case 'float': {
      const number = Number(text)
      if (text === '' || !Number.isFinite(number)) throw unfit(column, `holds numbers, and “${text}” is none`)
      return Number.isInteger(number) && /^-?\d+$/.test(text) ? { kind: 'literal', value: text, type: 'integer' } : { kind: 'literal', value: number, type: 'float' }
    }
    case 'boolean': {
      if (!/^(true|false|yes|no|1|0)$/i.test(text)) throw unfit(column, 'is either yes or no')
      return { kind: 'literal', value: /^(true|yes|1)$/i.test(text), type: 'boolean' }
    }
    case 'binary': case 'json': throw unfit(column, 'cannot be compared')
    default: return { kind: 'literal', value: String(value), type: kind === 'time' ? 'time' : 'text' }
  }
}

const unfit = (column: Column, why: string) => new Failure('PLAN_INVALID', `“${column.name}” ${why}.`, { hint: 'Choose another test or another value.' })
