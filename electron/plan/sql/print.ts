import type { Parameter } from '../../guard/guarded.ts'
import type { Order, Output, Query, Select, Source, Sql, SqlJoin, Window } from './tree.ts'
import { columnsIn, same } from './tree.ts'

/** What printing needs to know of a dialect. */
export type Spelling = {
  quote(name: string): string
  /** NULLS LAST as a clause, or as a leading `x IS NULL` where the engine has no such clause (it puts nulls last when descending by itself). */
  nullsLast: 'clause' | 'expression'
  /** "Equal, or both null": the one operator of the tree that is spelt apart. */
  nullSafeEqual: string
}

/** The operator "equal, or both null" in a tree. */
export const nullSafe = '<null-safe>'

/** The statement, a clause per line, and its parameters in the order of their placeholders. Same tree, same bytes. */
export function print(query: Query, spelling: Spelling): { sql: string; parameters: Parameter[] } {
  const printer: Printer = { spelling, parameters: [] }
  return { sql: printQuery(printer, query, 0), parameters: printer.parameters }
}

type Printer = { spelling: Spelling; parameters: Parameter[] }
/** Where an expression stands: how deep it is indented and which SELECT it belongs to. */
type Place = { depth: number; select: Select; qualified: boolean }

const loosest = 0
const precedence: Record<string, number> = { OR: 1, AND: 2, NOT: 3, '+': 5, '-': 5, '||': 7, '*': 6, '/': 6, '//': 6, DIV: 6, '%': 6 }
const comparison = 4
const negation = 7
const primary = 8

const line = (depth: number) => `\n${'  '.repeat(depth)}`

function printQuery(printer: Printer, query: Query, depth: number): string {
  if (query.kind === 'select') return printSelect(printer, query, depth)
  const parts = query.parts.map((part) => printSelect(printer, part, depth))
  return parts.join(`${line(depth)}${query.all ? 'UNION ALL' : 'UNION'}${line(depth)}`)
}

function printSelect(printer: Printer, query: Select, depth: number): string {
  const qualified = isCorrelated(query)
  const place: Place = { depth, select: query, qualified }
  const text: string[] = [`SELECT${query.distinct ? ' DISTINCT' : ''}`, printOutputs(printer, query, { ...place, depth: depth + 1 })]
  const clause = (words: string) => text.push(line(depth), words)
  clause(`FROM ${printSource(printer, query.from, depth)}`)
  for (const join of query.joins) clause(printJoin(printer, join, place))
  const conditions = (word: string, all: Sql[]) => {
    const list = all.flatMap(conjuncts)
    const least = list.length > 1 ? precedence.AND! + 1 : loosest
    if (list.length > 0) clause(`${word} ${list.map((each) => printAt(printer, each, least, place)).join(`${line(depth + 1)}AND `)}`)
  }
  conditions('WHERE', query.where)
  if (query.groupBy.length > 0) clause(`GROUP BY ${query.groupBy.map((each) => printAt(printer, each, loosest, place)).join(', ')}`)
  conditions('HAVING', query.having)
  if (query.orderBy.length > 0) clause(`ORDER BY ${printOrders(printer, query.orderBy, place)}`)
  if (query.limit !== null) clause(`LIMIT ${query.limit.count}${query.limit.offset > 0 ? ` OFFSET ${query.limit.offset}` : ''}`)
  return text.join('')
}

function printOutputs(printer: Printer, query: Select, place: Place): string {
  const output = ({ value, as }: Output) => {
    const text = printAt(printer, value, loosest, place)
    const name = value.node === 'column' ? value.name : null
    return as === '' || name === as ? text : `${text} AS ${printer.spelling.quote(as)}`
  }
  const [only, ...more] = query.columns
  if (more.length === 0 && only !== undefined) return ` ${output(only)}`
  return query.columns.map((each) => `${line(place.depth)}${output(each)}`).join(',')
}

const conjuncts = (each: Sql): Sql[] => (each.node === 'logic' && each.operator === 'AND' && each.of.length > 0 ? each.of.flatMap(conjuncts) : [each])

/** A query that speaks of the rows around it names the table of every column. */
function isCorrelated(query: Select): boolean {
  const own = new Set([query.from, ...query.joins.map((join) => join.source)].map((source) => source.alias))
  return query.where.some((each) => [...columnsIn(each)].some((source) => source !== '' && !own.has(source)))
}

function printSource(printer: Printer, source: Source, depth: number): string {
  const name = printer.spelling.quote(source.alias)
  if (typeof source.from === 'string') return source.from === source.alias ? name : `${printer.spelling.quote(source.from)} AS ${name}`
  return `(${line(depth + 1)}${printQuery(printer, source.from, depth + 1)}${line(depth)}) AS ${name}`
}

function printJoin(printer: Printer, join: SqlJoin, place: Place): string {
  const words = { inner: 'JOIN', left: 'LEFT JOIN', cross: 'CROSS JOIN' }[join.keep]
  const source = printSource(printer, join.source, place.depth)
  if (join.on.length === 0) return `${words} ${source}`
  return `${words} ${source} ON ${join.on.flatMap(conjuncts).map((each) => printAt(printer, each, precedence.AND! + 1, place)).join(' AND ')}`
}

