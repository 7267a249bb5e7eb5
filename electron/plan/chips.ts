import type { Catalog } from '../../shared/model/catalog.ts'
import type { Chip } from '../../shared/model/answer.ts'
import type { Comparison, Origin, Plan, QueryPlan } from '../../shared/model/plan.ts'
import { isPlain, readableOrder } from './defaults.ts'
import { orderWords } from './order-words.ts'
import { clause, phrase, span, type Voice } from './phrase.ts'
import { title } from './reading.ts'
import { conjuncts } from './walk.ts'
import { capitalised, humanised, listed, naming } from './words.ts'

const assumed = (node: { origin?: Origin | undefined } | undefined): boolean => node?.origin?.from === 'default' && !isPlain(node.origin.name)
const from = (node: { origin?: Origin | undefined } | undefined): Pick<Chip, 'origin'> => (node?.origin === undefined ? {} : { origin: node.origin })

/** The plan as the user edits it, piece by piece. A path names the piece: "measure:m1", "by:g2", "period", "where:0", "limit", "order:0", "set". */
export function chips(plan: Plan, catalog: Catalog): Chip[] {
  if (plan.kind === 'query') return queryChips(plan, catalog)
  const words = { union: 'either list', intersection: 'both lists', difference: 'first list only' }[plan.operator]
  const nested = (side: 'left' | 'right') => chips(plan[side], catalog).map((chip): Chip => ({ ...chip, path: `${side}/${chip.path}` }))
  const limit: Chip[] = plan.limit === undefined ? [] : [{ path: 'limit', kind: 'limit', label: 'Limit', value: String(plan.limit.count), assumed: assumed(plan.limit), ...from(plan.limit) }]
  const orders = plan.order.map((order, at): Chip => ({ path: `order:${at}`, kind: 'order', label: 'Order', value: `${columnOf(plan.left, order.by)}, ${order.direction === 'desc' ? 'largest first' : 'smallest first'}`, assumed: assumed(order), ...from(order) }))
  return [{ path: 'set', kind: 'set', label: 'Rows in', value: words, assumed: false }, ...nested('left'), ...nested('right'), ...orders, ...limit]
}

/** What a combined list calls the column it is ordered by. */
function columnOf(plan: Plan, by: Plan['order'][number]['by']): string {
  if (plan.kind === 'set') return columnOf(plan.left, by)
  return (by.kind === 'ref' ? plan.show.find((shown) => shown.id === by.id)?.label : undefined) ?? 'value'
}

function queryChips(plan: QueryPlan, catalog: Catalog): Chip[] {
  const names = naming(catalog, plan.tables)
  const labels = new Map([...plan.measures, ...plan.by, ...plan.compare].map((each) => [each.id, each.label]))
  const voice: Voice = { naming: names, ref: (id) => labels.get(id) ?? id, plan: (inner) => title(inner, catalog), rows: plan.entity === undefined ? 'rows' : names.table(plan.entity) }
  const found: Chip[] = []
  const add = (path: string, kind: Chip['kind'], label: string, value: string, node?: { origin?: Origin | undefined }) => found.push({ path, kind, label, value, assumed: assumed(node), ...from(node) })
  if (plan.entity !== undefined) add('entity', 'entity', 'About', capitalised(names.table(plan.entity)), plan.tables.find((use) => use.id === plan.entity))
  for (const shown of plan.show) if (shown.value.kind !== 'ref') add(`show:${shown.id}`, 'show', 'Show', shown.label, shown)
  for (const measure of plan.measures) {
    found.push({ path: `measure:${measure.id}`, kind: 'measure', label: 'Measure', value: measure.label, assumed: assumed(measure), ...from(measure), ...(measure.metric === undefined ? {} : { metric: humanised(measure.metric) }) })
    conjuncts(measure.where).forEach((part, at) => add(`measure:${measure.id}/where:${at}`, 'filter', `${measure.label} only`, clause(part, voice), 'origin' in part ? part : measure))
  }
  for (const grouping of plan.by) add(`by:${grouping.id}`, 'by', 'By', grouping.label, grouping)
  if (plan.period !== undefined) {
    const { label, from, until } = plan.period
    add('period', 'period', 'Period', label === '' ? span(from, until) : label, plan.period)
  }
  conjuncts(plan.where).forEach((part, at) => add(`where:${at}`, 'filter', 'Only', clause(part, voice), 'origin' in part ? part : undefined))
  conjuncts(plan.having).forEach((part, at) => add(`having:${at}`, 'filter', 'Groups', clause(part, voice), 'origin' in part ? part : undefined))
  for (const each of plan.compare) add(`compare:${each.id}`, 'compare', each.label, comparisonText(each, voice), each)
  plan.order.forEach((order, at) => {
    // How groups that are still equal are sorted is nobody's wish and changes no number.
    const forReading = order.origin?.from === 'default' && order.origin.name === readableOrder
    if (!forReading || at === 0) add(`order:${at}`, 'order', 'Order', `${phrase(order.by, voice)}, ${orderWords(plan, order, catalog)}`, order)
  })
  if (plan.limit !== undefined) {
    const per = (plan.limit.per ?? []).length === 0 ? '' : ` for each ${listed(plan.limit.per!.map((id) => plan.show.find((shown) => plan.by.length === 0 && shown.id === id)?.label ?? voice.ref(id)))}`
    add('limit', 'limit', 'Limit', `${plan.limit.count}${per}${plan.limit.ties === 'include' ? ', ties kept' : ''}`, plan.limit)
  }
  if (plan.currency !== undefined) add('currency', 'currency', 'Currency', `${plan.currency.to}, ${plan.currency.rate} rate`)
  return found
}

function comparisonText(each: Comparison, voice: Voice): string {
  const of = voice.ref(each.of)
  switch (each.kind) {
    case 'previous': return `${of}, ${each.count} ${each.grain}${each.count === 1 ? '' : 's'} earlier`
    case 'share': return `${of} as part of its total${each.within.length === 0 ? '' : ` within ${listed(each.within.map(voice.ref))}`}`
    case 'rank': return `by ${of}, ${each.direction === 'desc' ? 'largest' : 'smallest'} first`
    case 'running': return `${of} added up over time${each.reset === null ? '' : `, again each ${each.reset}`}`
    case 'rolling': return `${each.name === 'sum' ? 'sum' : 'average'} of ${of} over ${each.buckets} periods`
    case 'change': return `${of} against ${voice.ref(each.against)}${each.percent ? ', in percent' : ''}`
  }
}
