import type { Comparison, Grain, QueryPlan } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { grainLength } from './calendar.ts'
import type { Context } from './context.ts'
import { invalid } from './expression.ts'
import { plain, type Typed } from './sql/number.ts'
import { bounded } from './sql/size.ts'
import { binary, call, type Order, type Sql, type Window } from './sql/tree.ts'
import { wrap, type Stage } from './stage.ts'

type Windowed = Exclude<Comparison, { kind: 'previous' | 'change' }>

/**
 * The stage with all comparisons among its values. Those that look at other groups are window functions over the finished groups, one
 * query deeper per comparison they build on. Fails with NOT_SUPPORTED for servers without window functions.
 */
export function compared(plan: QueryPlan, stage: Stage, context: Context): Stage {
  let current = stage
  const open = plan.compare.filter((each) => each.kind !== 'previous')
  while (open.length > 0) {
    const ready = open.filter((each) => operands(each).every((id) => current.values.has(id)))
    if (ready.length === 0) throw invalid('A comparison speaks of something that is not there.', open[0]!.id)
    const changes = ready.filter((each) => each.kind === 'change')
    // A change is that of the numbers which are shown: quotients are rounded before.
    if (changes.some((each) => operands(each).some((id) => context.numbers.wholeParts(current.values.get(id)!) !== null))) current = wrap(current, 'grouped', context)
    for (const each of changes) current.values.set(each.id, change(each, plan, current, context))
    for (const each of changes) bounded(current.values.get(each.id)!.sql)
    const windows = ready.filter((each): each is Windowed => each.kind !== 'change')
    if (changes.length === 0) {
      current = wrap(current, 'grouped', context)
      const base = new Map(current.values)
      for (const each of windows) current.values.set(each.id, windowed(each, plan, base, context))
      current = { ...current, windowed: true }
    }
    for (const each of changes.length > 0 ? changes : windows) open.splice(open.indexOf(each), 1)
  }
  return current
}

const operands = (comparison: Comparison) => (comparison.kind === 'change' ? [comparison.of, comparison.against] : [comparison.of])

function change(comparison: Comparison & { kind: 'change' }, plan: QueryPlan, stage: Stage, { numbers }: Context): Typed {
  const [of, against] = [numbers.settle(stage.values.get(comparison.of)!), numbers.settle(stage.values.get(comparison.against)!)]
  const zeroed = (id: string, value: Typed): Typed => (isSum(id, plan) && value.nullable ? { ...value, sql: call('COALESCE', value.sql, { node: 'raw', text: '0' }) } : value)
  const difference = numbers.add('-', zeroed(comparison.of, of), zeroed(comparison.against, against))
  if (!comparison.percent) return difference
  const base = numbers.exactly(against)
  return numbers.divide(difference, { ...base, sql: call('ABS', base.sql) })
}

/** A sum or count, whose absence means that nothing happened. */
function isSum(id: string, plan: QueryPlan): boolean {
  const measure = plan.measures.find((each) => each.id === id)
  if (measure !== undefined) return measure.value.kind === 'aggregate' && (measure.value.name === 'sum' || measure.value.name === 'count')
  const comparison = plan.compare.find((each) => each.id === id)
  return comparison?.kind === 'previous' && isSum(comparison.of, plan)
}

function windowed(comparison: Windowed, plan: QueryPlan, values: ReadonlyMap<string, Typed>, context: Context): Typed {
  if (!context.windows) {
    throw new Failure('NOT_SUPPORTED', `"${comparison.label}" needs window functions, which this server does not have.`, { hint: 'Use MySQL 8, MariaDB 10.2 or newer.', detail: { node: comparison.id } })
  }
  const of = values.get(comparison.of)!
  const { numbers } = context
  const over = (name: string, value: Typed, window: Window): Typed => ({ ...value, sql: { node: 'call', name, args: [value.sql], over: window }, nullable: true })
  switch (comparison.kind) {
    case 'share': {
      const total = over('SUM', numbers.exactly(of), { partition: comparison.within.map((id) => group(id, values, comparison).sql), order: [], frame: null })
      return numbers.divide(of, total)
    }
    case 'rank': {
      const order: Order = { value: of.sql, direction: comparison.direction, nullable: of.nullable }
      return plain({ node: 'call', name: 'RANK', args: [], over: { partition: [], order: [order], frame: null } }, { kind: 'integer' }, false)
    }
    case 'running': {
      const time = timeOf(plan, values, comparison)
      const reset = comparison.reset === null ? [] : [context.dialect.bucket(comparison.reset, startMonth(plan, context), time.value.sql)]
      const order: Order[] = [{ value: time.value.sql, direction: 'asc', nullable: time.value.nullable }]
      return over('SUM', numbers.exactly(of), { partition: [...time.others, ...reset], order, frame: null })
    }
    case 'rolling': {
      const time = timeOf(plan, values, comparison)
      const position: Order = { value: ordinal(time.grain, time.value.sql, context), direction: 'asc', nullable: false }
      const window: Window = { partition: time.others, order: [position], frame: `RANGE BETWEEN ${comparison.buckets - 1} PRECEDING AND CURRENT ROW` }
      const held = numbers.exactly(of)
      const sum = over('SUM', held, window)
      if (comparison.name === 'sum') return sum
      return numbers.fraction(sum, { ...over('COUNT', held, window), type: { kind: 'integer' }, form: 'plain', nullable: false, positive: true })
    }
  }
}

function group(id: string, values: ReadonlyMap<string, Typed>, comparison: Comparison): Typed {
  const found = values.get(id)
  if (found === undefined) throw invalid(`"${comparison.label}" is taken within a grouping that is not there.`, comparison.id)
  return found
}

const startMonth = (plan: QueryPlan, context: Context) => (plan.calendar === 'fiscal' || plan.by.some((each) => each.value.kind === 'bucket' && each.value.calendar === 'fiscal') ? context.catalog.fiscalYearStart : 1)

/** The grouping by time and, beside it, the others, within which time runs. */
function timeOf(plan: QueryPlan, values: ReadonlyMap<string, Typed>, comparison: Comparison): { value: Typed; grain: Grain; others: Sql[] } {
  const isTime = (id: string) => ['date', 'timestamp'].includes(values.get(id)?.type.kind ?? '')
  const found = plan.by.find((each) => each.value.kind === 'bucket') ?? plan.by.find((each) => isTime(each.id))
  if (found === undefined) throw invalid(`"${comparison.label}" needs a grouping by time.`, comparison.id)
  const others = plan.by.filter((each) => each !== found).map((each) => values.get(each.id)!.sql)
  return { value: values.get(found.id)!, grain: found.value.kind === 'bucket' ? found.value.grain : 'day', others }
}

/** A whole number that grows by one per bucket, so that missing buckets are not skipped over. */
function ordinal(grain: Grain, start: Sql, { dialect }: Context): Sql {
  const { count, unit } = grainLength(grain)
  const zero: Sql = dialect.date({ node: 'raw', text: "'1970-01-05'" }, 'date')
  const units = unit === 'day' ? dialect.days(zero, start) : binary(binary(dialect.part('year', start), '*', { node: 'raw', text: '12' }), '+', dialect.part('month', start))
  if (count === 1) return units
  return dialect.wholeQuotient(units, count)
}
