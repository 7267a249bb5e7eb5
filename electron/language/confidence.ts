import calibration from '../../resources/language/calibration.json' with { type: 'json' }
import type { Features } from './ranking/features.ts'

/** What a calibrated confidence rests on, by name. */
export type Evidence = Record<string, number>

const mostMargin = 6

/**
 * What speaks for the best of several readings: `share` of the softmax that it holds, `margin` of its score over the next one of another meaning,
 * `lost` parts that found no place, whether another choice of columns would count as another answer, and what its features say of words left out, weak links and clauses that surprise.
 */
export function evidenceOf({ share, margin, lost, features, columnsMatter }: { share: number; margin: number; lost: number; features: Features; columnsMatter: boolean }): Evidence {
  const bounded = Math.min(0.9999, Math.max(0.0001, share))
  const sum = (wanted: RegExp) => Object.entries(features).reduce((total, [name, value]) => (wanted.test(name) ? total + value : total), 0)
  return {
    share: Math.log(bounded / (1 - bounded)),
    margin: Math.min(mostMargin, Math.max(0, margin)),
    lost,
    words: sum(/^skip\.word$/),
    // Numbers, quotes and names that were left out: each would change the answer.
    particulars: sum(/^skip\.(?:quote|number|capital)$/),
    weakLinks: sum(/^link\.(?!notBest).*\.(?:part|weak)$/),
    goodLinks: sum(/^link\.(?!notBest).*\.good$/),
    notBest: sum(/^link\.notBest\./),
    surprise: Math.min(10, -(features.signature ?? 0)),
    spread: Math.min(6, features.spread ?? 0),
    onlyPresent: features.onlyPresent ?? 0,
    tests: sum(/^where\./) + sum(/^having\./),
    groups: sum(/^group\./),
    nameless: columnsMatter ? (features['note.displayName'] ?? 0) + (features['note.displayKey'] ?? 0) : 0,
    clauseColumn: features['note.clauseColumn'] ?? 0,
    eachRow: features['note.eachRow'] ?? 0,
  }
}

const weights: ReadonlyMap<string, number> = new Map(Object.entries(calibration))

/** The probability that a reading is what was meant: a logistic curve over the evidence, fitted on databases that the ranker had not seen. */
export function confidenceOf(evidence: Evidence): number {
  let odds = weights.get('bias') ?? 0
  for (const name in evidence) odds += (weights.get(name) ?? 0) * evidence[name]!
  return 1 / (1 + Math.exp(-odds))
}

/** Each score's share of the softmax. */
export function shares(scores: readonly number[]): number[] {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((left, right) => left + right, 0)
  return raised.map((value) => value / sum)
}
