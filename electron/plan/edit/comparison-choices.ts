import type { Grain, QueryPlan } from '../../../shared/model/plan.ts'
import type { Choice, ComparisonChoice } from '../../../shared/model/plan-edit.ts'
import type { Offer } from './offer.ts'
import { noSuchPart } from './setting.ts'

const grains: readonly Grain[] = ['year', 'quarter', 'month']

/** Each number against an earlier time, as part of the whole, and added up over time. */
export function comparisonChoices(plan: QueryPlan, path: string): Offer {
  const at = path.startsWith('add:') ? null : path
  const current = plan.compare.find((each) => `compare:${each.id}` === at)
  if (at !== null && current === undefined) throw noSuchPart(path)
  const choice = (label: string, detail: string, group: string, to: ComparisonChoice): Choice => ({
    label, detail, group, chosen: current?.of === to.of && current.kind === to.kind && (current.kind !== 'previous' || to.kind !== 'previous' || current.grain === to.grain), edit: { kind: 'compare', at, to },
  })
  const choices = plan.measures.flatMap(({ id, label }) => [
    ...grains.map((grain) => choice(`${grain.charAt(0).toUpperCase()}${grain.slice(1)} before`, `${label} and its change in percent`, label, { kind: 'previous', of: id, grain })),
    choice('Share of the total', `${label} of each group as part of all`, label, { kind: 'share', of: id }),
    choice('Running total', `${label} added up over time`, label, { kind: 'running', of: id }),
  ])
  return { title: at === null ? 'Compare' : 'Compared', choices }
}
