import type { Arithmetic, Expression, ScalarName } from '../../shared/model/plan.ts'
import type { Cell, ValueKind, ValueType } from '../../shared/model/value.ts'
import { Failure } from '../../shared/model/failure.ts'
import type { Scope } from './context.ts'
import { isExact, isNumber, plain, scaleOf, type Typed } from './sql/number.ts'
import { bounded } from './sql/size.ts'
import { call, nothing, raw, value, type Sql } from './sql/tree.ts'

const integer: ValueType = { kind: 'integer' }
const date: ValueType = { kind: 'date' }
const text: ValueType = { kind: 'text' }

export function invalid(message: string, node: unknown): Failure {
  return new Failure('PLAN_INVALID', message, { hint: 'Change that part of the question, or ask it another way.', detail: { node } })
}

/** A plan's expression as SQL with its type. Fails with PLAN_INVALID naming what is wrong. */
export function expression(node: Expression, scope: Scope): Typed {
  const found = lowered(node, scope)
  return { ...found, sql: bounded(found.sql) }
}

function lowered(node: Expression, scope: Scope): Typed {
  const { dialect, numbers, catalog } = scope.context
  const lower = (part: Expression) => expression(part, scope)
  switch (node.kind) {
    case 'column': {
      const binding = scope.tables.get(node.table)
      if (binding === undefined) throw invalid(`No table stands for "${node.table}" here.`, node)
      return binding.column(node.column)
    }
    case 'literal': return literal(node.value, node.type, scope)
    case 'arithmetic': return arithmetic(node.operator, lower(node.left), lower(node.right), node, scope)
    case 'days': {
      const [from, to] = [temporal(lower(node.from), node), temporal(lower(node.to), node)]
      const day = (of: Typed) => (of.type.kind === 'date' ? of.sql : dialect.day(of.sql))
      return plain(dialect.days(day(from), day(to)), integer, from.nullable || to.nullable)
    }
    case 'bucket': {
      const of = temporal(lower(node.of), node)
      const start = node.calendar === 'fiscal' ? catalog.fiscalYearStart : 1
      const already = node.grain === 'day' && of.type.kind === 'date' && dialect.decimals === 'native'
      return plain(already ? of.sql : dialect.bucket(node.grain, start, of.sql), date, of.nullable)
    }
    case 'part': {
      const of = temporal(lower(node.of), node)
      return plain(dialect.part(node.part, of.sql), integer, of.nullable)
    }
    case 'band': return band(node.bounds, numeric(lower(node.of), node), scope)
    case 'case': return branches(node, scope)
    case 'call': return scalarCall(node.name, node.args.map(lower), node, scope)
    case 'aggregate':
      if (scope.aggregate === undefined) throw invalid('A sum, count or average cannot stand here.', node)
      return scope.aggregate(node)
    case 'ref': {
      const found = scope.ref?.(node.id)
      if (found === undefined) throw invalid(`Nothing here is called "${node.id}".`, node)
      return found
    }
    case 'scalar': {
      const relation = scope.context.subplan(node.plan, scope.context.names.fork())
      const [only, ...more] = relation.columns
      if (only === undefined || more.length > 0) throw invalid('A single value is needed here, and the sub-plan shows several.', node)
      return { ...only.type, sql: { node: 'query', query: relation.query }, nullable: true }
    }
  }

  function band(bounds: number[], of: Typed, { context }: Scope): Typed {
    const sorted = [...bounds].sort((left, right) => right - left)
    const type: ValueType = sorted.every(Number.isInteger) ? integer : literal(String(sorted[0]), 'decimal', scope).type
    const steps = sorted.map((bound) => {
      const [left, right] = context.numbers.alike([of, literal(String(bound), 'decimal', scope)])
      return { when: { node: 'binary', operator: '>=', left: left!.sql, right: right!.sql } satisfies Sql, then: raw(String(bound)) }
    })
    return plain({ node: 'case', branches: steps, otherwise: null }, type.kind === 'integer' ? type : { kind: 'float' }, true)
  }
  function branches(of: Expression & { kind: 'case' }, inside: Scope): Typed {
    const tests = of.branches.map((branch) => inside.context.test(branch.when, inside).sql)
    const results = of.branches.map((branch) => expression(branch.then, inside))
    const otherwise = of.otherwise === null ? null : expression(of.otherwise, inside)
    const known = [...results, ...(otherwise === null ? [] : [otherwise])]
    const held = numbers.alike(known)
    const type = commonType(held.map((each) => each.type), of)
    const last = otherwise === null ? null : held[held.length - 1]!.sql
    const sql: Sql = { node: 'case', branches: tests.map((when, at) => ({ when, then: held[at]!.sql })), otherwise: last }
    return { sql, type, nullable: otherwise === null || held.some((each) => each.nullable), form: held.some((each) => each.form === 'scaled') ? 'scaled' : 'plain' }
  }
}

