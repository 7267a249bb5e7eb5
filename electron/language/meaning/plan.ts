import type { Comparison, Condition, Expression, Grouping, Measure, OrderBy, Origin, Plan, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import type { IsoDate } from '../../../shared/model/value.ts'
import type { LanguageIndex } from '../index/language-index.ts'
import { counterpartOf } from './counterparts.ts'
import { derive } from './derive.ts'
import { joinFacts, type Facts } from './facts.ts'
import type { Frame, FrameGroup, FrameHaving, FrameMeasure, Place } from './frame.ts'
import { begun, recentPeriod } from '../periods/recent.ts'
import { columnLabel, groupLabel, measureLabel } from './labels.ts'
import { measureOf } from './measures.ts'
import { conditionOf } from './plan-conditions.ts'
import { filtersPerFact } from './shared-filters.ts'
import { allOf, columnIn, freshIds, number, type Ids, type Scope } from './scope.ts'
import { measureTables, timeOf } from './tables.ts'

/** Turns a frame into a plan with tables, joins and ids; null when its tables cannot be joined. */
export function planOf(frame: Frame, index: LanguageIndex, asOf: IsoDate): Plan | null {
  const ids = freshIds()
  if (frame.split === null) return queryOf(frame, index, ids, asOf)
  const { operator, left, right } = frame.split
  const side = (conditions: Frame['where']) => queryOf({ ...frame, split: null, where: [...frame.where, ...conditions], order: [], limit: null }, index, ids, asOf)
  const [one, two] = [side(left), side(right)]
  return one === null || two === null ? null : { kind: 'set', operator, left: one, right: two, order: [] }
}

/** A frame that compares with earlier and says no time is about the time up to the as-of date; one that says a time that is not over yet, about what there is of it. */
function upToNow(frame: Frame, asOf: IsoDate): Frame {
  if (frame.recent !== undefined) return { ...frame, period: { words: recentPeriod(frame.recent.grain, asOf), columns: frame.recent.columns } }
  return frame.period !== null && frame.compare.some(({ kind }) => kind === 'earlier') ? { ...frame, period: { ...frame.period, words: begun(frame.period.words, asOf) } } : frame
}

/** The words that a part comes from. */
const saidIn = (place: Place | undefined): { origin?: Origin } => (place === undefined ? {} : { origin: { from: 'words', start: place.start, end: place.end } })

const ref = (id: string): Expression => ({ kind: 'ref', id })
const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)

/** A query under construction: measures are added as parts of it ask for them. */
type Draft = { frame: Frame; facts: Facts; measures: Measure[]; by: Grouping[] }

function queryOf(asked: Frame, index: LanguageIndex, ids: Ids, asOf: IsoDate): QueryPlan | null {
  const frame = filtersPerFact(upToNow(asked, asOf), index)
  const facts = joinFacts(frame, index, ids, asOf)
  if (facts === null) return null
  const { main } = facts
  main.query = (inner) => queryOf(inner, index, ids, asOf)
  const where = frame.where.map((condition) => conditionOf(condition, main))
  if (where.includes(null)) return null
  const draft: Draft = { frame, facts, measures: [], by: [] }
  draft.by.push(...frame.by.map((group) => groupingOf(group, draft)))
  const compare: Comparison[] = []
  const show = frame.show.map((item): Shown => {
    const id = ids.next('s')
    if (item.kind === 'column') return { id, label: columnLabel(item.column, index), value: shownColumn(item.column, draft) }
    if (item.kind === 'group') return { id, label: draft.by[item.group]!.label, value: ref(draft.by[item.group]!.id) }
    const measure = frame.measures[item.measure]!
    return { id, label: measureLabel(measure, index), value: ref(measureId(measure, draft)) }
  })
  const order = frame.order.map((key): OrderBy => ({ by: key.by.kind === 'measure' ? ref(measureId(key.by.measure, draft)) : shownColumn(key.by.column, draft), direction: key.direction, ...saidIn(key.place) }))
  const having = frame.having.map((test): Condition => ({ ...havingOf(test, draft, index, ids, asOf), ...saidIn(test.measure) }))
  const context: Shown[] = frame.limit === null ? [] : order.flatMap((key) => (show.some((shown) => same(shown.value, key.by)) ? [] : [{ id: ids.next('s'), label: labelOf(key.by, draft), value: key.by }]))
  for (const test of having) if (test.kind === 'compare' && !show.some((shown) => same(shown.value, test.left))) context.push({ id: ids.next('s'), label: labelOf(test.left, draft), value: test.left })
  derive({ frame, measures: draft.measures, compare, show, context, ids })
  if (order.length === 0) for (const [at, group] of frame.by.entries()) if (group.grain !== undefined && frame.limit === null) order.push({ by: ref(draft.by[at]!.id), direction: 'asc' })
  const entity = frame.entity === null ? undefined : main.uses.get(frame.entity)?.id
  return {
    kind: 'query', tables: facts.tables, joins: facts.joins, ...(entity === undefined ? {} : { entity }), show, context, measures: draft.measures, by: draft.by,
    ...(where.length === 0 ? {} : { where: allOf(where as Condition[]) }), ...(having.length === 0 ? {} : { having: frame.eitherHaving === true && having.length > 1 ? { kind: 'any' as const, of: having } : allOf(having) }),
    order, ...(frame.limit === null ? {} : { limit: { count: frame.limit, ties: 'include', ...saidIn(frame.limitPlace), ...perOf(frame, draft.by, show) } }), distinct: frame.distinct, compare, ...periodOf(draft), calendar: 'calendar',
  }
}