function printOrders(printer: Printer, orders: Order[], place: Place): string {
  return orders.map(({ value, direction, nullable }) => {
    const text = () => printAt(printer, value, loosest, place)
    const word = direction === 'desc' ? ' DESC' : ''
    if (!nullable) return `${text()}${word}`
    if (printer.spelling.nullsLast === 'clause') return `${text()}${word} NULLS LAST`
    if (direction === 'desc') return `${text()}${word}`
    // Inside an expression MySQL takes a name for a column before it takes it for an output.
    const tested = value.node === 'output' ? (place.select.columns.find(({ as }) => as === value.name)?.value ?? value) : value
    return `${printAt(printer, tested, comparison + 1, place)} IS NULL, ${text()}`
  }).join(', ')
}

function printAt(printer: Printer, expression: Sql, least: number, place: Place): string {
  const text = printSql(printer, expression, place)
  return binding(expression) < least ? `(${text})` : text
}

function binding(expression: Sql): number {
  switch (expression.node) {
    case 'logic': return expression.of.length === 0 ? primary : precedence[expression.operator]!
    case 'binary': return precedence[expression.operator] ?? comparison
    case 'prefix': return expression.operator === 'NOT' ? precedence.NOT! : negation
    case 'suffix': case 'between': case 'in': return comparison
    case 'raw': return expression.text.startsWith('-') ? negation : primary
    default: return primary
  }
}

function printSql(printer: Printer, expression: Sql, place: Place): string {
  const at = (child: Sql, least: number) => printAt(printer, child, least, place)
  switch (expression.node) {
    case 'column': return printColumn(printer, expression, place)
    case 'output': return printer.spelling.quote(expression.name)
    case 'raw': return expression.text
    case 'value':
      printer.parameters.push({ value: expression.value, type: expression.type })
      return '?'
    case 'binary': {
      const strength = binding(expression)
      const operator = expression.operator === nullSafe ? printer.spelling.nullSafeEqual : expression.operator
      return `${at(expression.left, strength === comparison ? strength + 1 : strength)} ${operator} ${at(expression.right, strength + 1)}`
    }
    case 'prefix': return expression.operator === 'NOT' ? `NOT ${at(expression.of, comparison)}` : `-${at(expression.of, primary)}`
    case 'suffix': return `${at(expression.of, comparison + 1)} ${expression.operator}`
    case 'logic':
      if (expression.of.length === 0) return expression.operator === 'AND' ? '1 = 1' : '1 = 0'
      return expression.of.map((each) => at(each, precedence[expression.operator]! + 1)).join(` ${expression.operator} `)
    case 'between': return `${at(expression.of, comparison + 1)} BETWEEN ${at(expression.low, comparison + 1)} AND ${at(expression.high, comparison + 1)}`
    case 'call': return printCall(printer, expression, place)
    case 'template': return printTemplate(printer, expression.parts, place)
    case 'case': {
      const branches = expression.branches.map(({ when, then }) => ` WHEN ${at(when, loosest)} THEN ${at(then, loosest)}`)
      return `CASE${branches.join('')}${expression.otherwise === null ? '' : ` ELSE ${at(expression.otherwise, loosest)}`} END`
    }
    case 'in': {
      const list = Array.isArray(expression.list) ? `(${expression.list.map((each) => at(each, loosest)).join(', ')})` : nested(printer, expression.list, place)
      return `${at(expression.of, comparison + 1)} ${expression.not ? 'NOT IN' : 'IN'} ${list}`
    }
    case 'exists': return `${expression.not ? 'NOT EXISTS' : 'EXISTS'} ${nested(printer, expression.query, place)}`
    case 'query': return nested(printer, expression.query, place)
  }
}

function nested(printer: Printer, query: Query, place: Place): string {
  return `(${line(place.depth + 2)}${printQuery(printer, query, place.depth + 2)}${line(place.depth + 1)})`
}

/** A column of the only source needs no qualifier, unless an output of another meaning has its name. */
function printColumn(printer: Printer, expression: Sql & { node: 'column' }, { select, qualified }: Place): string {
  const name = printer.spelling.quote(expression.name)
  const alone = select.joins.length === 0 && select.from.alias === expression.source
  const shadowed = select.columns.some(({ as, value }) => as.toLowerCase() === expression.name.toLowerCase() && !same(value, expression))
  return alone && !qualified && !shadowed ? name : `${printer.spelling.quote(expression.source)}.${name}`
}

function printCall(printer: Printer, expression: Sql & { node: 'call' }, place: Place): string {
  const args = expression.args.map((each) => printAt(printer, each, loosest, place)).join(', ')
  const text = `${expression.name}(${expression.distinct === true ? 'DISTINCT ' : ''}${args})`
  return expression.over === undefined ? text : `${text} OVER (${printWindow(printer, expression.over, place)})`
}

function printWindow(printer: Printer, { partition, order, frame }: Window, place: Place): string {
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.map((each) => printAt(printer, each, loosest, place)).join(', ')}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${printOrders(printer, order, place)}`] : []),
    ...(frame === null ? [] : [frame]),
  ].join(' ')
}

/** An expression between brackets, commas or AS needs no brackets of its own. */
function printTemplate(printer: Printer, parts: (string | Sql)[], place: Place): string {
  return parts.map((part, at) => {
    if (typeof part === 'string') return part
    const [before, after] = [parts[at - 1], parts[at + 1]]
    const open = typeof before === 'string' && /(?:[(]|, )$/.test(before)
    const closed = typeof after === 'string' && /^(?:[),]| AS )/.test(after)
    return printAt(printer, part, open && closed ? loosest : primary, place)
  }).join('')
}