/** A value of the plan: numbers are printed as digits (a placeholder has no type in MySQL, and would be compared as a float), all else is bound. */
export function literal(cell: Cell, type: ValueKind, { context }: Scope): Typed {
  if (cell === null) return plain(nothing, { kind: 'unknown' }, true)
  if (typeof cell === 'boolean') return plain(raw(cell ? 'TRUE' : 'FALSE'), { kind: 'boolean' }, false)
  const numberLike = type === 'integer' || type === 'decimal' || type === 'float' || typeof cell === 'number'
  if (!numberLike) {
    const bound = value(cell, type)
    return plain(type === 'date' || type === 'timestamp' ? context.dialect.date(bound, type) : bound, { kind: type }, false)
  }
  const digits = String(cell).trim().replace(/^\+/, '')
  const fraction = /^-?\d+(?:\.(\d+))?$/.exec(digits)
  if (fraction !== null && fraction[1] === undefined) return plain(raw(digits), integer, false)
  if (fraction !== null) return plain(raw(digits), { kind: 'decimal', precision: digits.replace(/[-.]/g, '').length, scale: fraction[1]!.length }, false)
  if (/^-?\d+(?:\.\d+)?e[+-]?\d+$/i.test(digits)) return plain(raw(digits), { kind: 'float' }, false)
  throw invalid(`"${cell}" is not a number.`, { kind: 'literal', value: cell, type })
}

function arithmetic(operator: Arithmetic, left: Typed, right: Typed, node: Expression, { context: { numbers } }: Scope): Typed {
  numeric(left, node)
  numeric(right, node)
  switch (operator) {
    case '+': case '-': return numbers.add(operator, left, right)
    case '*': return numbers.multiply(left, right)
    case '/': return numbers.divide(left, right)
  }
}

function scalarCall(name: ScalarName, args: Typed[], node: Expression, { context: { numbers, dialect } }: Scope): Typed {
  const [first, second] = args
  const most = { abs: 1, lower: 1, upper: 1, trim: 1, length: 1, round: 2, nullif: 2, coalesce: Infinity }[name]
  if (first === undefined || args.length > most || (name === 'nullif' && args.length < 2)) throw invalid(`"${name}" has too few or too many values.`, node)
  if (name === 'coalesce' && args.length === 1) return first
  const nullable = args.some((arg) => arg.nullable)
  switch (name) {
    case 'abs': {
      const of = numbers.exactly(numbers.settle(numeric(first, node)))
      return { ...of, sql: call('ABS', of.sql) }
    }
    case 'round': {
      const places = second?.sql.node === 'raw' ? Number(second.sql.text) : 0
      if (!Number.isInteger(places) || places < 0 || places > 12) throw invalid('Numbers are rounded to between 0 and 12 digits.', node)
      return numbers.round(numeric(first, node), places)
    }
    case 'lower': case 'upper': case 'trim': return plain(call(name.toUpperCase(), textual(first, node).sql), text, nullable)
    case 'length': return plain(dialect.length(textual(first, node).sql), integer, nullable)
    case 'coalesce': case 'nullif': {
      const held = numbers.alike(args)
      const type = commonType(held.map((each) => each.type), node)
      const form = held.some((each) => each.form === 'scaled') ? 'scaled' : 'plain'
      return { sql: call(name.toUpperCase(), ...held.map((each) => each.sql)), type, nullable: name === 'nullif' || args.every((arg) => arg.nullable), form }
    }
  }
}

export function numeric(of: Typed, node: unknown): Typed {
  if (!isNumber(of.type) && of.type.kind !== 'unknown') throw invalid(`A number is needed here, not ${kindName(of.type)}.`, node)
  return of.type.kind === 'unknown' ? { ...of, type: { kind: 'float' } } : of
}

/** A date or timestamp; text is taken as ISO dates, which is how SQLite and many files hold them. */
export function temporal(of: Typed, node: unknown): Typed {
  if (['date', 'timestamp', 'text', 'unknown'].includes(of.type.kind)) return of
  throw invalid(`A date is needed here, not ${kindName(of.type)}.`, node)
}

function textual(of: Typed, node: unknown): Typed {
  if (of.type.kind === 'text' || of.type.kind === 'unknown') return of
  throw invalid(`Text is needed here, not ${kindName(of.type)}.`, node)
}

export function kindName(type: ValueType): string {
  const names: Record<ValueKind, string> = {
    boolean: 'yes or no', integer: 'a whole number', decimal: 'a number', float: 'a number', text: 'text', date: 'a date', time: 'a time', timestamp: 'a date and time',
    json: 'JSON', binary: 'binary data', unknown: 'a value of unknown type',
  }
  return names[type.kind]
}

/** One type for values that become one column. */
export function commonType(types: ValueType[], node: unknown): ValueType {
  const known = types.filter((type) => type.kind !== 'unknown')
  const [first, ...others] = known
  if (first === undefined) return { kind: 'unknown' }
  if (known.every(isNumber)) {
    if (known.every((type) => type.kind === 'integer')) return integer
    return known.every(isExact) ? { kind: 'decimal', precision: 38, scale: Math.max(...known.map(scaleOf)) } : { kind: 'float' }
  }
  const kinds = new Set(others.map((type) => type.kind).concat(first.kind))
  if (kinds.size === 1) return first
  if ([...kinds].every((kind) => kind === 'date' || kind === 'timestamp')) return { kind: 'timestamp' }
  throw invalid(`${kindName(first)} and ${kindName(others.find((type) => type.kind !== first.kind) ?? first)} cannot stand in one column.`, node)
}
