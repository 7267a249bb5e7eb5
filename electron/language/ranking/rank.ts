import weightFile from '../../../resources/language/weights.json' with { type: 'json' }
import type { Features } from './features.ts'

const weights: ReadonlyMap<string, number> = new Map(Object.entries(weightFile))

/** The worth of a candidate: a weighted sum of its features. Features without a weight count nothing. */
export function scoreOf(features: Features): number {
  let score = 0
  for (const name in features) score += (weights.get(name) ?? 0) * features[name]!
  return score
}
