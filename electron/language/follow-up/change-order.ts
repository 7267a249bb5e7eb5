import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { isOwnOrder } from '../../plan/edit/tidy.ts'
import { naming } from '../../plan/words.ts'
import { sameNode } from '../../plan/walk.ts'
import type { MeasurePiece, Noun } from '../grammar/piece.ts'
import type { ChangeOf } from './change.ts'
import { speaksOf, withGroups } from './change-groups.ts'
import { withMeasures } from './change-measures.ts'
import { asQuery, columnName, edit, namesIn, unknown, type Draft, type Scene } from './scene.ts'

type Direction = 'asc' | 'desc'
/** A column of the answer. `sort` is what an order runs over. */
type Part = { id: string; label: string; sort: 'number' | 'text' | 'time'; node: unknown; measured: boolean }

function partsOf(plan: QueryPlan, { setting }: Scene): Part[] {
  const names = naming(setting.catalog, plan.tables)
  const sortOf = (value: QueryPlan['by'][number]['value']): Part['sort'] => {
    if (value.kind === 'bucket' || value.kind === 'part') return 'time'
    const kind = value.kind === 'column' ? names.kind(value.table, value.column) : 'unknown'
    return kind === 'text' ? 'text' : kind === 'date' || kind === 'timestamp' || kind === 'time' ? 'time' : 'number'
  }
  const parts = [
    ...[...plan.measures, ...plan.compare].map((each): Part => ({ id: each.id, label: each.label, sort: 'number', node: each, measured: true })),
    ...plan.by.map((each): Part => ({ id: each.id, label: each.label, sort: sortOf(each.value), node: each.value, measured: false })),
  ]
  return parts.length > 0 ? parts : [...plan.show, ...plan.context].map((each): Part => ({ id: each.id, label: each.label, sort: sortOf(each.value), node: each.value, measured: false }))
}

/** The column of the answer that a noun names: a metric or column it is made of, else one that is called so. */
function partNamed(key: Noun | MeasurePiece, plan: QueryPlan, words: readonly string[], scene: Scene): Part | undefined {
  const parts = partsOf(plan, scene)
  const noun = key.kind === 'noun' ? key : key.of
  const metrics = (noun?.targets ?? []).flatMap((target) => (target.kind === 'metric' ? [scene.index.glossary!.metrics[target.at]!.name] : []))
  const columns = (noun?.targets ?? []).flatMap((target) => (target.kind === 'column' && target.score >= 0.6 ? [columnName(target.at, scene.index)] : target.kind === 'table' && target.score >= 0.6 ? scene.index.tables[target.at]!.display.slice(0, 1).map((at) => columnName(at, scene.index)) : []))
  const holds = (part: Part) => namesIn(part.node, plan).some((name) => columns.some((each) => each.table === name.table && each.column === name.column))
  const called = (part: Part) => words.some((word) => word.length > 2 && part.label.toLowerCase().split(/\W+/).some((own) => own === word || own === `${word}s` || `${own}s` === word))
  const texts = parts.filter((part) => part.sort === 'text')
  const times = parts.filter((part) => part.sort === 'time')
  const measured = plan.measures.find((measure) => measure.metric !== undefined && metrics.includes(measure.metric))
  const plain = words.length === 1 && (words[0] === 'name' || words[0] === 'names') ? texts[0] : words.length === 1 && words[0] === 'date' ? times[0] : undefined
  return parts.find((part) => part.id === measured?.id) ?? parts.find((part) => !part.measured && holds(part)) ?? parts.find(called) ?? parts.find((part) => part.measured && holds(part)) ?? plain
}

