import type { Measure, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { buildBlock, groupsOnly, type BuiltBlock } from './block.ts'
import type { Context, Scope } from './context.ts'
import { expression } from './expression.ts'
import { blocksOf, filterOf, primitiveId, type Block, type Primitive } from './facts.ts'
import { finest, path, type JoinGraph } from './join-graph.ts'
import { isSubset } from './rows.ts'
import type { Typed } from './sql/number.ts'
import { call, column, isNotNull, nothing, select, whole, type Output, type Select } from './sql/tree.ts'
import type { Stage } from './stage.ts'
import { groupTerm, OutputNames } from './stage.ts'
import type { Timing } from './timing.ts'
import { tablesOf } from './walk.ts'

/**
 * Groups and measures as one SELECT. One fact gives the plain SELECT … GROUP BY; several are aggregated each on their own, stacked, and
 * brought together by a second GROUP BY, which matches nulls and keeps groups that only one of them has.
 */
export function groupedStage(plan: QueryPlan, graph: JoinGraph, context: Context): Stage {
  const blocks = plan.measures.length > 0 ? blocksOf(plan, graph, context) : [groupBlock(plan, graph)]
  const anchors = blocks.flatMap((block) => (block.anchor === null ? [] : [block.anchor]))
  const around = (block: Block, keepUnmatched: boolean, inner: Context) => ({
    plan, graph, context: inner, keepUnmatched, otherFacts: new Set(anchors.filter((anchor) => anchor !== block.anchor)),
  })
  const [only, ...more] = blocks
  if (more.length === 0 && only !== undefined) {
    const built = buildBlock(only, around(only, true, context))
    return finish(plan, built, built.values, context, false)
  }
  const built = blocks.map((block) => buildBlock(block, around(block, false, { ...context, names: context.names.fork() })))
  const kept = keptGroups(plan, graph, blocks[0]!, anchors)
  if (kept !== null) built.push(groupsOnly(kept, { ...around(kept, true, { ...context, names: context.names.fork() }), otherFacts: new Set(anchors) }))
  return stacked(plan, blocks, built, context)
}

/** Groups of a plan without measures. */
function groupBlock(plan: QueryPlan, graph: JoinGraph): Block {
  const groups = plan.by.map((grouping) => grouping.value)
  const keys = plan.by.flatMap((grouping) => grouping.key ?? [])
  const tables = plan.entity === undefined ? graph.order : [plan.entity]
  const needed = [...groups, ...keys].flatMap((each) => [...tablesOf(each)])
  return { anchor: finest(graph, [...tables, ...needed]), distinct: false, timing: { earlier: null, balance: null }, groups, keys, primitives: [], filter: [] }
}

/** When a left join keeps rows that meet none of a fact, the groups of those rows alone. */
function keptGroups(plan: QueryPlan, graph: JoinGraph, like: Block, anchors: string[]): Block | null {
  const groups = plan.by.map((grouping) => grouping.value)
  const tables = new Set([...groups, ...like.keys].flatMap((each) => [...tablesOf(each)]))
  if (tables.size === 0) return null
  const optional = new Set(graph.edges.filter((edge) => edge.keep === 'left').map((edge) => edge.right))
  const below = anchors.some((anchor) => [...tables].every((id) => (path(graph, id, anchor) ?? []).some((step) => step.down && optional.has(step.to))))
  return below && isSubset(tables, new Set(graph.order.filter((id) => !optional.has(id)))) ? { ...like, groups, anchor: null, primitives: [] } : null
}

/** A column of the stacked facts: a primitive, or one half of an average. */
type Part = { id: string; name: string; primitive: Primitive }

function stacked(plan: QueryPlan, blocks: Block[], built: BuiltBlock[], context: Context): Stage {
  const { numbers } = context
  const alias = context.names.take('facts')
  const names = new OutputNames(built.flatMap((each) => each.sourceNames))
  const groupNames = plan.by.map((grouping, at) => names.take(grouping.label, built[0]!.groups[at]!.sql))
  const keyNames = built[0]!.keys.map((key) => names.take(key.sql.node === 'column' ? key.sql.name : 'key', key.sql))
  const primitives = blocks.flatMap((block) => block.primitives)
  const parts: Part[] = primitives.flatMap((primitive): Part[] => {
    const name = (suffix: string) => names.take(`${primitive.label}${suffix}`, nothing)
    if (primitive.name !== 'avg') return [{ id: primitive.id, name: name(''), primitive }]
    return [{ id: `${primitive.id}+`, name: name(' sum'), primitive }, { id: `${primitive.id}#`, name: name(' count'), primitive }]
  })
  const valueOf = (from: BuiltBlock, part: Part): Typed | null => {
    const value = from.values.get(part.primitive.id)
    if (value === undefined || part.primitive.name !== 'avg') return value ?? null
    return part.id.endsWith('#') ? value.over! : { ...value, over: undefined, mean: undefined }
  }
  // Held alike, so that the stacked columns have one meaning.
  const groups = plan.by.map((_, at) => numbers.alike(built.map((each) => each.groups[at]!)))
  const isCurrent = (at: number) => at >= blocks.length || blocks[at]!.timing.earlier === null
  const presence = onlyCurrent(plan, blocks)
  const selects = built.map((each, at): Select => {
    const columns: Output[] = [
      ...groupNames.map((as, position) => ({ value: groups[position]![at]!.sql, as })), ...keyNames.map((as, position) => ({ value: each.keys[position]!.sql, as })),
      ...parts.map((part) => ({ value: valueOf(each, part)?.sql ?? nothing, as: part.name })),
      ...(presence ? [{ value: isCurrent(at) ? whole(1) : nothing, as: 'present' }] : []),
    ]
    return { ...each.select, columns, groupBy: [...groups.map((list) => list[at]!), ...each.keys].map((value, position) => groupTerm(value, columns[position]!.as)) }
  })
  const of = (name: string) => column(alias, name)
  const values = new Map<string, Typed>()
  const held = (part: Part): Typed => {
    const value = built.map((each) => valueOf(each, part)).find((found) => found !== null)!
    const latest: Typed = { ...value, sql: call('MAX', of(part.name)), nullable: true }
    return part.primitive.name === 'count' || part.primitive.name === 'countDistinct' ? { ...latest, sql: call('COALESCE', latest.sql, whole(0)), nullable: false } : latest
  }
  for (const primitive of primitives) {
    const own = parts.filter((part) => part.primitive === primitive).map(held)
    values.set(primitive.id, own.length === 1 ? own[0]! : numbers.fraction(own[0]!, { ...own[1]!, positive: true }))
  }
  const combined: BuiltBlock = {
    select: select([], { from: { kind: 'union', all: true, parts: selects }, alias }),
    groups: plan.by.map((_, at) => ({ ...groups[at]![0]!, sql: of(groupNames[at]!), nullable: true })),
    keys: keyNames.map((name, at) => ({ ...built[0]!.keys[at]!, sql: of(name) })), values, sourceNames: [...groupNames, ...keyNames, ...parts.map((part) => part.name)],
  }
  if (presence) combined.select.having.push(isNotNull(call('MAX', of('present'))))
  return finish(plan, combined, values, context, true)
}

/** Without a period, earlier rows would bring groups of times to come. */
function onlyCurrent(plan: QueryPlan, blocks: Block[]): boolean {
  const open = plan.period === undefined || (plan.period.from === null && plan.period.until === null)
  return plan.by.length > 0 && open && blocks.some((block) => block.timing.earlier !== null)
}

/** Measures and earlier measures as values over the primitives. In arithmetic over several facts, a sum without rows is 0. */
function finish(plan: QueryPlan, built: BuiltBlock, primitives: ReadonlyMap<string, Typed>, context: Context, several: boolean): Stage {
  const values = new Map(plan.by.map((grouping, at) => [grouping.id, built.groups[at]!]))
  const labels = new Map([...plan.by, ...plan.measures, ...plan.compare].map((each) => [each.id, each.label]))
  const measuring: Measuring = { plan, primitives, several, groups: new Map(values), context }
  for (const measure of plan.measures) values.set(measure.id, measured(measure, null, measuring, []))
  for (const comparison of plan.compare) {
    if (comparison.kind !== 'previous') continue
    const measure = plan.measures.find((each) => each.id === comparison.of)
    if (measure === undefined) throw new Failure('NOT_SUPPORTED', 'Only measures can be taken of an earlier period.', { hint: 'Compare the measure itself.', detail: { node: comparison.id } })
    values.set(comparison.id, measured(measure, { grain: comparison.grain, count: comparison.count }, measuring, []))
  }
  // Keys first: engines that sort to group then settle ties by key.
  const groupBy = new Map([...built.keys, ...built.groups].map((each) => [JSON.stringify(each.sql), each.sql]))
  const [key] = built.keys
  return { ...(key === undefined ? {} : { key }), select: { ...built.select, groupBy: [...groupBy.values()] }, values, labels, sourceNames: built.sourceNames, grouped: true, groups: new Set(plan.by.map((each) => each.id)), windowed: false }
}

type Measuring = { plan: QueryPlan; primitives: ReadonlyMap<string, Typed>; several: boolean; groups: ReadonlyMap<string, Typed>; context: Context }

function measured(measure: Measure, earlier: Timing['earlier'], measuring: Measuring, within: string[]): Typed {
  const { plan, primitives, several, groups, context } = measuring
  const timing: Timing = { earlier, balance: measure.balance ?? null }
  const inside = (name: string | null, value: Typed): Typed => (several && (name === 'sum' || name === 'count') ? { ...value, sql: call('COALESCE', value.sql, whole(0)), nullable: false } : value)
  const scope: Scope = {
    context, tables: new Map(),
    aggregate(aggregate) {
      const value = primitives.get(primitiveId(aggregate, filterOf(aggregate, measure), timing))!
      return aggregate === measure.value ? value : inside(aggregate.name, value)
    },
    ref(id) {
      const other = plan.measures.find((each) => each.id === id)
      if (other === undefined) return groups.get(id)
      if (id === measure.id || within.includes(id)) throw new Failure('PLAN_INVALID', `"${other.label}" is defined by itself.`, { hint: 'Define it by other measures.', detail: { node: id } })
      return inside(other.value.kind === 'aggregate' ? other.value.name : null, measured(other, earlier, measuring, [...within, measure.id]))
    },
  }
  return expression(measure.value, scope)
}
