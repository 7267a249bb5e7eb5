import type { Condition, Expression, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { aggregate, aggregated } from './aggregate.ts'
import type { Context, Scope } from './context.ts'
import { expression, invalid } from './expression.ts'
import type { Block } from './facts.ts'
import { finest, reach, type JoinGraph } from './join-graph.ts'
import { rowKey } from './keys.ts'
import { isSubset, rowsOf, type Rows } from './rows.ts'
import { plain, type Typed } from './sql/number.ts'
import { groupTerm } from './stage.ts'
import { binary, call, column, select, type Output, type Select, type Sql } from './sql/tree.ts'
import { balanceBucket, bounds, movedGroup, periodCondition } from './timing.ts'
import { canonical, conjuncts, tablesOf } from './walk.ts'

/** A block as SQL whose columns are still to be chosen: `groups` and `keys` in the plan's order, `values` by primitive. */
export type BuiltBlock = { select: Select; groups: Typed[]; keys: Typed[]; values: Map<string, Typed>; sourceNames: string[] }

type Surroundings = { plan: QueryPlan; graph: JoinGraph; context: Context; otherFacts: ReadonlySet<string>; keepUnmatched: boolean }

/** The rows, groups and aggregates of one block. Fails like rowsOf, and with NOT_SUPPORTED for balances that have no meaning. */
export function buildBlock(block: Block, around: Surroundings): BuiltBlock {
  const { timing, groups } = block
  const bucket = timing.balance === null ? -1 : balanceBucket(groups, timing.balance.date)
  if (timing.balance?.from === 'flow' && bucket >= 0) return runningBalance(block, bucket, around)
  const { rows, filters } = blockRows(block, around)
  if (timing.balance?.from === 'snapshot') rows.where.push(lastSnapshot(block, bucket, rows.scope, around))
  return block.distinct ? reduced(block, rows, filters, around) : direct(block, rows, filters, around)
}

/** Rows of a block with the conditions that all its aggregates share; `filters` are those left for each. */
function blockRows(block: Block, { plan, graph, context, otherFacts, keepUnmatched }: Surroundings): { rows: Rows; filters: Condition[][] } {
  const common = canonical(block.primitives[0]?.filter ?? [])
  const shared = block.primitives.every((each) => canonical(each.filter) === common)
  const narrowed = !shared && plan.by.length > 0 && block.primitives.every((each) => each.filter.length > 0)
  const filter: Condition[] = shared ? (block.primitives[0]?.filter ?? []) : narrowed ? [{ kind: 'any', of: block.primitives.map((each) => ({ kind: 'all', of: each.filter })) }] : []
  const values = block.primitives.flatMap((each) => (each.of === null ? [] : [...tablesOf(each.of)]))
  const dates = block.timing.balance?.from === 'snapshot' ? tablesOf(block.timing.balance.date) : []
  const filters = block.primitives.map((each) => (shared ? [] : each.filter))
  const needed = new Set([...values, ...dates, ...[...block.groups, ...block.keys].flatMap((each) => [...tablesOf(each)]), ...filters.flat().flatMap((each) => [...tablesOf(each)])])
  if (needed.size === 0 && block.anchor === null) throw invalid('The measure is about no table.', plan.measures)
  const start = block.anchor === null ? needed : [block.anchor]
  const conditions = [...conjuncts(plan.where), ...periodCondition(plan, graph, block.timing, start), ...filter]
  return { rows: rowsOf(graph, context, { needed, conditions, anchor: block.anchor, otherFacts, keepUnmatched }), filters }
}

function direct(block: Block, rows: Rows, filters: Condition[][], { context }: Surroundings): BuiltBlock {
  const lower = (each: Expression) => context.numbers.settle(expression(each, rows.scope))
  const values = new Map(block.primitives.map((primitive, at) => {
    const of = aggregated(primitive, filters[at]!, rows.scope, rows.matched)
    return [primitive.id, aggregate(primitive, of, filters[at]!.length === 0 && rows.matched === null, rows.scope)]
  }))
  return {
    select: select([], rows.from, { joins: rows.joins, where: rows.where }), values, sourceNames: sourceNames(rows),
    groups: block.groups.map((group) => movedGroup(group, lower(group), block.timing, context)), keys: block.keys.map(lower),
  }
}

/** Rows that stand in several groups: first once per row and group, then added up. */
function reduced(block: Block, rows: Rows, filters: Condition[][], { context, graph }: Surroundings): BuiltBlock {
  const use = graph.uses.get(block.anchor!)!
  const table = typeof use.table === 'string' ? context.tables.get(use.table) : undefined
  const key = table === undefined ? null : rowKey(table)
  if (key === null) {
    const name = table?.name ?? 'the sub-plan'
    throw new Failure('NOT_SUPPORTED', `Rows of "${name}" would be counted more than once: the table has no key to tell them apart.`, { hint: 'Choose another grouping, or name a key for the table.', detail: { node: block.anchor } })
  }
  const alias = context.names.take('each')
  const columns: Output[] = key.map((name, at) => ({ value: rows.scope.tables.get(block.anchor!)!.column(name).sql, as: `key_${at + 1}` }))
  const outer = (value: Typed, as: string): Typed => {
    columns.push({ value: value.sql, as })
    return { ...value, sql: column(alias, as) }
  }
  const lower = (each: Expression) => context.numbers.settle(expression(each, rows.scope))
  const groups = block.groups.map((group, at) => outer(movedGroup(group, lower(group), block.timing, context), `group_${at + 1}`))
  const keys = block.keys.map((each, at) => outer(lower(each), `group_key_${at + 1}`))
  const values = new Map(block.primitives.map((primitive, at) => {
    const of = outer(aggregated(primitive, filters[at]!, rows.scope, rows.matched), `value_${at + 1}`)
    return [primitive.id, aggregate({ ...primitive, of: primitive.of ?? { kind: 'literal', value: '1', type: 'integer' } }, of, false, rows.scope)]
  }))
  const each = select(columns, rows.from, { distinct: true, joins: rows.joins, where: rows.where })
  return { select: select([], { from: each, alias }), groups, keys, values, sourceNames: columns.map((output) => output.as) }
}

const sourceNames = (rows: Rows) => [...rows.scope.tables.values()].flatMap((binding) => binding.columnNames)

/** The rows of the date table that the plan's period leaves, whatever else the plan asks for. */
function dateRows(block: Block, from: string | null, until: string | null, { graph, context }: Surroundings): { rows: Rows; date: Typed; scope: Scope } {
  const { date } = block.timing.balance!
  const anchor = finest(graph, tablesOf(date))
  if (anchor === null) throw invalid('A balance needs a date of one table.', date)
  const conditions: Condition[] = from === null && until === null ? [] : [{ kind: 'within', of: date, from, until }]
  const inner = { ...context, names: context.names.fork() }
  const facts = new Set(graph.order)
  const rows = rowsOf(graph, inner, { needed: tablesOf(date), conditions, anchor, otherFacts: facts, keepUnmatched: false })
  return { rows, date: expression(date, rows.scope), scope: rows.scope }
}

/** The last date on which anything was recorded, in the whole time or in each bucket. */
function lastSnapshot(block: Block, bucket: number, outer: Scope, around: Surroundings): Sql {
  const { from, until } = bounds(around.plan, block.timing)
  const { rows, date, scope } = dateRows(block, bucket >= 0 ? from : null, until, around)
  const groupBy = bucket >= 0 ? [expression(block.groups[bucket]!, scope).sql] : []
  const query = select([{ value: call('MAX', date.sql), as: '' }], rows.from, { joins: rows.joins, where: rows.where, groupBy })
  const own = expression(block.timing.balance!.date, outer).sql
  return bucket >= 0 ? { node: 'in', of: own, list: query, not: false } : binary(own, '=', { node: 'query', query })
}

/**
 * Balances at the end of each bucket: all movements up to it, also in buckets without any. Movements are added up per bucket once,
 * then every bucket takes those before it.
 */
function runningBalance(block: Block, bucket: number, around: Surroundings): BuiltBlock {
  const { context } = around
  const additive = block.primitives.every((each) => each.name === 'sum' || each.name === 'count')
  if (!additive) throw new Failure('NOT_SUPPORTED', 'Only sums and counts can be carried forward as a balance.', { hint: 'Ask for the balance at one date.', detail: { node: block.primitives } })
  const movements = direct(block, ...spread(blockRows(block, around)), around)
  const { from, until } = bounds(around.plan, block.timing)
  const dates = dateRows(block, from, until, around)
  const ends = movedGroup(block.groups[bucket]!, expression(block.groups[bucket]!, dates.scope), block.timing, context)
  const [endAlias, moveAlias] = [context.names.take('ends'), context.names.take('movements')]
  const columns: Output[] = []
  const outer = (value: Typed, as: string): Typed => {
    columns.push({ value: value.sql, as })
    return { ...value, sql: column(moveAlias, as) }
  }
  const groups = movements.groups.map((group, at) => outer(group, `group_${at + 1}`))
  const keys = movements.keys.map((key, at) => outer(key, `group_key_${at + 1}`))
  const held = block.primitives.map((primitive, at) => outer(movements.values.get(primitive.id)!, `value_${at + 1}`))
  const moved: Select = { ...movements.select, columns, groupBy: [...movements.groups, ...movements.keys].map((each, at) => groupTerm(each, columns[at]!.as)) }
  const end = column(endAlias, 'ending')
  const query = select([], { from: select([{ value: ends.sql, as: 'ending' }], dates.rows.from, { distinct: true, joins: dates.rows.joins, where: dates.rows.where }), alias: endAlias }, {
    joins: [{ keep: 'inner', source: { from: moved, alias: moveAlias }, on: [binary(groups[bucket]!.sql, '<=', end)] }],
  })
  const values = new Map(block.primitives.map((primitive, at) => [primitive.id, { ...held[at]!, sql: call('SUM', held[at]!.sql), nullable: true }]))
  return { select: query, groups: groups.map((group, at) => (at === bucket ? plain(end, ends.type, ends.nullable) : group)), keys, values, sourceNames: ['ending', ...columns.map((each) => each.as)] }
}

const spread = ({ rows, filters }: { rows: Rows; filters: Condition[][] }): [Rows, Condition[][]] => [rows, filters]

/** Groups without any aggregate: those of the tables whose rows are kept even when they meet none of a fact. */
export function groupsOnly(block: Block, around: Surroundings): BuiltBlock {
  const needed = new Set([...block.groups, ...block.keys].flatMap((each) => [...tablesOf(each)]))
  const reached = reach(around.graph, needed)
  const conditions = conjuncts(around.plan.where).filter((each) => isSubset(tablesOf(each), reached))
  const rows = rowsOf(around.graph, around.context, { needed, conditions, anchor: null, otherFacts: around.otherFacts, keepUnmatched: true })
  return direct({ ...block, primitives: [], timing: { earlier: null, balance: null } }, rows, [], around)
}
