import type { Condition, Expression, Grouping, Measure, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { isBeside, refuseBeside } from './beside.ts'
import type { Context } from './context.ts'
import { invalid } from './expression.ts'
import { finest, path, reach, tableName, type JoinGraph } from './join-graph.ts'
import { rowKey } from './keys.ts'
import { isSubset } from './rows.ts'
import { periodCondition, type Timing } from './timing.ts'
import { aggregatesOf, canonical, conjuncts, refsOf, tablesOf, type Aggregate } from './walk.ts'

/** One aggregate with the conditions on it alone. */
export type Primitive = { id: string; label: string; name: Aggregate['name']; of: Expression | null; filter: Condition[]; timing: Timing }

/**
 * Primitives that are computed from the same rows. `anchor` is the table whose rows these are; null when only values matter, not how often
 * they occur. With `distinct` a row may stand in several groups and is first reduced to one per group.
 */
export type Block = { anchor: string | null; distinct: boolean; timing: Timing; groups: Expression[]; keys: Expression[]; primitives: Primitive[]; filter: Condition[] }

export function primitiveId(aggregate: Aggregate, filter: Condition[], timing: Timing): string {
  return canonical([aggregate, filter, timing])
}

/** The conditions on one aggregate of a measure. */
export function filterOf(aggregate: Aggregate, measure: Measure): Condition[] {
  return [...conjuncts(measure.where), ...conjuncts(aggregate.where)]
}

/** Every time at which a measure is needed: its own, and that of each comparison with an earlier period that needs it. */
function timings(measure: Measure, plan: QueryPlan): Timing[] {
  const balance = measure.balance ?? null
  const earlier = plan.compare.flatMap((each): Timing[] => (each.kind === 'previous' && needs(plan, each.of).has(measure.id) ? [{ earlier: { grain: each.grain, count: each.count }, balance }] : []))
  return [{ earlier: null, balance }, ...earlier]
}

/** A measure and those that it is computed from. */
function needs(plan: QueryPlan, id: string): Set<string> {
  const found = new Set([id])
  for (const each of found) {
    const measure = plan.measures.find((candidate) => candidate.id === each)
    if (measure !== undefined) for (const ref of refsOf(measure.value)) found.add(ref)
  }
  return found
}

/** Sorts the aggregates of all measures into blocks, in the order in which they are first met. */
export function blocksOf(plan: QueryPlan, graph: JoinGraph, context: Context): Block[] {
  const blocks = new Map<string, Block>()
  for (const measure of plan.measures) {
    for (const timing of timings(measure, plan)) {
      for (const aggregate of aggregatesOf(measure.value)) {
        const filter = filterOf(aggregate, measure)
        const label = `${aggregate === measure.value ? measure.label : labelOf(aggregate)}${timing.earlier === null ? '' : ' earlier'}`
        const primitive: Primitive = { id: primitiveId(aggregate, filter, timing), label, name: aggregate.name, of: aggregate.of, filter, timing }
        const { key, block } = settle(primitive, plan, graph, context)
        const found = blocks.get(key) ?? block
        blocks.set(key, found)
        if (!found.primitives.some((each) => each.id === primitive.id)) found.primitives.push(...block.primitives)
      }
    }
  }
  const all = [...blocks.values()]
  // Keys that one block cannot know would keep its groups apart from those of the others.
  const keyed = all.every((block) => isSubset(tablesIn(plan.by.flatMap((grouping) => grouping.key ?? [])), reachOf(graph, block)))
  for (const block of all) if (!keyed) block.keys = []
  return all
}

const labelOf = (aggregate: Aggregate) => `${aggregate.name} ${aggregate.of?.kind === 'column' ? aggregate.of.column : 'value'}`
const tablesIn = (expressions: Expression[]) => new Set(expressions.flatMap((each) => [...tablesOf(each)]))

function reachOf(graph: JoinGraph, block: Block): Set<string> {
  const own = block.primitives.flatMap((each) => (each.of === null ? [] : [...tablesOf(each.of)]))
  return reach(graph, [...(block.anchor === null ? [] : [block.anchor]), ...own, ...tablesIn(block.groups)])
}

function settle(primitive: Primitive, plan: QueryPlan, graph: JoinGraph, context: Context): { key: string; block: Block } {
  const own = primitive.of === null ? new Set<string>() : tablesOf(primitive.of)
  const anchor = own.size === 0 ? countedTable(plan, graph) : finest(graph, own)
  if (anchor === null) throw invalid('The measure mixes rows of tables that do not belong to one another.', primitive.of)
  const reached = reach(graph, [anchor])
  const groups = plan.by.map((grouping) => groupFor(grouping, anchor, reached, graph))
  const keys = plan.by.flatMap((grouping) => grouping.key ?? [])
  for (const condition of [...conjuncts(plan.where), ...primitive.filter]) refuseBeside(graph, anchor, condition, 'filtered', condition)
  for (const period of periodCondition(plan, graph, primitive.timing, [anchor])) refuseBeside(graph, anchor, period, 'limited in time', 'period')
  const crossing = !isSubset(tablesIn(groups), reached)
  const make = (more: { anchor: string | null; distinct: boolean; primitive?: Primitive }): { key: string; block: Block } => {
    const used = more.primitive ?? primitive
    const away = !isSubset(new Set(used.filter.flatMap((each) => [...tablesOf(each)])), more.anchor === null ? reach(graph, [...own, ...tablesIn(groups)]) : reach(graph, [more.anchor]))
    const block: Block = { anchor: more.anchor, distinct: more.distinct, timing: primitive.timing, groups, keys, primitives: [used], filter: away ? used.filter : [] }
    const rows = more.anchor ?? [...own, ...tablesIn(groups)].sort()
    return { key: canonical([rows, more.distinct, primitive.timing, groups, block.filter]), block }
  }
  if (!crossing) return make({ anchor, distinct: false })
  const repeatable = withoutRepeats(primitive, anchor, graph, context)
  if (repeatable === null) return make({ anchor, distinct: true })
  return make({ anchor: finest(graph, [...own, anchor, ...tablesIn(groups)]), distinct: false, primitive: repeatable })
}

/** The table whose rows a bare count counts: the entity, else the one that every other table of the plan is joined to once. */
function countedTable(plan: QueryPlan, graph: JoinGraph): string {
  const table = plan.entity ?? finest(graph, graph.order)
  if (table === null) throw invalid('It is not clear which rows to count.', { kind: 'aggregate', name: 'count', of: null })
  return table
}

/** The grouping as this fact knows it. */
function groupFor(grouping: Grouping, anchor: string, reached: ReadonlySet<string>, graph: JoinGraph): Expression {
  const choices = [grouping.value, ...(grouping.also ?? [])]
  const direct = choices.find((choice) => isSubset(tablesOf(choice), reached))
  const distant = choices.filter((choice) => [...tablesOf(choice)].every((id) => path(graph, anchor, id) !== null))
  const found = direct ?? distant.find((choice) => !isBeside(graph, anchor, choice)) ?? distant[0]
  if (found !== undefined) {
    refuseBeside(graph, anchor, found, 'split', grouping.id)
    return found
  }
  const name = tableName(graph, anchor)
  throw new Failure('NO_JOIN_PATH', `"${name}" cannot be split by ${grouping.label}.`, { hint: 'Choose a grouping that all the numbers have.', detail: { node: grouping.id } })
}

/** The same aggregate in a form that repeated rows do not change; null when there is none. */
function withoutRepeats(primitive: Primitive, anchor: string, graph: JoinGraph, context: Context): Primitive | null {
  if (primitive.name === 'countDistinct' || primitive.name === 'min' || primitive.name === 'max') return primitive
  const use = graph.uses.get(anchor)!
  const table = typeof use.table === 'string' ? context.tables.get(use.table) : undefined
  const [key, ...more] = (table === undefined ? null : rowKey(table)) ?? []
  if (primitive.name !== 'count' || key === undefined || more.length > 0) return null
  const column: Expression = { kind: 'column', table: anchor, column: key }
  if (primitive.of === null || canonical(primitive.of) === canonical(column)) return { ...primitive, name: 'countDistinct', of: column }
  const counted: Expression = { kind: 'case', branches: [{ when: { kind: 'not', of: { kind: 'isNull', of: primitive.of } }, then: column }], otherwise: null }
  return { ...primitive, name: 'countDistinct', of: counted }
}
