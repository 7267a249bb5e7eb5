import type { CompareOperator, Condition, Expression, JoinPair } from '../../shared/model/plan.ts'
import { Failure } from '../../shared/model/failure.ts'
import { bind } from './bind.ts'
import { addDays } from './calendar.ts'
import type { Binding, Scope, Test } from './context.ts'
import { expression, invalid, kindName, literal, temporal } from './expression.ts'
import { isNumber, plain, type Typed } from './sql/number.ts'
import {
  and, binary, call, column, isNotNull, isNotTrue, isNull, or, raw, select, value, whole, type Query, type Select, type Sql, type SqlJoin,
} from './sql/tree.ts'
import { conjuncts } from './walk.ts'

const opposite: Record<CompareOperator, CompareOperator> = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' }
const mirrored: Record<CompareOperator, CompareOperator> = { '=': '=', '!=': '!=', '<': '>', '>=': '<=', '>': '<', '<=': '>=' }
const spelt = (operator: CompareOperator) => (operator === '!=' ? '<>' : operator)
const sure = (sql: Sql): Test => ({ sql, nullable: false })

/** A plan's condition as SQL. Fails with PLAN_INVALID naming what is wrong. */
export function condition(node: Condition, scope: Scope): Test {
  const lower = (part: Expression) => expression(part, scope)
  switch (node.kind) {
    case 'all': case 'any': {
      const tests = node.of.map((each) => condition(each, scope))
      return { sql: (node.kind === 'all' ? and : or)(tests.map((each) => each.sql)), nullable: tests.some((each) => each.nullable) }
    }
    case 'not': return negated(node.of, scope)
    case 'compare': return compared(node.operator, node.left, node.right, scope)
    case 'between': return between(node, scope)
    case 'within': return within(temporal(lower(node.of), node), node.from, node.until)
    case 'text': return matches(node, lower(node.of), scope)
    case 'isNull': return sure(isNull(scope.context.numbers.settle(lower(node.of)).sql))
    case 'in': return listed(node, lower(node.of), scope)
    case 'inPlan': return member(node, lower(node.of), scope)
    case 'has': return related(node, scope)
  }
}

/** True exactly where the condition is not, nulls included. */
function negated(node: Condition, scope: Scope): Test {
  switch (node.kind) {
    case 'not': return condition(node.of, scope)
    case 'isNull': return sure(isNotNull(scope.context.numbers.settle(expression(node.of, scope)).sql))
    case 'compare': {
      const opposed = compared(opposite[node.operator], node.left, node.right, scope)
      if (!opposed.nullable) return opposed
      break
    }
    default:
  }
  const test = condition(node, scope)
  if (test.sql.node === 'exists') return sure({ ...test.sql, not: !test.sql.not })
  if (test.nullable) return sure(isNotTrue(test.sql))
  return sure(test.sql.node === 'in' ? { ...test.sql, not: !test.sql.not } : { node: 'prefix', operator: 'NOT', of: test.sql })
}

function compared(operator: CompareOperator, left: Expression, right: Expression, scope: Scope): Test {
  const { numbers } = scope.context
  if (left.kind === 'literal' && right.kind !== 'literal') return compared(mirrored[operator], right, left, scope)
  const first = expression(left, scope)
  if (right.kind === 'literal' && right.type === 'date' && typeof right.value === 'string' && first.type.kind === 'timestamp') {
    return comparedWithDay(operator, first, right.value)
  }
  const [of, against] = likened(numbers.settle(first), numbers.settle(right.kind === 'literal' ? literalLike(first, right, scope) : expression(right, scope)), left, scope)
  return { sql: binary(of.sql, spelt(operator), against.sql), nullable: of.nullable || against.nullable }
}

/** A moment is on a day from its first instant up to the next day. */
function comparedWithDay(operator: CompareOperator, of: Typed, day: string): Test {
  const before = (date: string) => binary(of.sql, '<', bound(date))
  const from = (date: string) => binary(of.sql, '>=', bound(date))
  const next = addDays(day, 1)
  const sql = { '=': and([from(day), before(next)]), '!=': or([before(day), from(next)]), '<': before(day), '<=': before(next), '>': from(next), '>=': from(day) }[operator]
  return { sql, nullable: of.nullable }
}

const bound = (date: string): Sql => value(date, 'date')

