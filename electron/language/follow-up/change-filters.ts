import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { ColumnName, FilterChoice, FilterOperator } from '../../../shared/model/plan-edit.ts'
import type { Cell } from '../../../shared/model/value.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { addDays } from '../../plan/calendar.ts'
import type { Value } from '../grammar/piece.ts'
import { readCondition } from '../meaning/conditions.ts'
import type { FrameCondition } from '../meaning/frame.ts'
import { resolve, slotsOf } from '../meaning/slots.ts'
import type { ChangeOf, Mood } from './change.ts'
import { asQuery, attempts, columnName, edit, filtersOf, filtersOn, nearest, unknown, type Draft, type Scene } from './scene.ts'

const mostColumns = 6

/** Values that the rows must have, or must not: of the column that the plan most likely means. */
export function withValues(plan: Plan, change: ChangeOf<'values'>, scene: Scene): Draft[] {
  if (plan.kind === 'set') return [bothSides(plan, change, scene)]
  const [first, ...others] = change.values
  const shared = first!.hits.filter((hit) => others.every((value) => value.hits.some((other) => other.column === hit.column)))
  const ranked = nearest(shared, plan, scene).slice(0, mostColumns)
  const text = change.values.map((value) => value.text).join(', ')
  return attempts(ranked.map(({ hit, cost }) => () => {
    const found = change.values.map((value) => value.hits.find((other) => other.column === hit.column)!)
    const whole = change.values.every((value) => value.whole)
    const named = change.tables.includes(scene.index.columns[hit.column]!.table) ? -2 : 0
    const also = found.length === 1 ? found[0]!.also : undefined
    const made = valuesOf(plan, columnName(hit.column, scene.index), { values: whole ? found.map((each) => each.value) : change.values.map((value) => value.text), whole, mood: change.mood, text }, scene)
    const narrowed = also === undefined ? made.plan : edit(made.plan, { kind: 'filter', at: null, to: { kind: 'column', column: columnName(also.column, scene.index), operator: change.mood === 'exclude' ? 'isNot' : 'is', values: [also.value] } }, scene)
    return { plan: narrowed, notes: made.notes, cost: cost + named }
  }), unknown(text, 'no column that these rows lead to holds it'))
}

function bothSides(plan: Extract<Plan, { kind: 'set' }>, change: ChangeOf<'values'>, scene: Scene): Draft {
  const [left, right] = [plan.left, plan.right].map((side) => withValues(side, change, scene)[0]!)
  return { plan: { ...plan, left: left!.plan, right: right!.plan }, notes: [], cost: Math.max(left!.cost, right!.cost) }
}

type Wanted = { values: Cell[]; whole: boolean; mood: Mood; text: string }

function valuesOf(plan: QueryPlan, column: ColumnName, { values, whole, mood, text }: Wanted, scene: Scene): { plan: Plan; notes: string[] } {
  const here = filtersOn(plan, column)
  const put = (at: number | null, operator: FilterOperator, cells: Cell[]): Plan => edit(plan, { kind: 'filter', at: at === null ? null : `where:${at}`, to: { kind: 'column', column, operator, values: cells } }, scene)
  if (mood === 'exclude') {
    if (!whole) throw unknown(text, 'it is only a part of values')
    const kept = here.find(({ filter }) => filter.operator === 'is')
    if (kept !== undefined) {
      const left = kept.filter.values.filter((value) => !values.includes(value))
      if (left.length === 0) throw new Failure('NOT_SUPPORTED', `Without “${text}” nothing would be left.`, { hint: 'Take the filter out, or choose another value.' })
      return { plan: put(kept.at, 'is', left), notes: [] }
    }
    const out = here.find(({ filter }) => filter.operator === 'isNot')
    return { plan: put(out?.at ?? null, 'isNot', [...new Set([...(out?.filter.values ?? []), ...values])]), notes: [] }
  }
  if (!whole) return { plan: put(here[0]?.at ?? null, 'contains', values), notes: [] }
  const kept = here.find(({ filter }) => filter.operator === 'is')
  if (mood === 'also' && kept !== undefined) return { plan: put(kept.at, 'is', [...new Set([...kept.filter.values, ...values])]), notes: [] }
  const replaced = put(here[0]?.at ?? null, 'is', values)
  const more = here.slice(1).map(({ at }) => at).reverse()
  const single = more.reduce<Plan>((current, at) => edit(current, { kind: 'remove', at: `where:${at}` }, scene), replaced)
  return { plan: single, notes: kept === undefined || mood === 'only' ? [] : [`${text} instead of ${kept.filter.values.map(String).join(', ')}`] }
}

