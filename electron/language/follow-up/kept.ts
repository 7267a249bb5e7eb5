import type { Catalog } from '../../../shared/model/catalog.ts'
import type { Chip } from '../../../shared/model/answer.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { chips } from '../../plan/chips.ts'

const told: readonly Chip['kind'][] = ['measure', 'show', 'by', 'period', 'filter', 'compare', 'limit']
const mostTold = 8

/** "Kept from the question before: Revenue, by Region, 2025"; null when nothing was. */
export function keptLine(before: Plan, after: Plan, catalog: Catalog): string | null {
  const key = ({ kind, label, value }: Chip) => JSON.stringify([kind, label, value])
  const now = new Set(chips(after, catalog).map(key))
  const kept = chips(before, catalog).filter((chip) => told.includes(chip.kind) && now.has(key(chip))).sort((left, right) => told.indexOf(left.kind) - told.indexOf(right.kind)).map(said)
  if (kept.length === 0) return null
  return `Kept from the question before: ${[...new Set(kept)].slice(0, mostTold).join(', ')}${kept.length > mostTold ? ' and more' : ''}`
}

const said = ({ kind, value }: Chip): string => (kind === 'by' ? `by ${/^\p{Lu}\p{Ll}/u.test(value) ? value.charAt(0).toLowerCase() + value.slice(1) : value}` : kind === 'limit' ? `first ${value}` : value)
