import type { Grouping, OrderBy, Plan, QueryPlan } from '../../shared/model/plan.ts'

/** The name of the default that `inReadableOrder` gives; it changes no number, so it is not listed among assumptions. */
export const readableOrder = 'Sorted for reading'
/** Rows go by their names where no column was asked for. */
export const unnamed = 'No column was named, so rows go by what they are called'
/** What such a table is for follows. */
export const joinedBecause = 'Joined because '
export const readBecause = 'Read because '
export const follows = 'Follows from the rest of the question'

/** Whether a default only says how the answer is put together, and assumes nothing about what was meant. */
export const isPlain = (name: string): boolean => name === readableOrder || name === unnamed || name === follows || name.startsWith(joinedBecause) || name.startsWith(readBecause)

/**
 * The plan with an order where it has groups and names none: stretches of time from first to last, otherwise the largest first measure first; groups
 * that are still equal in order of their names. Without it they would come as the engine happened to find them, and differently each time.
 * A plan with a limit keeps its order, because equal rows at a limit are kept together.
 */
export function inReadableOrder(plan: Plan): Plan {
  if (plan.kind === 'set' || plan.limit !== undefined || plan.by.length === 0 || !plan.by.every((grouping) => isShown(grouping.id, plan))) return plan
  const [measure] = plan.measures.filter(({ id }) => isShown(id, plan))
  const times = plan.by.filter(isTime)
  const first = plan.order.length > 0 || measure === undefined || times.length > 0 ? [] : [by(measure.id, 'desc')]
  const groups = [...times, ...plan.by.filter((grouping) => !isTime(grouping))].filter(({ id }) => !plan.order.some((order) => order.by.kind === 'ref' && order.by.id === id))
  return { ...plan, order: [...plan.order, ...first, ...groups.map((grouping) => by(grouping.id, 'asc'))] }
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
