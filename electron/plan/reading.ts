import type { Catalog } from '../../shared/model/catalog.ts'
import type { Comparison, Limit, Measure, OrderBy, Origin, Plan, QueryPlan, Shown } from '../../shared/model/plan.ts'
import { readableOrder } from './defaults.ts'
import { clause, joined, phrase, span, type Voice } from './phrase.ts'
import { capitalised, listed, naming, type Naming } from './words.ts'

/**
 * What a plan means, in English, from the plan alone: what is shown, of which rows, then how each number is worked out and how tables are
 * joined. Plans that ask for different things read differently.
 */
export function reading(plan: Plan, catalog: Catalog): string {
  return sentence(plan, naming(catalog, plan.kind === 'set' ? [] : plan.tables))
}

/** A heading of a few words. */
export function title(plan: Plan, catalog: Catalog): string {
  if (plan.kind === 'set') return `${title(plan.left, catalog)} ${setWords[plan.operator]} ${title(plan.right, catalog)}`
  const given = plan.display?.title
  if (given !== undefined) return given
  const names = naming(catalog, plan.tables)
  const entity = plan.entity === undefined ? null : names.table(plan.entity)
  const labels = (ids: Set<string>) => [...plan.measures, ...plan.compare].filter((each) => ids.has(each.id)).map((each) => each.label)
  const shown = labels(new Set([...plan.show, ...plan.context].flatMap((each) => (each.value.kind === 'ref' ? [each.value.id] : []))))
  const measured = shown.length > 0 ? shown : plan.measures.map((measure) => measure.label)
  const by = plan.by.filter((grouping) => !(measured.length === 0 && grouping === plan.by[0])).map((grouping) => lowered(grouping.label))
  const what = measured.length > 0 ? listed(measured.slice(0, 3).map((label, at) => (at === 0 ? capitalised(label) : lowered(label)))) : capitalised(plan.by[0]?.label ?? entity ?? listed(plan.show.slice(0, 3).map((each) => lowered(each.label))))
  const top = plan.limit === undefined || plan.order.length === 0 ? '' : `${plan.order[0]!.direction === 'desc' ? 'top' : 'first'} ${plan.limit.count}: `
  const when = plan.period === undefined || plan.period.label === '' ? '' : `, ${plan.period.label}`
  return capitalised(`${top}${top === '' ? what : lowered(what)}${by.length === 0 ? '' : ` by ${listed(by)}`}${when}`)
}

/** The names of the defaults that a plan took, each once. */
export function assumptions(plan: Plan): string[] {
  const found = new Set<string>()
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    else if (typeof node === 'object' && node !== null) {
      const { origin } = node as { origin?: Origin }
      if (origin?.from === 'default') found.add(origin.name)
      Object.values(node).forEach(look)
    }
  }
  look(plan)
  return [...found]
}