/** A literal in the type of what it is compared with: 2000 beside a text column is '2000'. */
function literalLike(of: Typed, node: Expression & { kind: 'literal' }, scope: Scope): Typed {
  if (of.type.kind === 'text' && node.value !== null && typeof node.value !== 'boolean') return literal(String(node.value), 'text', scope)
  const numberText = typeof node.value === 'string' && /^-?\d+(\.\d+)?$/.test(node.value)
  if (isNumber(of.type) && node.type === 'text' && numberText) return literal(node.value, 'decimal', scope)
  const dated = of.type.kind === 'date' || of.type.kind === 'timestamp'
  // Beside a date a placeholder needs no cast to be one.
  if (dated && typeof node.value === 'string') return plain(value(node.value, node.type === 'text' ? of.type.kind : node.type), of.type, false)
  return literal(node.value, node.type, scope)
}

/** Both sides in one form. A whole number beside a column of text is compared as text: keys are often kept in both ways. */
function likened(left: Typed, right: Typed, node: unknown, { context: { numbers, dialect } }: Scope): [Typed, Typed] {
  const asText = (of: Typed): Typed => (of.type.kind === 'integer' ? { ...of, sql: dialect.text(of.sql), type: { kind: 'text' } } : of)
  if (left.type.kind === 'text' || right.type.kind === 'text') return checked(asText(left), asText(right))
  const [of, against] = numbers.alike([left, right])
  return checked(of!, against!)

  function checked(of: Typed, against: Typed): [Typed, Typed] {
    comparable(of, against, node)
    return [of, against]
  }
}

function comparable(left: Typed, right: Typed, node: unknown): void {
  const family = ({ type }: Typed) => (isNumber(type) ? 'number' : type.kind === 'timestamp' ? 'date' : type.kind)
  const [one, other] = [family(left), family(right)]
  if (one === other || one === 'unknown' || other === 'unknown') return
  const loose = new Set([one, other])
  // SQLite and files hold dates as text, and yes or no as 1 or 0.
  if (loose.has('date') && loose.has('text')) return
  if (loose.has('boolean') && loose.has('number')) return
  throw invalid(`${kindName(left.type)} cannot be compared with ${kindName(right.type)}.`, node)
}

function between(node: Condition & { kind: 'between' }, scope: Scope): Test {
  const of = expression(node.of, scope)
  const days = [node.low, node.high].every((end) => end.kind === 'literal' && end.type === 'date')
  if (days && of.type.kind === 'timestamp') {
    const [low, high] = [node.low, node.high].map((end) => String((end as Expression & { kind: 'literal' }).value))
    return within(of, low!, addDays(high!, 1))
  }
  const ends = [node.low, node.high].map((end) => (end.kind === 'literal' ? literalLike(of, end, scope) : expression(end, scope)))
  const [held, low, high] = scope.context.numbers.alike([of, ...ends])
  comparable(held!, low!, node)
  comparable(held!, high!, node)
  return { sql: { node: 'between', of: held!.sql, low: low!.sql, high: high!.sql }, nullable: [held!, low!, high!].some((each) => each.nullable) }
}

/** From a day up to but not including another; bare comparisons, so that an index serves. */
function within(of: Typed, from: string | null, until: string | null): Test {
  const tests = [...(from === null ? [] : [binary(of.sql, '>=', bound(from))]), ...(until === null ? [] : [binary(of.sql, '<', bound(until))])]
  return tests.length === 0 ? sure(isNotNull(of.sql)) : { sql: and(tests), nullable: of.nullable }
}

function matches(node: Condition & { kind: 'text' }, of: Typed, { context: { dialect, numbers } }: Scope): Test {
  const settled = numbers.settle(of)
  const subject = settled.type.kind === 'text' || settled.type.kind === 'unknown' ? settled.sql : dialect.text(settled.sql)
  const escaped = node.match === 'like' ? node.pattern.replaceAll('!', '!!') : node.pattern.replace(/[!%_]/g, '!$&')
  const pattern = { contains: `%${escaped}%`, starts: `${escaped}%`, ends: `%${escaped}`, like: escaped }[node.match]
  return { sql: dialect.like(subject, value(pattern, 'text')), nullable: of.nullable }
}

