import type { QueryPlan, Shown } from '../../../shared/model/plan.ts'
import type { ColumnName } from '../../../shared/model/plan-edit.ts'
import { Failure } from '../../../shared/model/failure.ts'
import { joinGraph } from '../join-graph.ts'
import { sameNode } from '../walk.ts'
import { capitalised, humanised } from '../words.ts'
import { mainAnchor, withColumn } from './instances.ts'
import { unitOfColumn } from './measures.ts'
import { columnNamed, edited, noSuchPart, type Work } from './setting.ts'

/** Replaces the shown column `id` of a list, or adds one. */
export function withShown(plan: QueryPlan, id: string | null, column: ColumnName, work: Work): QueryPlan {
  if (plan.measures.length > 0 || plan.by.length > 0) throw new Failure('NOT_SUPPORTED', 'A column can be shown in lists only.', { hint: 'Group by it instead.' })
  const old = plan.show.find((each) => each.id === id)
  if (id !== null && old === undefined) throw noSuchPart(`show:${id}`)
  columnNamed(column, work)
  const anchor = mainAnchor(plan, joinGraph(plan, work.catalog))
  if (anchor === undefined) throw noSuchPart('tables')
  const { plan: placed, value } = withColumn(plan, column, anchor, work)
  if (placed.show.some((each) => each !== old && sameNode(each.value, value))) throw new Failure('PLAN_INVALID', 'That is shown already.', { hint: 'Choose another column.' })
  const unit = unitOfColumn(column, work)
  const shown: Shown = { id: old?.id ?? work.fresh('s'), label: capitalised(humanised(column.column)), value, ...(unit === undefined ? {} : { unit }), ...edited }
  const show = old === undefined ? [...placed.show, shown] : placed.show.map((each) => (each === old ? shown : each))
  return { ...placed, show, context: placed.context.filter((each) => !sameNode(each.value, value)) }
}
