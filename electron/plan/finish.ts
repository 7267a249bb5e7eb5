import type { Limit, OrderBy, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Context, Relation, Scope } from './context.ts'
import { expression, invalid } from './expression.ts'
import type { Typed } from './sql/number.ts'
import { binary, call, column, same, select, whole, type Order, type Output, type Select, type Sql } from './sql/tree.ts'
import { OutputNames, groupTerm, outputOf, wrap, type Stage } from './stage.ts'
import { conjuncts, refsOf } from './walk.ts'

/** What is left of a plan once its rows or groups stand: which groups, which columns, in which order, how many. */
export type Ending = Pick<QueryPlan, 'show' | 'having' | 'order' | 'limit' | 'distinct'>

/** An order of the result: its value in the stage, before any output is named. */
type Sorting = { value: Typed; direction: 'asc' | 'desc' }

/**
 * Filters groups, chooses columns, orders and limits. Ties at a limit are kept by rank (interface) or cut (batch); a limit within
 * groupings always ranks. `scopeOf` says what expressions mean in a stage.
 */
export function finished(ending: Ending, stage: Stage, context: Context, scopeOf: (stage: Stage) => Scope): Relation {
  if (ending.show.length === 0) throw invalid('Nothing is asked for.', 'show')
  const limit = ending.limit
  const perGroup = (limit?.per ?? []).length > 0
  const ranked = limit !== undefined && (perGroup || (limit.ties === 'include' && context.output === 'interface' && ending.order.length > 0))
  const settled = stage.windowed && (ending.having !== undefined || ranked || ending.distinct) ? wrap(stage, 'compared', context) : stage
  const filtered = withHaving(ending, needsWrap(ending, settled, context) ? wrap(settled, 'grouped', context) : settled, context, scopeOf)
  const current = ending.distinct && filtered.grouped ? wrap(filtered, 'grouped', context) : filtered
  const scope = scopeOf(current)
  const names = new OutputNames(current.sourceNames)
  const lower = (value: typeof ending.order[number]['by']) => context.numbers.leaving(expression(value, scope))
  const columns = ending.show.map((shown) => {
    const type = lower(shown.value)
    return { id: shown.id, label: shown.label, type, as: names.take(shown.label, type.sql) }
  })
  const outputs: Output[] = columns.map(({ as, type }) => ({ value: type.sql, as }))
  const sortings = ending.order.map((order): Sorting => ({ value: lower(order.by), direction: order.direction }))
  const { base, orders } = ending.distinct ? withoutDuplicates(current.select, outputs, sortings, ranked) : { base: { ...current.select, columns: outputs }, orders: sortings }
  const query = ranked
    ? topRanked(base, orders, limit, (limit.per ?? []).map((id) => columns.find((each) => each.id === id)?.type ?? lower({ kind: 'ref', id })), context)
    : { ...base, orderBy: ordered(tieBroken(orders, columns, limit, current, context), outputs), limit: limit === undefined ? null : { count: limit.count, offset: limit.offset ?? 0 } }
  return { query, columns: columns.map((each) => ({ ...each, type: { ...each.type, sql: column('', each.as) } })) }
}

/** MySQL knows a grouped expression again only when it stands alone, and a placeholder never; a long quotient is hard to read. Then the groups are finished first. */
function needsWrap(ending: Ending, stage: Stage, { numbers }: Context): boolean {
  const parts = [...ending.show.map((each) => each.value), ...ending.order.map((each) => each.by), ...(ending.having === undefined ? [] : [ending.having])]
  const computed = (id: string) => stage.groups.has(id) && stage.values.get(id)?.sql.node !== 'column'
  const nested = parts.some((part) => part.kind !== 'ref' && [...refsOf(part)].some(computed))
  const long = parts.some((part) => [...refsOf(part)].some((id) => stage.values.has(id) && numbers.wholeParts(stage.values.get(id)!) !== null))
  if (!stage.grouped) return long
  return nested || long || stage.select.groupBy.some((each) => groupTerm({ sql: each }, '') !== each) || (ending.having !== undefined && stage.select.groupBy.length === 0)
}

function withHaving(ending: Ending, stage: Stage, context: Context, scopeOf: (stage: Stage) => Scope): Stage {
  const tests = conjuncts(ending.having).map((test) => context.test(test, scopeOf(stage)).sql)
  const where = stage.grouped ? stage.select.where : [...stage.select.where, ...tests]
  const having = stage.grouped ? [...stage.select.having, ...tests] : stage.select.having
  return { ...stage, select: { ...stage.select, where, having } }
}

