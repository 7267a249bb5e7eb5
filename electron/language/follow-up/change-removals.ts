import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { chips } from '../../plan/chips.ts'
import { conjuncts } from '../../plan/walk.ts'
import type { Noun } from '../grammar/piece.ts'
import type { ChangeOf, Removed } from './change.ts'
import { withValues } from './change-filters.ts'
import { asQuery, attempts, columnName, edit, filtersOf, namesIn, unknown, type Draft, type Scene } from './scene.ts'

const called: Record<Removed, string> = { filters: 'filter', filter: 'filter', period: 'period', limit: 'limit', groups: 'grouping', compare: 'comparison', order: 'order' }

function without(plan: Plan, paths: readonly string[], scene: Scene): Draft {
  return { plan: paths.reduce((current, at) => edit(current, { kind: 'remove', at }, scene), plan), notes: [], cost: 0 }
}

/** Takes parts of one kind out. One of several filters is for the asker to choose. Fails with NOT_SUPPORTED when there is none. */
export function withoutKind(plan: Plan, what: Removed, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const paths = pathsOf(query, what)
  if (paths.length === 0) throw new Failure('NOT_SUPPORTED', `There is no ${called[what]} to take out.`, { hint: 'Change a piece of the plan, or ask another question.' })
  if (what !== 'filter' || paths.length === 1) return [without(query, paths, scene)]
  const words = chips(query, scene.setting.catalog)
  return attempts(paths.map((path) => () => ({ ...without(query, [path], scene), notes: [`Without ${words.find((chip) => chip.path === path)?.value ?? path}`] })), unknown('the filter', 'it cannot be taken out'))
}

/** The last first, so that the places of the others stay. */
function pathsOf(query: QueryPlan, what: Removed): string[] {
  const filters = [...conjuncts(query.having).map((_, at) => `having:${at}`), ...conjuncts(query.where).map((_, at) => `where:${at}`)].reverse()
  switch (what) {
    case 'filter': case 'filters': return filters
    case 'period': return query.period === undefined ? filtersOf(query).flatMap(({ at, filter }) => (filter.kind === 'column' && isOfTime(query, at) ? [`where:${at}`] : [])).reverse() : ['period']
    case 'limit': return query.limit === undefined ? [] : ['limit']
    case 'groups': return query.measures.length === 0 ? [] : query.by.map(({ id }) => `by:${id}`)
    case 'compare': return query.compare.filter((each) => each.kind !== 'change').map(({ id }) => `compare:${id}`)
    case 'order': return query.limit === undefined ? query.order.map((_, at) => `order:${at}`).reverse() : []
  }
}

const isOfTime = (query: QueryPlan, at: number): boolean => conjuncts(query.where)[at]?.kind === 'within'

/** "all regions", "without the region filter", "drop margin": the filter on a column, else the grouping by it, else the number or column shown. */
export function withoutNamed(plan: Plan, { noun, all, values, start, end, worth }: ChangeOf<'removeNamed'>, words: string, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const columns = columnsOf(noun, scene)
  const speaks = (node: unknown) => namesIn(node, query).some((name) => columns.some((each) => each.table === name.table && (each.column === '' || each.column === name.column)))
  const filters = filtersOf(query).filter(({ at }) => speaks(conjuncts(query.where)[at])).map(({ at }) => `where:${at}`).reverse()
  // "All customers" may be a question of its own.
  if (filters.length > 0) return [{ ...without(query, filters, scene), ...(all && noun.targets[0]?.kind === 'table' ? { own: 'named' as const } : {}) }]
  const metrics = noun.targets.flatMap((target) => (target.kind === 'metric' ? [scene.index.glossary!.metrics[target.at]!.name] : []))
  const paths = all ? [] : [
    ...query.by.filter(({ value }) => speaks(value)).map(({ id }) => `by:${id}`),
    ...query.measures.filter((measure) => measure.metric !== undefined && metrics.includes(measure.metric)).map(({ id }) => `measure:${id}`),
    ...(query.by.length + query.measures.length > 0 ? [] : query.show.filter(({ value }) => speaks(value)).map(({ id }) => `show:${id}`)),
  ]
  if (paths.length === 0 && values.length > 0) return withValues(plan, { kind: 'values', mood: 'exclude', values, tables: [], start, end, worth }, scene)
  if (paths.length === 0) throw new Failure('NOT_SUPPORTED', `There is no filter on “${words}” to take out.`, { hint: 'Change a piece of the plan, or ask another question.' })
  return [without(query, paths.slice(0, 1), scene)]
}

/** The columns a noun names; an empty column stands for all of a table. */
function columnsOf(noun: Noun, { index }: Scene): ColumnName[] {
  return noun.targets.flatMap((target): ColumnName[] => (target.score < 0.6 || target.kind === 'metric' ? [] : target.kind === 'column' ? [columnName(target.at, index)] : [{ table: index.tables[target.at]!.name, column: '' }]))
}
