import type { Plan } from '../../shared/model/plan.ts'
import type { Choice, PlanEdit } from '../../shared/model/plan-edit.ts'

/** One change that is known to be valid, as a button; `words` ask for it. */
export type FollowUp = { label: string; words: string }

/** Where valid changes are looked for. */
export const followUpPaths = ['add:by', 'add:compare', 'add:limit'] as const
type Offers = Partial<Record<(typeof followUpPaths)[number], readonly Choice[]>>

const most = 4
const top = 10
const grains = ['month', 'quarter', 'year'] as const

/** At most four changes worth a button: over time, as a share, against the year before, the largest. */
export function followUpsFrom(offers: Offers, plan: Plan, rows: number): FollowUp[] {
  if (plan.kind !== 'query' || plan.measures.length === 0) return []
  const found: FollowUp[] = []
  const byTime = grains.map((grain) => offers['add:by']?.find(({ edit }) => edit.kind === 'by' && edit.grain === grain)).find((choice) => choice !== undefined)
  if (byTime?.edit.kind === 'by' && byTime.edit.grain !== undefined && !isByTime(plan)) found.push({ label: `By ${byTime.edit.grain}`, words: `by ${byTime.edit.grain}` })
  const compare = (test: (edit: PlanEdit) => boolean): PlanEdit | undefined => offers['add:compare']?.find(({ edit }) => test(edit))?.edit
  const share = compare((edit) => edit.kind === 'compare' && edit.to.kind === 'share')
  if (share !== undefined && rows > 1) found.push({ label: 'As a share of the total', words: 'as a share of the total' })
  const lastYear = compare((edit) => edit.kind === 'compare' && edit.to.kind === 'previous' && edit.to.grain === 'year')
  if (lastYear !== undefined) found.push({ label: 'Against last year', words: 'against last year' })
  const largest = offers['add:limit']?.find(({ edit }) => edit.kind === 'limit' && edit.count === top)?.edit
  if (largest !== undefined && rows > top && !isByTime(plan)) found.push({ label: `Top ${top}`, words: `top ${top}` })
  return found.slice(0, most)
}

const isByTime = (plan: Extract<Plan, { kind: 'query' }>): boolean => plan.by.some(({ value }) => value.kind === 'bucket')
