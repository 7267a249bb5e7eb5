import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Plan, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice } from '../../../shared/model/plan-edit.ts'
import { orderWords } from '../order-words.ts'
import { sameNode } from '../walk.ts'
import type { Offer } from './offer.ts'
import { noSuchPart } from './setting.ts'

/** Every column of the answer, both ways. */
export function orderChoices(plan: Plan, path: string, catalog: Catalog): Offer {
  const at = path.startsWith('add:') ? null : path
  const current = at === null ? undefined : plan.order[Number(at.split(':')[1])]
  if (at !== null && current === undefined) throw noSuchPart(path)
  const names = plan.kind === 'set' ? leftmost(plan) : plan
  const parts = plan.kind === 'set' ? names.show.map((shown) => ({ id: shown.id, label: shown.label, value: shown.value })) : partsOf(names)
  const choices = parts.flatMap(({ id, label, value }) => (['desc', 'asc'] as const).map((direction): Choice => ({
    label: `${label}, ${orderWords(names, { by: { kind: 'ref', id }, direction }, catalog)}`, detail: '', group: 'Order', edit: { kind: 'order', at, by: id, direction },
    chosen: current?.direction === direction && (sameNode(current.by, value) || (current.by.kind === 'ref' && current.by.id === id)),
  })))
  return { title: at === null ? 'Order by' : 'Order', choices }
}

function leftmost(plan: Plan): QueryPlan {
  return plan.kind === 'set' ? leftmost(plan.left) : plan
}

function partsOf(plan: QueryPlan) {
  const parts = [...plan.measures, ...plan.compare, ...plan.by].map(({ id, label }) => ({ id, label, value: { kind: 'ref' as const, id } }))
  return parts.length > 0 ? parts : [...plan.show, ...plan.context].map(({ id, label, value }) => ({ id, label, value }))
}

/** Round numbers of rows; another can be typed in. */
export function limitChoices(plan: Plan): Offer {
  const { limit } = plan
  const ties = plan.kind === 'set' || plan.order.length === 0 && plan.measures.length === 0 ? 'cut' : (limit?.ties ?? 'include')
  const choices = [5, 10, 20, 50, 100].map((count): Choice => ({ label: `First ${count}`, detail: ties === 'include' ? 'Rows equal to the last one are kept' : '', group: 'Limit', chosen: limit?.count === count, edit: { kind: 'limit', count, ties } }))
  return { title: 'Limit', choices, form: { kind: 'limit', count: limit?.count ?? 10, ties } }
}