function listed(node: Condition & { kind: 'in' }, of: Typed, scope: Scope): Test {
  const values = node.values.filter((cell) => cell !== null).map((cell) => literalLike(of, { kind: 'literal', value: cell, type: node.type }, scope))
  const [held, ...list] = scope.context.numbers.alike([of, ...values])
  for (const each of list) comparable(held!, each, node)
  if (list.length === 0) return sure(or([]))
  if (list.length === 1) return { sql: binary(held!.sql, '=', list[0]!.sql), nullable: held!.nullable }
  return { sql: { node: 'in', of: held!.sql, list: list.map((each) => each.sql), not: false }, nullable: held!.nullable }
}

function member(node: Condition & { kind: 'inPlan' }, of: Typed, scope: Scope): Test {
  const { numbers } = scope.context
  const names = scope.context.names.fork()
  const relation = scope.context.subplan(node.plan, names)
  const [only, ...more] = relation.columns
  if (only === undefined || more.length > 0) throw invalid('A list of values is needed here, and the sub-plan shows several columns.', node)
  const outside = names.take('members')
  // MySQL takes no LIMIT inside IN, but takes it one query deeper.
  const deeper = (output: Sql): Query => select([{ value: output, as: only.as }], { from: relation.query, alias: outside })
  const inner = { ...only.type, sql: column(outside, only.as) }
  const [held, found] = likened(numbers.settle(of), inner, node, scope)
  const changed = found.sql !== inner.sql
  const limited = relation.query.kind === 'select' && relation.query.limit !== null
  const list = changed || limited ? deeper(found.sql) : relation.query
  return { sql: { node: 'in', of: held.sql, list, not: false }, nullable: held.nullable || only.type.nullable }
}

function related(node: Condition & { kind: 'has' }, scope: Scope): Test {
  const { query, multiplied, first } = relatedRows(node, scope)
  if (node.count === undefined) return sure({ node: 'exists', query, not: false })
  const key = first.key
  if (multiplied && key?.length !== 1) {
    throw new Failure('NOT_SUPPORTED', `Rows of "${first.alias}" cannot be counted here: the table has no key of one column.`, { hint: 'Count the rows of another table.', detail: { node } })
  }
  const counted: Sql = multiplied ? { node: 'call', name: 'COUNT', args: [first.column(key![0]!).sql], distinct: true } : call('COUNT', raw('*'))
  const number: Query = { ...query, columns: [{ value: counted, as: '' }] }
  return sure(binary({ node: 'query', query: number }, spelt(node.count.operator), whole(node.count.value)))
}

/** The joined inner rows that meet an outer row; `multiplied` when a row of the first table may appear several times. */
function relatedRows(node: Condition & { kind: 'has' }, scope: Scope): { query: Select; multiplied: boolean; first: Binding } {
  const context = { ...scope.context, names: scope.context.names.fork() }
  const crowded = new Set(node.tables.map((use) => JSON.stringify(use.table))).size < node.tables.length
  const optional = new Set<string>()
  for (const join of node.joins) if (join.keep === 'left' || join.on.some((pair) => optional.has(pair.left.table))) optional.add(join.right)
  const inner = new Map(node.tables.map((use) => [use.id, bind(use, context, { optional: optional.has(use.id), crowded })]))
  const inside: Scope = { ...scope, context, tables: new Map([...scope.tables, ...inner]) }
  const [first, ...others] = inner.values()
  if (first === undefined) throw invalid('Related rows of no table were asked for.', node)
  const joins = node.joins.map((join): SqlJoin => {
    const binding = inner.get(join.right)
    if (binding === undefined) throw invalid(`No table stands for "${join.right}" here.`, node)
    return { keep: optional.has(join.right) ? 'left' : 'inner', source: binding, on: pairs(join.on, inside) }
  })
  const unjoined = others.filter((binding) => !node.joins.some((join) => join.right === binding.id))
  if (unjoined.length > 0) throw invalid(`"${unjoined[0]!.alias}" is not joined.`, node)
  const where = [...pairs(node.on, inside), ...conjuncts(node.where).map((each) => condition(each, inside).sql)]
  const query = select([{ value: whole(1), as: '' }], first, { joins, where })
  return { query, multiplied: node.joins.some((join) => join.many), first }
}

/** Columns that must be equal, as joins and links state them. */
export function pairs(on: JoinPair[], scope: Scope): Sql[] {
  return on.map((pair) => {
    const [left, right] = [pair.left, pair.right].map((end) => expression({ kind: 'column', ...end }, scope))
    const [one, other] = likened(left!, right!, pair, scope)
    return binary(one.sql, '=', other.sql)
  })
}

