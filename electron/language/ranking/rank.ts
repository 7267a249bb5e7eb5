import weightFile from '../../../resources/language/weights.json' with { type: 'json' }
import priorFile from '../../../resources/language/priors.json' with { type: 'json' }
import type { Features } from './features.ts'

/** Learned weights, and set ones for what no benchmark shows (metrics, periods, comparisons). */
const weights: ReadonlyMap<string, number> = new Map([...Object.entries(weightFile), ...Object.entries(priorFile)])

/** The worth of a candidate: a weighted sum of its features. Features without a weight count nothing. */
export function scoreOf(features: Features): number {
  let score = 0
  for (const name in features) score += (weights.get(name) ?? 0) * features[name]!
  return score
}