/** What a limit holds within: groupings, or shown columns of a list. */
function perOf({ per }: Frame, by: readonly Grouping[], show: readonly Shown[]): { per?: string[] } {
  const from: readonly { id: string }[] = by.length > 0 ? by : show
  return per === undefined ? {} : { per: per.map((at) => from[at]!.id) }
}

function measureId(measure: FrameMeasure, { facts, measures }: Draft): string {
  const made = measureOf(measure, facts.scopeOf(measure), facts.tables.length)
  const known = measures.find((other) => same([other.value, other.where], [made.value, made.where]))
  if (known !== undefined) return known.id
  const id = facts.main.ids.next('m')
  measures.push({ id, ...made })
  return id
}

function groupingOf(group: FrameGroup, { frame, facts }: Draft): Grouping {
  const { main } = facts
  const { index, ids } = main
  const id = ids.next('g')
  const label = groupLabel(group, index)
  const from = saidIn(group.place)
  if (group.grain !== undefined) {
    const bucket = (scope: Scope, column: number): Expression => ({ kind: 'bucket', grain: group.grain!, calendar: group.fiscal === true ? 'fiscal' : 'calendar', of: columnIn(column, scope) })
    const also = frame.measures.flatMap((measure) => {
      const time = timeOf(measure, index)
      const scope = facts.scopeOf(measure)
      return time === null || time === group.column || !scope.uses.has(index.columns[time]!.table) ? [] : [bucket(scope, time)]
    })
    return { id, label, value: bucket(main, group.column), ...from, ...(also.length > 0 ? { also } : {}) }
  }
  const also = frame.measures.flatMap((measure) => {
    const scope = facts.scopeOf(measure)
    const own = scope === main ? null : counterpartOf(group.column, measureTables(measure, index), index)
    return own === null ? [] : [columnIn(own, scope)]
  })
  const keyed = group.key.length > 0 && !group.key.includes(group.column) && group.key.every((key) => main.uses.has(index.columns[key]!.table))
  return { id, label, value: columnIn(group.column, main), ...from, ...(keyed && also.length === 0 ? { key: group.key.map((key) => columnIn(key, main)) } : {}), ...(also.length > 0 ? { also } : {}) }
}

function shownColumn(at: number, { frame, facts, by }: Draft): Expression {
  const position = frame.by.findIndex((group) => group.column === at)
  return position >= 0 ? ref(by[position]!.id) : columnIn(at, facts.main)
}

function havingOf(test: FrameHaving, draft: Draft, index: LanguageIndex, ids: Ids, asOf: IsoDate): Condition {
  const left = ref(measureId(test.measure, draft))
  if ('low' in test) return { kind: 'between', of: left, low: number(test.low), high: number(test.high) }
  if ('other' in test) return { kind: 'compare', operator: test.operator, left, right: ref(measureId(test.other, draft)) }
  if ('value' in test) return { kind: 'compare', operator: test.operator, left, right: number(test.value) }
  if ('overall' in test) {
    const { table: at, name } = index.columns[test.of]!
    const [table, measure] = [ids.next('t'), ids.next('m')]
    const plan: QueryPlan = {
      kind: 'query', tables: [{ id: table, table: index.tables[at]!.name }], joins: [], show: [{ id: ids.next('s'), label: name, value: ref(measure) }], context: [],
      measures: [{ id: measure, label: name, value: { kind: 'aggregate', name: test.overall, of: { kind: 'column', table, column: name } } }], by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
    }
    return { kind: 'compare', operator: test.operator, left, right: { kind: 'scalar', plan } }
  }
  // The average over the same groups: the query again, with only its groups and the measure, used as a table.
  const inner = queryOf({ ...draft.frame, having: [], order: [], limit: null, measures: [test.measure], show: [{ kind: 'measure', measure: 0 }], compare: [] }, index, ids, asOf)!
  const [table, measure] = [ids.next('v'), ids.next('m')]
  const label = `Average ${measureLabel(test.measure, index).toLowerCase()}`
  const plan: QueryPlan = {
    kind: 'query', tables: [{ id: table, table: { plan: inner } }], joins: [], show: [{ id: ids.next('s'), label, value: ref(measure) }], context: [],
    measures: [{ id: measure, label, value: { kind: 'aggregate', name: test.average, of: { kind: 'column', table, column: inner.show[0]!.id } } }],
    by: [], order: [], distinct: false, compare: [], calendar: 'calendar',
  }
  return { kind: 'compare', operator: test.operator, left, right: { kind: 'scalar', plan } }
}

/** A balance is taken at the end of the period, so only that end counts. */
function periodOf({ frame, facts, measures }: Draft): Pick<QueryPlan, 'period'> {
  if (frame.period === null) return {}
  const { words, columns, said } = frame.period
  const { index } = facts.main
  const scopes = [facts.main, ...frame.measures.map((measure) => facts.scopeOf(measure))]
  const dates = columns.flatMap((at) => {
    const scope = scopes.find((each) => each.uses.has(index.columns[at]!.table))
    return scope === undefined ? [] : [columnIn(at, scope)]
  })
  const balance = measures.length > 0 && measures.every((measure) => measure.balance !== undefined)
  return { period: { from: balance && frame.by.length === 0 ? null : words.from, until: words.until, columns: dates, label: words.label, calendar: words.fiscal ? 'fiscal' : 'calendar', ...saidIn(said), ...(frame.recent === undefined ? {} : { origin: { from: 'default' as const, name: 'recent' } }) } }
}

function labelOf(value: Expression, { facts, measures, by }: Draft): string {
  if (value.kind === 'ref') return [...measures, ...by].find((part) => part.id === value.id)?.label ?? value.id
  if (value.kind !== 'column') return ''
  const at = facts.main.index.columns.find((column) => column.name === value.column)?.at
  return at === undefined ? value.column : columnLabel(at, facts.main.index)
}
