import type { Expression } from '../../shared/model/plan.ts'
import type { Scope } from './context.ts'
import { expression, invalid, kindName } from './expression.ts'
import type { Primitive } from './facts.ts'
import { isExact, isNumber, plain, type Typed } from './sql/number.ts'
import { and, call, isNotNull, raw, whole, type Sql } from './sql/tree.ts'

/**
 * The value that an aggregate takes of each row: null for rows that it leaves out. `matched` is a column that is null on rows which only
 * a left join made; 1 stands for the row itself.
 */
export function aggregated(primitive: Primitive, filter: Primitive['filter'], scope: Scope, matched: Sql | null): Typed {
  const { numbers, test } = scope.context
  const tests = filter.map((each) => test(each, scope).sql)
  const of = primitive.of === null ? null : numbers.settle(expression(primitive.of, scope))
  const present = matched !== null && (tests.length > 0 || primitive.of?.kind !== 'column') ? [isNotNull(matched)] : []
  const when = [...present, ...tests]
  const value = of ?? (tests.length === 0 && matched !== null ? plain(matched, { kind: 'integer' }, true) : plain(whole(1), { kind: 'integer' }, false))
  if (when.length === 0 || (of === null && tests.length === 0)) return value
  const held = numbers.scaled && isExact(value.type) && ['sum', 'avg'].includes(primitive.name) ? numbers.exactly(value) : value
  return { ...held, sql: { node: 'case', branches: [{ when: and(when), then: held.sql }], otherwise: null }, nullable: true }
}

/** The aggregate of a value taken of each row; `whole` when every row has it, so that rows may be counted. */
export function aggregate(primitive: Primitive, of: Typed, everyRow: boolean, scope: Scope): Typed {
  const { numbers } = scope.context
  const integer = { kind: 'integer' as const }
  switch (primitive.name) {
    case 'count': return plain(call('COUNT', everyRow && primitive.of === null ? raw('*') : of.sql), integer, false)
    case 'countDistinct': return plain({ node: 'call', name: 'COUNT', args: [of.sql], distinct: true }, integer, false)
    case 'min': case 'max': return { ...of, sql: call(primitive.name.toUpperCase(), of.sql), nullable: true }
    case 'sum': return total(numberOf(of, primitive), scope)
    case 'avg': {
      const value = numberOf(of, primitive)
      const count: Typed = { ...plain(call('COUNT', of.sql), integer, false), positive: true }
      return { ...numbers.fraction(total(value, scope), count), mean: value }
    }
  }
}

function total(of: Typed, { context: { numbers } }: Scope): Typed {
  const value = numbers.exactly(of)
  const type = value.type.kind === 'decimal' ? { ...value.type, precision: 38 } : value.type
  return { ...value, sql: call('SUM', value.sql), type, nullable: true }
}

function numberOf(of: Typed, primitive: Primitive): Typed {
  if (isNumber(of.type)) return of
  if (of.type.kind === 'unknown') return { ...of, type: { kind: 'float' } }
  throw invalid(`Only numbers can be added up, not ${kindName(of.type)}.`, { kind: 'aggregate', name: primitive.name, of: primitive.of } satisfies Partial<Expression>)
}
