import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { joinGraph } from '../join-graph.ts'
import { conjuncts } from '../walk.ts'
import { withoutComparison } from './comparisons.ts'
import { anchorsOf } from './instances.ts'
import { withMeasure } from './measures.ts'
import { allOf, noSuchPart, type Work } from './setting.ts'

/** Takes a part out. Without its last measure a plan counts rows. Fails with NOT_SUPPORTED for what the plan cannot be without. */
export function withoutPart(plan: QueryPlan, path: string, work: Work): QueryPlan {
  const [kind = '', id = ''] = path.split(/[:/]/)
  const inner = /^measure:(.+)\/where:(\d+)$/.exec(path)
  if (inner !== null) return withoutMeasureFilter(plan, inner[1]!, Number(inner[2]))
  switch (kind) {
    case 'measure': return withoutMeasure(plan, id, work)
    case 'by': {
      if (!plan.by.some((each) => each.id === id)) throw noSuchPart(path)
      if (plan.by.length === 1 && plan.measures.length === 0) throw needed('There would be nothing left to show.')
      return { ...plan, by: plan.by.filter((each) => each.id !== id) }
    }
    case 'show': {
      if (!plan.show.some((each) => each.id === id)) throw noSuchPart(path)
      if (plan.show.length === 1) throw needed('There would be nothing left to show.')
      return { ...plan, show: plan.show.filter((each) => each.id !== id) }
    }
    case 'period': return { ...plan, period: undefined }
    case 'where': return { ...plan, where: without(plan.where, path) }
    case 'having': return { ...plan, having: without(plan.having, path) }
    case 'compare': {
      if (!plan.compare.some((each) => each.id === id)) throw noSuchPart(path)
      return withoutComparison(plan, id)
    }
    case 'order': return { ...plan, order: withoutOrder(plan, path) }
    case 'limit': return { ...plan, limit: undefined }
    default: throw needed('This part cannot be taken out.')
  }
}

const needed = (message: string) => new Failure('NOT_SUPPORTED', message, { hint: 'Replace it with something else.' })

function without(condition: QueryPlan['where'], path: string): QueryPlan['where'] {
  const at = Number(path.split(':')[1])
  const parts = conjuncts(condition)
  if (parts[at] === undefined) throw noSuchPart(path)
  return allOf(parts.filter((_, position) => position !== at))
}

/** The order of a plan without one; a limit needs an order to say which rows are kept. */
export function withoutOrder(plan: Plan, path: string): Plan['order'] {
  const at = Number(path.split(':')[1])
  if (plan.order[at] === undefined) throw noSuchPart(path)
  if (plan.limit !== undefined && plan.order.length === 1) throw needed('The limit needs an order that says which rows are kept.')
  return plan.order.filter((_, position) => position !== at)
}

function withoutMeasure(plan: QueryPlan, id: string, work: Work): QueryPlan {
  const measure = plan.measures.find((each) => each.id === id)
  if (measure === undefined) throw noSuchPart(`measure:${id}`)
  if (plan.measures.length > 1) return { ...plan, measures: plan.measures.filter((each) => each !== measure) }
  const anchor = anchorsOf(measure, plan, joinGraph(plan, work.catalog))[0]
  const table = plan.tables.find((use) => use.id === anchor)?.table
  if (typeof table !== 'string' || (measure.value.kind === 'aggregate' && measure.value.name === 'count' && measure.where === undefined)) throw needed('There would be nothing left to count.')
  return withMeasure(plan, id, { kind: 'rows', table }, work)
}

/** A metric without its own filter would be another number under its name. */
function withoutMeasureFilter(plan: QueryPlan, id: string, at: number): QueryPlan {
  const measure = plan.measures.find((each) => each.id === id)
  const parts = conjuncts(measure?.where)
  if (measure === undefined || parts[at] === undefined) throw noSuchPart(`measure:${id}/where:${at}`)
  if (measure.metric !== undefined) throw needed(`“${measure.label}” is defined so in the vocabulary.`)
  const where = allOf(parts.filter((_, position) => position !== at))
  return { ...plan, measures: plan.measures.map((each) => (each === measure ? { ...each, where } : each)) }
}
