import type { Condition, Expression, JoinPair, Join, Plan } from '../../shared/model/plan.ts'
import { addDays } from './calendar.ts'
import { dateText, listed, valueText, type Naming } from './words.ts'

/** How parts of a plan are put into words: `ref` gives the label of a grouping, measure or comparison, `plan` the reading of a sub-plan, `rows` what a bare count counts. */
export type Voice = { naming: Naming; ref: (id: string) => string; plan: (plan: Plan, naming: Naming) => string; rows: string }

const aggregates = { count: 'number of', countDistinct: 'number of different', sum: 'sum of', avg: 'average of', min: 'smallest', max: 'largest' } as const
const comparisons = { '=': 'is', '!=': 'is not', '<': 'is below', '<=': 'is at most', '>': 'is above', '>=': 'is at least' } as const
const arithmetic = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' } as const
const partWords = { year: 'calendar year', quarter: 'quarter number', month: 'month number', week: 'week number', day: 'day of the month', weekday: 'day of the week' } as const
const matches = { contains: 'contains', starts: 'starts with', ends: 'ends with', like: 'matches the pattern' } as const

/** An expression in words. */
export function phrase(node: Expression, voice: Voice): string {
  const say = (part: Expression) => phrase(part, voice)
  const enclosed = (part: Expression) => (part.kind === 'arithmetic' || part.kind === 'case' ? `(${say(part)})` : say(part))
  switch (node.kind) {
    case 'column': return voice.naming.column(node.table, node.column)
    case 'literal': return valueText(node.value, node.type)
    case 'arithmetic': {
      const negative = node.operator === '-' && node.left.kind === 'literal' && String(node.left.value) === '0'
      return negative ? `the negative of ${enclosed(node.right)}` : `${enclosed(node.left)} ${arithmetic[node.operator]} ${enclosed(node.right)}`
    }
    case 'days': return `days from ${enclosed(node.from)} to ${enclosed(node.to)}`
    case 'bucket': return `${node.calendar === 'fiscal' ? 'fiscal ' : ''}${node.grain} of ${say(node.of)}`
    case 'part': return `${partWords[node.part]} of ${say(node.of)}`
    case 'band': return `band of ${say(node.of)} at ${listed(node.bounds.map(String))}`
    case 'case': {
      const branches = node.branches.map(({ when, then }) => `${enclosed(then)} if ${clause(when, voice)}`)
      return `${branches.join(', ')}${node.otherwise === null ? '' : `, otherwise ${enclosed(node.otherwise)}`}`
    }
    case 'call': return `${node.name} of ${listed(node.args.map(enclosed))}`
    case 'aggregate': return `${aggregates[node.name]} ${node.of === null ? voice.rows : enclosed(node.of)}${node.where === undefined ? '' : ` where ${clause(node.where, voice)}`}`
    case 'ref': return voice.ref(node.id)
    case 'scalar': return `the value of [${voice.plan(node.plan, voice.naming.subplan(node.plan))}]`
  }
}

/** A condition in words, with “not” spelled out. */
export function clause(node: Condition, voice: Voice): string {
  const say = (part: Expression) => phrase(part, voice)
  switch (node.kind) {
    case 'all': case 'any': {
      if (node.of.length === 0) return node.kind === 'all' ? 'anything' : 'nothing matches'
      if (node.of.length === 1) return clause(node.of[0]!, voice)
      return node.of.map((each) => (each.kind === 'all' || each.kind === 'any' ? `(${clause(each, voice)})` : clause(each, voice))).join(node.kind === 'all' ? ' and ' : ' or ')
    }
    case 'not': return negative(node.of, voice)
    case 'compare': return `${say(node.left)} ${comparisons[node.operator]} ${say(node.right)}`
    case 'between': return `${say(node.of)} is between ${say(node.low)} and ${say(node.high)}`
    case 'within': return `${say(node.of)} is ${span(node.from, node.until)}`
    case 'text': return `${say(node.of)} ${matches[node.match]} “${node.pattern}”`
    case 'isNull': return `${say(node.of)} is empty`
    case 'in': return `${say(node.of)} is one of ${listed(node.values.map((value) => valueText(value, node.type)), 'or')}`
    case 'inPlan': return `${say(node.of)} is among [${voice.plan(node.plan, voice.naming.subplan(node.plan))}]`
    case 'has': return `there are ${related(node, voice)}`
  }
}

function negative(node: Condition, voice: Voice): string {
  switch (node.kind) {
    case 'isNull': return `${phrase(node.of, voice)} is filled in`
    case 'has': return `there are no ${related(node, voice)}`
    case 'inPlan': return `${phrase(node.of, voice)} is not among [${voice.plan(node.plan, voice.naming.subplan(node.plan))}]`
    default: return `it is not so that ${node.kind === 'all' || node.kind === 'any' ? `(${clause(node, voice)})` : clause(node, voice)}`
  }
}

function related(node: Condition & { kind: 'has' }, voice: Voice): string {
  const inner: Voice = { ...voice, naming: voice.naming.within(node.tables) }
  const [first] = node.tables
  const number = node.count === undefined ? '' : `(whose number ${comparisons[node.count.operator]} ${node.count.value}) `
  const link = linked(node.on, inner.naming)
  const others = node.joins.map((join) => joined(join, inner.naming))
  return `${number}${first === undefined ? 'rows' : inner.naming.table(first.id)}${link}${others.length === 0 ? '' : ` with ${listed(others)}`}${node.where === undefined ? '' : ` where ${clause(node.where, inner)}`}`
}

/** "customer ID of invoices = customer ID of customers", and so on for each pair. */
function keys(on: JoinPair[], names: Naming): string {
  return listed(on.map((pair) => `${names.column(pair.left.table, pair.left.column)} = ${names.column(pair.right.table, pair.right.column)}`))
}

/** The key of a join in words, unless it is the only one that the two tables have. */
function linked(on: JoinPair[], names: Naming): string {
  const [pair] = on
  if (pair === undefined) return ''
  const [left, right] = [names.tableName(pair.left.table), names.tableName(pair.right.table)]
  const between = names.catalog.relationships.filter((each) => (each.from.table === left && each.to.table === right) || (each.from.table === right && each.to.table === left))
  const [only, ...more] = between
  const sides = (from: 'left' | 'right') => JSON.stringify([only?.from.columns, only?.to.columns]) === JSON.stringify([on.map((each) => each[from].column), on.map((each) => each[from === 'left' ? 'right' : 'left'].column)])
  const usual = only !== undefined && more.length === 0 && left !== right && names.isOnly(pair.left.table) && names.isOnly(pair.right.table) && (only.from.table === left ? sides('left') : sides('right'))
  return usual ? '' : ` (where ${keys(on, names)})`
}

/** A joined table in words, saying so when rows without a match stay. */
export function joined(join: Join, names: Naming): string {
  return `${join.keep === 'left' ? 'any ' : ''}${names.table(join.right)}${linked(join.on, names)}`
}

/** A stretch of time; the end is the last day in it. */
export function span(from: string | null, until: string | null): string {
  if (from === null) return until === null ? 'any time' : `up to ${dateText(addDays(until, -1))}`
  return until === null ? `from ${dateText(from)} on` : `from ${dateText(from)} to ${dateText(addDays(until, -1))}`
}