/** A word of the vocabulary, such as "unpaid". */
export function withTerms(plan: Plan, { mood, terms }: ChangeOf<'terms'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const phrases = terms.flatMap((at) => scene.index.glossary?.terms[at]?.phrases[0] ?? [])
  const negated = mood === 'exclude'
  const known = filtersOf(query).find(({ filter }) => filter.kind === 'term' && phrases.includes(filter.phrase))
  return attempts([...new Set(phrases)].map((phrase, order) => () => (
    { plan: edit(query, { kind: 'filter', at: known === undefined ? null : `where:${known.at}`, to: { kind: 'term', phrase, negated } }, scene), notes: [], cost: order }
  )), unknown(phrases[0] ?? 'that', 'it says nothing about these rows'))
}

/** A column that holds yes or no. */
export function withTruth(plan: Plan, { mood, noun }: ChangeOf<'truth'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const hits = noun.targets.flatMap((target) => (target.kind === 'column' && scene.index.columns[target.at]!.truth !== null ? [{ column: target.at, score: target.score }] : []))
  return attempts(nearest(hits, query, scene).slice(0, mostColumns).map(({ hit, cost }) => () => {
    const column = columnName(hit.column, scene.index)
    const { yes, no } = scene.index.columns[hit.column]!.truth!
    const isFlag = scene.index.columns[hit.column]!.kind === 'boolean'
    const value: Cell = isFlag ? mood !== 'exclude' : mood === 'exclude' ? no : (yes ?? no)
    const operator = !isFlag && mood !== 'exclude' && yes === null ? 'isNot' : 'is'
    const at = filtersOn(query, column)[0]?.at
    return { plan: edit(query, { kind: 'filter', at: at === undefined ? null : `where:${at}`, to: { kind: 'column', column, operator, values: [value] } }, scene), notes: [], cost }
  }), unknown('that', 'these rows do not lead to it'))
}

/** "older than 30", "with a price over 100": tests of stored columns. A test of a number that was worked out has no edit. */
export function withTest(plan: Plan, { piece }: ChangeOf<'test'>, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const { index } = scene
  const tables = query.tables.flatMap((use) => (typeof use.table === 'string' ? (index.tableAt.get(use.table) ?? []) : []))
  const [choice] = resolve(slotsOf({ pieces: [piece], skipped: [], score: 0 }), index)
  const read = choice === undefined ? null : readCondition(piece, choice, tables, index)
  if (read?.where == null) throw new Failure('NOT_SUPPORTED', 'A test of a number that was worked out cannot be added in words yet.', { hint: 'Ask the whole question, such as “regions with revenue above 1 million”.' })
  const to = filterFrom(read.where, scene)
  if (to === null) throw unknown('that test', 'it is more than one condition')
  const here = filtersOn(query, to.column).find(({ filter }) => filter.operator === to.operator)
  return [{ plan: edit(query, { kind: 'filter', at: here === undefined ? null : `where:${here.at}`, to }, scene), notes: [], cost: 0 }]
}

const operators = { '=': 'is', '!=': 'isNot', '<': 'less', '<=': 'atMost', '>': 'more', '>=': 'atLeast' } as const

function filterFrom(condition: FrameCondition, { index }: Scene): Extract<FilterChoice, { kind: 'column' }> | null {
  const made = (at: number, operator: FilterOperator, values: Cell[]) => ({ kind: 'column' as const, column: columnName(at, index), operator, values })
  switch (condition.kind) {
    case 'compare': return made(condition.column, operators[condition.operator], [String(condition.value)])
    case 'values': return made(condition.column, 'is', condition.values)
    case 'between': return made(condition.column, 'between', [String(condition.low), String(condition.high)])
    case 'text': return condition.match === 'ends' ? null : made(condition.column, condition.match === 'starts' ? 'startsWith' : 'contains', [condition.pattern])
    case 'missing': return made(condition.column, 'isEmpty', [])
    case 'within':
      if (condition.from === null) return condition.until === null ? null : made(condition.column, 'less', [condition.until])
      return condition.until === null ? made(condition.column, 'atLeast', [condition.from]) : made(condition.column, 'between', [condition.from, addDays(condition.until, -1)])
    default: return null
  }
}

/** Takes out the filter that tests for these values. */
export function withoutValues(plan: Plan, values: readonly Value[], scene: Scene): Draft[] {
  const query = asQuery(plan)
  const texts = new Set(values.flatMap((value) => value.hits.map((hit) => hit.value)))
  const found = filtersOf(query).filter(({ filter }) => filter.kind === 'column' && filter.values.some((value) => texts.has(String(value))))
  const text = values.map((value) => value.text).join(', ')
  if (found.length === 0) throw new Failure('NOT_SUPPORTED', `There is no filter on “${text}” to take out.`, { hint: 'Say what to leave out, such as “without …”, or change a piece of the plan.' })
  return [{ plan: found.map(({ at }) => at).reverse().reduce<Plan>((current, at) => edit(current, { kind: 'remove', at: `where:${at}` }, scene), query), notes: [], cost: 0 }]
}
