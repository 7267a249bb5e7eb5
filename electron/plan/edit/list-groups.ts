import type { Grouping, QueryPlan, Shown } from '../../../shared/model/plan.ts'
import { sameNode, tablesOf } from '../walk.ts'
import type { Work } from './setting.ts'

/** A list as groups, so that numbers can stand beside it: each shown column becomes a grouping, and rows of the entity are told apart by its key. */
export function groupsOfList(plan: QueryPlan, work: Work): QueryPlan {
  const use = plan.tables.find((each) => each.id === plan.entity)
  const table = work.catalog.tables.find((each) => each.name === use?.table)
  const key = table?.primaryKey.length === 1 ? table.primaryKey : []
  const by = plan.show.map((shown): Grouping => {
    const own = shown.value.kind === 'column' && shown.value.table === use?.id && !key.includes(shown.value.column)
    return { id: work.fresh('g'), label: shown.label, value: shown.value, ...(own && key.length > 0 ? { key: key.map((column) => ({ kind: 'column', table: use.id, column })) } : {}), origin: { from: 'edit' } }
  })
  const show = plan.show.map((shown, at): Shown => ({ id: shown.id, label: shown.label, value: { kind: 'ref', id: by[at]!.id } }))
  const order = plan.order.flatMap((each) => {
    const grouping = by.find((candidate) => sameNode(candidate.value, each.by))
    return grouping === undefined ? [] : [{ ...each, by: { kind: 'ref' as const, id: grouping.id } }]
  })
  // What stood beside the list stays where the key of the entity tells its value.
  const context = key.length === 0 ? [] : plan.context.filter((shown) => [...tablesOf(shown.value)].every((id) => id === use?.id))
  const { limit, ...rest } = plan
  return { ...rest, by, show, context, order, distinct: false, ...(limit === undefined || order.length === 0 ? {} : { limit }) }
}