/** "Customer name" → "customer name", but "EBITDA" stays. */
function lowered(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

const setWords = { union: 'together with', intersection: 'that are also', difference: 'without' } as const

function sentence(plan: Plan, names: Naming): string {
  if (plan.kind === 'set') {
    const sides = [plan.left, plan.right].map((side) => `[${sentence(side, names.subplan(side))}]`)
    const label = (id: string) => labelIn(plan.left, id) ?? labelIn(plan.right, id) ?? id
    const ending = [...plan.order.map((order) => orderPhrase(order, { naming: names, ref: label, plan: sentence, rows: 'rows' }, 'number')), ...limitPhrases(plan.limit, label)]
    return `${capitalised(`the rows of ${sides[0]} ${{ union: 'and of', intersection: 'that are also in', difference: 'that are not in' }[plan.operator]} ${sides[1]}`)}${ending.map((each) => `; ${each}`).join('')}.`
  }
  const words = labels(plan, names)
  const voice: Voice = { naming: names, ref: (id) => words.get(id) ?? id, plan: sentence, rows: plan.entity === undefined ? 'rows' : names.table(plan.entity) }
  const grouped = plan.measures.length > 0 || plan.by.length > 0
  const first = [
    grouped ? groupedPhrase(plan, voice) : listPhrase(plan, voice), ...periodPhrases(plan, voice), ...(plan.where === undefined ? [] : [`where ${clause(plan.where, voice)}`]),
    ...(plan.having === undefined ? [] : [`only where ${clause(plan.having, voice)}`]),
  ].join(', ')
  const asked = plan.order.filter(({ origin }) => origin?.from !== 'default' || origin.name !== readableOrder)
  const ending = [...asked.map((order) => orderPhrase(order, voice, kindOf(order.by, plan, names))), ...limitPhrases(plan.limit, (id) => within(id, plan, voice)), ...(plan.distinct ? ['each row once'] : [])]
  const definitions = [...plan.measures.map((measure) => definition(measure, voice)), ...plan.compare.map((each) => comparison(each, voice))]
  const sources = plan.joins.length > 0 || plan.tables.length > 1 ? [sourcesPhrase(plan, names)] : []
  const inner = plan.tables.flatMap((use) => (typeof use.table === 'string' ? [] : [`${capitalised(names.table(use.id))}: [${sentence(use.table.plan, names.subplan(use.table.plan))}]`]))
  const money = plan.currency === undefined ? [] : [`${capitalised(phrase(plan.currency.amount, voice))} is converted from ${phrase(plan.currency.currency, voice)} to ${plan.currency.to} at the ${plan.currency.rate} rate of ${plan.currency.rateTable}`]
  const calendar = plan.calendar === 'fiscal' ? ['Fiscal calendar'] : []
  return `${[[first, ...ending].join('; '), ...definitions, ...sources, ...inner, ...money, ...calendar].map(capitalised).join('. ')}.`
}

/** What groupings, measures and comparisons are called: groupings by what they are, the others by their labels, no two alike. */
function labels(plan: QueryPlan, names: Naming): Map<string, string> {
  const voice: Voice = { naming: names, ref: (id) => id, plan: sentence, rows: 'rows' }
  const found = new Map<string, string>()
  for (const each of [...plan.by, ...plan.measures, ...plan.compare]) {
    const wanted = 'value' in each && plan.by.some((grouping) => grouping.id === each.id) ? phrase(each.value, voice) : lowered(each.label)
    found.set(each.id, [...found.values()].includes(wanted) ? `${wanted} (${each.id})` : wanted)
  }
  return found
}

function labelIn(plan: Plan, id: string): string | undefined {
  if (plan.kind === 'set') return labelIn(plan.left, id) ?? labelIn(plan.right, id)
  const shown = plan.show.find((each) => each.id === id)
  return shown === undefined ? undefined : lowered(shown.label)
}

const sayAll = (shown: Shown[], voice: Voice) => listed(shown.map((each) => phrase(each.value, voice)))
const beside = (plan: QueryPlan, voice: Voice) => (plan.context.length === 0 ? '' : `, with ${sayAll(plan.context, voice)} beside it`)

function listPhrase(plan: QueryPlan, voice: Voice): string {
  const rows = plan.entity === undefined ? `for every row of ${listed(plan.tables.map((use) => voice.naming.table(use.id)))}` : `of ${voice.naming.table(plan.entity)}`
  return `list ${rows}: ${sayAll(plan.show, voice)}${beside(plan, voice)}`
}

/** "Revenue by customer region" where the groupings are shown first and in order; else what is shown, and then by what. */
function groupedPhrase(plan: QueryPlan, voice: Voice): string {
  const refs = plan.show.map((each) => (each.value.kind === 'ref' ? each.value.id : null))
  const usual = plan.by.every((grouping, at) => refs[at] === grouping.id)
  const values = usual ? plan.show.slice(plan.by.length) : plan.show
  const groups = plan.by.map((grouping) => {
    const keys = (grouping.key ?? []).map((key) => phrase(key, voice))
    const also = (grouping.also ?? []).map((each) => phrase(each, voice))
    return `${voice.ref(grouping.id)}${keys.length === 0 ? '' : ` (each ${listed(keys)} apart)`}${also.length === 0 ? '' : ` (or ${listed(also, 'or')})`}`
  })
  const about = plan.measures.length === 0 && plan.entity !== undefined ? ` of ${voice.naming.table(plan.entity)}` : ''
  if (values.length === 0) return `every ${listed(groups)}${about}${beside(plan, voice)}`
  return `${sayAll(values, voice)}${about}${groups.length === 0 ? '' : `${usual ? '' : ','} by ${listed(groups)}`}${beside(plan, voice)}`
}

function periodPhrases(plan: QueryPlan, voice: Voice): string[] {
  const { period } = plan
  if (period === undefined) return []
  return [`${listed(period.columns.map((column) => phrase(column, voice)))} ${span(period.from, period.until)}${period.calendar === 'fiscal' ? ' (fiscal)' : ''}`]
}

/** What an order runs over: it is said differently of time, text and numbers. */
function kindOf(by: OrderBy['by'], plan: QueryPlan, names: Naming): 'time' | 'text' | 'number' {
  const value = by.kind === 'ref' ? (plan.by.find((grouping) => grouping.id === by.id)?.value ?? by) : by
  if (value.kind === 'bucket' || value.kind === 'part') return 'time'
  const kind = value.kind === 'column' ? names.kind(value.table, value.column) : 'unknown'
  return kind === 'text' ? 'text' : kind === 'date' || kind === 'timestamp' || kind === 'time' ? 'time' : 'number'
}

function orderPhrase({ by, direction }: OrderBy, voice: Voice, kind: 'time' | 'text' | 'number'): string {
  const what = phrase(by, voice)
  if (kind === 'text') return `${what} from ${direction === 'asc' ? 'A to Z' : 'Z to A'}`
  const word = { time: { asc: 'earliest', desc: 'latest' }, number: { asc: 'smallest', desc: 'largest' } }[kind][direction]
  return `${word} ${what} first`
}

function limitPhrases(limit: Limit | undefined, label: (id: string) => string): string[] {
  if (limit === undefined) return []
  const within = (limit.per ?? []).length === 0 ? '' : ` for each ${listed(limit.per!.map(label))}`
  const ties = limit.ties === 'include' ? ', ties kept' : ''
  const skipped = (limit.offset ?? 0) === 0 ? '' : ` after the first ${limit.offset}`
  return [`the first${limit.count === 1 ? '' : ` ${limit.count}`}${skipped}${within}${ties}`]
}

/** What a limit holds within: a grouping, or a shown column of a list. */
function within(id: string, plan: QueryPlan, voice: Voice): string {
  const shown = plan.by.length === 0 ? plan.show.find((each) => each.id === id) : undefined
  return shown === undefined ? voice.ref(id) : phrase(shown.value, voice)
}

function definition(measure: Measure, voice: Voice): string {
  const balance = measure.balance === undefined ? '' : measure.balance.from === 'flow'
    ? `, all movements by ${phrase(measure.balance.date, voice)} up to the end of the time` : `, as of the last ${phrase(measure.balance.date, voice)} in the time`
  const currency = measure.currencyColumn === undefined ? '' : `, in the currency of ${phrase(measure.currencyColumn, voice)}`
  const unit = measure.unit?.currency === undefined ? '' : `, in ${measure.unit.currency}`
  return `${voice.ref(measure.id)}: ${phrase(measure.value, voice)}${measure.where === undefined ? '' : `, only where ${clause(measure.where, voice)}`}${balance}${currency}${unit}`
}

function comparison(each: Comparison, voice: Voice): string {
  const of = voice.ref(each.of)
  const text = (): string => {
    switch (each.kind) {
      case 'previous': return `${of} ${each.count === 1 ? `one ${each.grain}` : `${each.count} ${each.grain}s`} earlier`
      case 'share': return `share of ${of} in its total${each.within.length === 0 ? '' : ` within ${listed(each.within.map(voice.ref))}`}`
      case 'rank': return `rank by ${of}, ${each.direction === 'desc' ? 'largest' : 'smallest'} first`
      case 'running': return `${of} added up over time${each.reset === null ? '' : `, starting again each ${each.reset}`}`
      case 'rolling': return `${each.name === 'sum' ? 'sum' : 'average'} of ${of} over ${each.buckets} periods, this one the last`
      case 'change': return `${each.percent ? 'percent ' : ''}change of ${of} from ${voice.ref(each.against)}`
    }
  }
  return `${voice.ref(each.id)}: ${text()}`
}

function sourcesPhrase(plan: QueryPlan, names: Naming): string {
  const right = new Set(plan.joins.map((join) => join.right))
  const roots = plan.tables.filter((use) => !right.has(use.id)).map((use) => names.table(use.id))
  return `from ${listed([...roots, ...plan.joins.map((join) => joined(join, names))])}`
}
