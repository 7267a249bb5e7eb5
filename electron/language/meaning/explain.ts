import type { Comparison, Condition, Expression, Measure, OrderBy, Origin, Plan, QueryPlan, Shown, TableUse } from '../../../shared/model/plan.ts'
import { follows, unnamed } from '../../plan/defaults.ts'
import { tablesOf } from '../../plan/walk.ts'
import { reasonFor } from './joined-because.ts'
import type { Said } from './said.ts'

type Single = Exclude<Condition, { kind: 'all' | 'any' }>
type Told = { origin?: Origin | undefined }

/** Every part of a fresh plan says where it comes from: what the words did not say outright says which default, or which other part, it follows from. Changes nothing else. */
export function explained<P extends Plan>(plan: P, said: Said, around?: Origin): P {
  if (plan.kind === 'set') return { ...plan, left: explained(plan.left, said, around), right: explained(plan.right, said, around), order: plan.order.map((order) => withOrigin(order, around)) }
  return query(plan, said, around) as P
}

function query(plan: QueryPlan, said: Said, around: Origin | undefined): QueryPlan {
  const rest = around ?? { from: 'default', name: follows }
  const names = new Map(plan.tables.map((use) => [use.id, use]))
  const columnSaid = (value: Expression): Origin | undefined => (value.kind === 'column' ? placed(said.column(names.get(value.table), value.column)) : value.kind === 'bucket' ? columnSaid(value.of) : undefined)
  const tableSaid = (value: Expression): Origin | undefined => first([...tablesOf(value)], (id) => placed(said.table(names.get(id))))
  const ranked = plan.order[0]?.origin ?? plan.limit?.origin
  const by = plan.by.map((group) => withOrigin(group, columnSaid(group.value) ?? tableSaid(group.value) ?? (group.value.kind === 'bucket' ? plan.compare[0]?.origin : undefined) ?? ranked ?? around ?? { from: 'default', name: unnamed }))
  const measures = figures(plan.measures, said, ranked ?? by[0]?.origin ?? rest)
  const origins = new Map<string, Origin | undefined>([...by, ...measures].map(({ id, origin }) => [id, origin]))
  const compare = plan.compare.map((each): Comparison => withOrigin(each, origins.get(each.of) ?? rest))
  for (const { id, origin } of compare) origins.set(id, origin)
  const ofValue = (value: Expression): Origin | undefined => (value.kind === 'ref' ? origins.get(value.id) : columnSaid(value))
  const order = plan.order.map((each): OrderBy => withOrigin(each, ofValue(each.by) ?? rest))
  // What is shown of a group or figure is that part itself.
  const shown = (each: Shown): Shown => (each.value.kind === 'ref' ? each : withOrigin(each, columnSaid(each.value) ?? said.asked() ?? around ?? { from: 'default', name: unnamed }))
  const beside = (each: Shown): Shown => (each.value.kind === 'ref' ? each : withOrigin(each, columnSaid(each.value) ?? ranked ?? rest))
  const made: QueryPlan = {
    ...plan, by, measures, compare, order, show: plan.show.map(shown), context: plan.context.map(beside),
    ...(plan.where === undefined ? {} : { where: test(plan.where, said, rest) }), ...(plan.having === undefined ? {} : { having: test(plan.having, said, rest) }),
    ...(plan.limit === undefined ? {} : { limit: withOrigin(plan.limit, order[0]?.origin ?? rest) }), ...(plan.period === undefined ? {} : { period: withOrigin(plan.period, rest) }),
  }
  return { ...made, tables: plan.tables.map((use) => table(use, made, said, around)) }
}

function table(use: TableUse, plan: QueryPlan, said: Said, around: Origin | undefined): TableUse {
  const inner: TableUse = typeof use.table === 'string' ? use : { ...use, table: { plan: explained(use.table.plan, said, around) } }
  return withOrigin(inner, placed(said.table(use)) ?? around ?? reasonFor(use, plan, said.metric))
}

/** A figure worked out of others comes from what they come from. */
function figures(measures: readonly Measure[], said: Said, rest: Origin): Measure[] {
  return measures.map((measure) => {
    const made = withOrigin(measure, measures.find(({ origin }) => origin !== undefined)?.origin ?? rest)
    return made.where === undefined ? made : { ...made, where: test(made.where, said, measure.metric === undefined ? made.origin! : said.metric(measure.metric)) }
  })
}

/** A test with its parts, and what it looks up: those that say nothing themselves come from what the whole comes from. */
function test(condition: Condition, said: Said, around: Origin): Condition {
  if (condition.kind === 'all' || condition.kind === 'any') return { ...condition, of: condition.of.map((part) => test(part, said, around)) }
  const made: Single = 'origin' in condition && condition.origin !== undefined ? condition : { ...(condition as Single), origin: { ...around } }
  const own = made.origin!
  switch (made.kind) {
    case 'not': return { ...made, of: test(made.of, said, own) }
    case 'inPlan': return { ...made, plan: explained(made.plan, said, own) }
    case 'has': return { ...made, tables: made.tables.map((use) => withOrigin(use, placed(said.table(use)) ?? own)), ...(made.where === undefined ? {} : { where: test(made.where, said, own) }) }
    case 'compare': return { ...made, left: lookedUp(made.left, said, own), right: lookedUp(made.right, said, own) }
    default: return made
  }
}

const lookedUp = (value: Expression, said: Said, around: Origin): Expression => (value.kind === 'scalar' ? { ...value, plan: explained(value.plan, said, around) } : value)

/** Each part has an origin of its own, for the positions of words in it are written over. */
const withOrigin = <N extends Told>(node: N, origin: Origin | undefined): N => (node.origin !== undefined || origin === undefined ? node : { ...node, origin: { ...origin } })

const placed = (place: { start: number; end: number } | undefined): Origin | undefined => (place === undefined ? undefined : { from: 'words', start: place.start, end: place.end })

function first<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item)
    if (found !== undefined) return found
  }
  return undefined
}