/** Sorts by a column of the answer, or turns the order it has round. Numbers start with the largest, words and times with the first. */
export function withOrder(plan: Plan, { by, direction, like }: ChangeOf<'order'>, words: readonly string[], scene: Scene): Draft[] {
  const query = asQuery(plan)
  if (query.limit !== undefined) throw new Failure('NOT_SUPPORTED', `Sorted otherwise, other rows than these ${query.limit.count} would be kept.`, { hint: 'Sort the table by its heading, or take the limit out first.' })
  const parts = partsOf(query, scene)
  const sorted = (part: Part, way: Direction): Draft[] => [{ plan: edit(query, { kind: 'order', at: null, by: part.id, direction: way }, scene), notes: [], cost: 0 }]
  if (by !== null) {
    const part = partNamed(by, query, words, scene)
    if (part !== undefined) return sorted(part, direction ?? (part.sort === 'number' && part.measured ? 'desc' : 'asc'))
    const shown = withPart(query, by, scene)
    const added = partNamed(by, shown, words, scene)
    if (added === undefined) throw unknown(words.join(' '), 'it shows no such column')
    return [{ plan: edit(shown, { kind: 'order', at: null, by: added.id, direction: direction ?? (added.measured ? 'desc' : 'asc') }, scene), notes: [], cost: 0 }]
  }
  if (like === 'text' || like === 'number' || like === 'time') {
    const part = parts.find((each) => each.sort === like && (like !== 'number' || each.measured)) ?? parts.find((each) => each.sort === like)
    if (part === undefined) throw unknown(words.join(' '), `it shows no ${like === 'text' ? 'names' : like === 'time' ? 'dates' : 'numbers'}`)
    return sorted(part, direction ?? 'asc')
  }
  const current = query.order[0]
  const part = current === undefined ? parts[0] : partOfOrder(current, query, parts)
  if (part === undefined) throw unknown(words.join(' '), 'its order cannot be turned round')
  return sorted(part, direction ?? (current?.direction === 'desc' ? 'asc' : 'desc'))
}

function partOfOrder({ by }: QueryPlan['order'][number], query: QueryPlan, parts: readonly Part[]): Part | undefined {
  if (by.kind === 'ref') return parts.find((part) => part.id === by.id)
  const shown = [...query.show, ...query.context].find(({ value }) => sameNode(value, by))
  return parts.find((part) => part.id === shown?.id)
}

/** A number or column that is not in the answer yet is shown first, to be sorted by. */
function withPart(query: QueryPlan, key: Noun | MeasurePiece, scene: Scene): QueryPlan {
  return asQuery(withMeasures(query, { kind: 'measure', mood: 'also', of: key, start: key.start, end: key.end, worth: 0 }, scene)[0]!.plan)
}

/** "top 5", "the bottom 10 by margin", "top 3 customers": sorted by the number, then cut. */
export function withLimit(plan: Plan, { count, which, of, entity }: ChangeOf<'limit'>, words: readonly string[], scene: Scene): Draft[] {
  if (plan.kind === 'set') return [{ plan: edit(plan, { kind: 'limit', count, ties: 'cut' }, scene), notes: [], cost: 0 }]
  const own = entity !== null && !speaksOf(entity, plan, scene)
  const whole: QueryPlan = plan.limit === undefined ? plan : asQuery(edit(plan, { kind: 'remove', at: 'limit' }, scene))
  const base = own ? asQuery(withGroups(whole, { kind: 'group', mood: 'instead', nouns: [entity], grain: null, start: 0, end: 0, worth: 0 }, scene)[0]!.plan) : whole
  if (entity !== null && base.by.length > 1) throw new Failure('NOT_SUPPORTED', `The answer before is split by ${base.by.length} things; “${which} ${count}” would keep rows of all of them.`, { hint: `Take the other grouping out first, or say “${which} ${count}” alone.` })
  const direction: Direction = which === 'bottom' ? 'asc' : 'desc'
  const ordered = of === null ? ranked(base, which, scene) : asQuery(withOrder(base, { kind: 'order', by: of, direction, like: null, start: 0, end: 0, worth: 0 }, words, scene)[0]!.plan)
  return [{ plan: edit(ordered, { kind: 'limit', count, ties: ordered.measures.length > 0 ? 'include' : 'cut' }, scene), notes: [], cost: 0, ...(entity !== null && of !== null ? { own: 'whole' as const } : own ? { own: 'named' as const } : {}) }]
}

/** The rows with the most, or the least, first; an order that was asked for stands. */
function ranked(query: QueryPlan, which: ChangeOf<'limit'>['which'], scene: Scene): QueryPlan {
  const asked = query.order.find((order) => !isOwnOrder(order))
  const [measure] = query.measures
  if (which === 'first' && asked !== undefined) return query
  if (measure !== undefined) return which === 'first' ? query : asQuery(edit(query, { kind: 'order', at: null, by: measure.id, direction: which === 'bottom' ? 'asc' : 'desc' }, scene))
  if (which === 'first') return query
  const parts = partsOf(query, scene)
  const part = asked === undefined ? undefined : partOfOrder(asked, query, parts)
  if (asked !== undefined && which === 'top') return query
  if (asked !== undefined && part !== undefined) return asQuery(edit(query, { kind: 'order', at: null, by: part.id, direction: asked.direction === 'asc' ? 'desc' : 'asc' }, scene))
  throw new Failure('NOT_SUPPORTED', `“${which}” needs a number to go by, and the answer before is a list.`, { hint: `Say by what, such as “${which} 5 by …”.` })
}
