import type { Grouping, OrderBy, Plan, QueryPlan } from '../../shared/model/plan.ts'

/** The name of the default that `inReadableOrder` gives; it changes no number, so it is not listed among assumptions. */
export const readableOrder = 'Sorted for reading'

/**
 * The plan with an order where it names none and has groups: stretches of time from first to last, otherwise the largest first measure first.
 * Without it groups would come as the engine happened to find them, and differently each time.
 */
export function inReadableOrder(plan: Plan): Plan {
  if (plan.kind === 'set' || plan.order.length > 0 || plan.by.length === 0 || !plan.by.every((grouping) => isShown(grouping.id, plan))) return plan
  const [measure] = plan.measures.filter(({ id }) => isShown(id, plan))
  const times = plan.by.filter(isTime)
  const order = measure === undefined || times.length > 0 ? [...times, ...plan.by.filter((grouping) => !isTime(grouping))].map((grouping) => by(grouping.id, 'asc')) : [by(measure.id, 'desc'), ...plan.by.map((grouping) => by(grouping.id, 'asc'))]
  return { ...plan, order }
}

function isTime({ value }: Grouping): boolean {
  return value.kind === 'bucket' || value.kind === 'part' || value.kind === 'band'
}

function isShown(id: string, plan: QueryPlan): boolean {
  return [...plan.show, ...plan.context].some(({ value }) => value.kind === 'ref' && value.id === id)
}

function by(id: string, direction: OrderBy['direction']): OrderBy {
  return { by: { kind: 'ref', id }, direction, origin: { from: 'default', name: readableOrder } }
}
