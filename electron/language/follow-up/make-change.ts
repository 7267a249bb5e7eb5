import type { Plan } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import type { Token } from '../tokens/tokens.ts'
import type { Change, ChangeOf } from './change.ts'
import { withoutValues, withTerms, withTest, withTruth, withValues } from './change-filters.ts'
import { withGroups } from './change-groups.ts'
import { withAggregate, withMeasures } from './change-measures.ts'
import { withLimit, withOrder } from './change-order.ts'
import { withPeriod, withShift } from './change-periods.ts'
import { withoutKind, withoutNamed } from './change-removals.ts'
import { asQuery, edit, unknown, type Draft, type Scene } from './scene.ts'

/** The plan with one change made, in every way that it may be meant, likeliest first. Fails as the edit fails, or with NOT_SUPPORTED naming the words. */
export function makeChange(plan: Plan, change: Change, tokens: readonly Token[], scene: Scene): Draft[] {
  const words = (from = change.start, to = change.end) => tokens.slice(from, to).filter((token) => token.kind !== 'mark').map((token) => token.lower)
  switch (change.kind) {
    case 'values': return withValues(plan, change, scene)
    case 'terms': return withTerms(plan, change, scene)
    case 'truth': return withTruth(plan, change, scene)
    case 'test': return withTest(plan, change, scene)
    case 'group': return withGroups(plan, change, scene)
    case 'period': return withPeriod(plan, change, scene)
    case 'shift': return withShift(plan, change, scene)
    case 'previous': return compared(plan, change, words().join(' '), scene)
    case 'derived': return derived(plan, change.derived, scene)
    case 'limit': return withLimit(plan, change, change.of === null ? [] : words(change.of.start, change.of.end), scene)
    case 'order': return withOrder(plan, change, change.by === null ? words() : words(change.by.start, change.by.end), scene)
    case 'chart': return [{ plan: edit(plan, { kind: 'chart', chart: change.chart }, scene), notes: [], cost: 0 }]
    case 'remove': return withoutKind(plan, change.what, scene)
    case 'removeNamed': return withoutNamed(plan, change, words(change.noun.start, change.noun.end).join(' '), scene)
    case 'removeValue': return withoutValues(plan, change.values, scene)
    case 'measure': return withMeasures(plan, change, scene)
    case 'aggregate': return withAggregate(plan, change.name, scene)
    case 'reserved': throw reserved(change)
  }
}

function measureOf(plan: Plan): string {
  const query = asQuery(plan)
  const shown = query.measures.find(({ id }) => query.show.some(({ value }) => value.kind === 'ref' && value.id === id)) ?? query.measures[0]
  if (shown === undefined) throw new Failure('NOT_SUPPORTED', 'The answer before is a list; it has no number to compare.', { hint: 'Ask for a number first, such as how many there are.' })
  return shown.id
}

function derived(plan: Plan, kind: 'share' | 'running', scene: Scene): Draft[] {
  const query = asQuery(plan)
  const of = measureOf(query)
  if (kind === 'share' && query.by.length === 0) throw new Failure('NOT_SUPPORTED', 'One number has no shares.', { hint: 'Split it first, such as “by region”.' })
  return [{ plan: edit(query, { kind: 'compare', at: null, to: { kind, of } }, scene), notes: [], cost: 0 }]
}

/** With a period that was named, the one compared with must be the one before. */
function compared(plan: Plan, { grain, said }: ChangeOf<'previous'>, words: string, scene: Scene): Draft[] {
  const query = asQuery(plan)
  const { period } = query
  const before = (months: number) => `${String(Number(period!.from!.slice(0, 4)) - months).padStart(4, '0')}${period!.from!.slice(4)}`
  if (said !== null && (period?.from == null || said.from !== before(1))) throw unknown(words, 'numbers are compared with the same time a year, a quarter or a month before')
  return [{ plan: edit(query, { kind: 'compare', at: null, to: { kind: 'previous', of: measureOf(query), grain } }, scene), notes: [], cost: 0 }]
}

const reasons: Record<ChangeOf<'reserved'>['what'], { message: (said: string) => string; hint: string }> = {
  why: { message: () => 'Explaining why a number is what it is, or why it changed, is not there yet.', hint: 'Split it instead, such as “by region”, or compare it with the year before.' },
  unit: { message: (said) => `“${said}” is not there yet: numbers are shown as they are.`, hint: 'Choose how a column is written in the table’s column menu.' },
  currency: { message: (said) => `“${said}” is not there yet: amounts are not converted in words.`, hint: 'Ask for an amount that is kept in that currency.' },
}

function reserved({ what, said }: ChangeOf<'reserved'>): Failure {
  return new Failure('NOT_SUPPORTED', reasons[what].message(said), { hint: reasons[what].hint, detail: { words: said } })
}