/** Each row once. An order by something that is not shown takes its first value of each row, or its last when it descends. */
function withoutDuplicates(base: Select, outputs: Output[], sortings: Sorting[], ranked: boolean): { base: Select; orders: Sorting[] } {
  const shown = sortings.every(({ value }) => outputOf(outputs, value) !== undefined)
  if (shown && !ranked) return { base: { ...base, columns: outputs, distinct: true }, orders: sortings }
  const orders = sortings.map((sorting) => (outputOf(outputs, sorting.value) !== undefined ? sorting : { ...sorting, value: { ...sorting.value, sql: call(sorting.direction === 'asc' ? 'MIN' : 'MAX', sorting.value.sql) } }))
  return { base: { ...base, columns: outputs, groupBy: outputs.map(({ value, as }) => groupTerm({ sql: value }, as)) }, orders }
}

/** A limit that cuts ties needs a full order, or the same question could be answered in two ways. In batch the key of the groups settles it, where there is one. */
function tieBroken(orders: Sorting[], columns: { type: Typed }[], limit: Limit | undefined, { key, grouped }: Stage, context: Context): Sorting[] {
  const [first] = orders
  if (limit === undefined || first === undefined) return orders
  if (context.output === 'batch') return key === undefined || !grouped || orders.length > 1 ? orders : [...orders, { value: key, direction: first.direction }]
  const others = columns.filter(({ type }) => !orders.some(({ value }) => same(value.sql, type.sql)))
  return [...orders, ...others.map(({ type }): Sorting => ({ value: type, direction: 'asc' }))]
}

function ordered(sortings: Sorting[], outputs: Output[]): Order[] {
  return sortings.map(({ value, direction }) => {
    const output = outputOf(outputs, value)
    const itself = output === undefined || (value.sql.node === 'column' && value.sql.name === output.as)
    return { value: itself ? value.sql : { node: 'output', name: output.as }, direction, nullable: value.nullable }
  })
}

/** The first rows by rank, within groupings if there are any: rows equal to the last one kept are kept too, unless ties are cut. */
function topRanked(base: Select, sortings: Sorting[], limit: Limit, partition: Typed[], context: Context): Select {
  if (!context.windows) {
    throw new Failure('NOT_SUPPORTED', 'A limit within groups, or one that keeps ties, needs window functions, which this server does not have.', { hint: 'Use MySQL 8, MariaDB 10.2 or newer.', detail: { node: 'limit' } })
  }
  const alias = context.names.take('ranked')
  const names = new OutputNames(base.columns.map((each) => each.as))
  const columns = [...base.columns]
  const outside = (value: Typed, label: string): Sql => {
    const output = outputOf(columns, value)
    if (output !== undefined) return column(alias, output.as)
    const as = names.take(label, { node: 'raw', text: '' })
    columns.push({ value: value.sql, as })
    return column(alias, as)
  }
  const groups = partition.map((value, at): Order => ({ value: outside(value, `within_${at + 1}`), direction: 'asc', nullable: value.nullable }))
  const orders = sortings.map(({ value, direction }, at): Order => ({ value: outside(value, `order_${at + 1}`), direction, nullable: value.nullable }))
  const cut = limit.ties === 'cut' || context.output === 'batch'
  const order = sortings.map(({ value, direction }): Order => ({ value: value.sql, direction, nullable: value.nullable }))
  const full = cut ? [...order, ...base.columns.filter(({ value }) => !sortings.some((sorting) => same(sorting.value.sql, value))).map(({ value }): Order => ({ value, direction: 'asc', nullable: true }))] : order
  const place = names.take('place', { node: 'raw', text: '' })
  columns.push({ value: { node: 'call', name: cut ? 'ROW_NUMBER' : 'RANK', args: [], over: { partition: partition.map((value) => value.sql), order: full, frame: null } }, as: place })
  const offset = limit.offset ?? 0
  const where = [...(offset > 0 ? [binary(column(alias, place), '>', whole(offset))] : []), binary(column(alias, place), '<=', whole(offset + limit.count))]
  return select(base.columns.map(({ as }) => ({ value: column(alias, as), as })), { from: { ...base, columns }, alias }, { where, orderBy: [...groups, ...orders] })
}

/** Order and limit of a set, whose columns are known by the ids of its left side and of its right. */
export function orderOf(order: OrderBy[], lower: (id: string) => Typed | undefined): Order[] {
  return order.map(({ by, direction }) => {
    const value = by.kind === 'ref' ? lower(by.id) : undefined
    if (value === undefined) throw invalid('A combined list can be ordered by its own columns only.', by)
    return { value: value.sql, direction, nullable: value.nullable }
  })
}
