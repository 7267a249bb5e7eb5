import calibration from '../../resources/language/calibration.json' with { type: 'json' }
import type { Features } from './ranking/features.ts'

/** What a calibrated confidence rests on, by name. */
export type Evidence = Record<string, number>

/** `share` of the softmax that a reading holds, the share of its best `rival`, `margin` of its score over the next one of another meaning, `lost` parts that found no place, how many `words` the question has. */
export type Standing = { share: number; rival: number; margin: number; lost: number; words: number; features: Features }

const mostMargin = 6
const mostOfOne = 6
const part = (name: string) => name.split('.', 2)[1] ?? ''
/** Numbers, quotes and names that were left out: each would change the answer. */
const particular = new Set(['quote', 'number', 'figure', 'capital'])

/** A few things that speak for a reading and mean the same in every database, with a vocabulary or without. */
export function evidenceOf({ share, margin, lost, features }: Standing): Evidence {
  const sum = (wanted: (name: string) => boolean) => Object.entries(features).reduce((total, [name, value]) => (wanted(name) ? total + value : total), 0)
  return {
    share: logit(share),
    margin: Math.min(mostMargin, Math.max(0, margin)),
    lost,
    words: features['skip.word'] ?? 0,
    particulars: sum((name) => name.startsWith('skip.') && particular.has(part(name))),
    weakLinks: sum((name) => /^link\.(?!notBest).*\.(?:part|weak)$/.test(name)),
    goodLinks: sum((name) => /^link\.(?!notBest).*\.good$/.test(name)),
    notBest: sum((name) => name.startsWith('link.notBest.')),
    surprise: Math.min(10, -(features.signature ?? 0)),
    spread: Math.min(mostOfOne, features.spread ?? 0),
    onlyPresent: features.onlyPresent ?? 0,
    tests: sum((name) => /^(?:where|having)\./.test(name)),
    groups: sum((name) => name.startsWith('group.')),
    nameless: (features['note.displayName'] ?? 0) + (features['note.displayKey'] ?? 0),
    clauseColumn: features['note.clauseColumn'] ?? 0,
    eachRow: features['note.eachRow'] ?? 0,
  }
}

/** All that is known of a reading: the few things, its rival, and each of its features, bounded. Only for questions like those it was fitted on, judged by exact rows. */
export function fullEvidenceOf(standing: Standing): Evidence {
  const evidence: Evidence = { ...evidenceOf(standing), rival: standing.rival, length: standing.words }
  for (const name in standing.features) evidence[`feature.${name}`] = Math.max(-mostOfOne, Math.min(mostOfOne, standing.features[name]!))
  return evidence
}

function logit(share: number): number {
  const bounded = Math.min(0.9999, Math.max(0.0001, share))
  return Math.log(bounded / (1 - bounded))
}

const few: ReadonlyMap<string, number> = new Map(Object.entries(calibration.few))
const full: ReadonlyMap<string, number> = new Map(Object.entries(calibration.full))

/**
 * The probability that a reading is what was meant: a logistic curve over the evidence, fitted on databases that the ranker had not seen.
 * With `exactRows` it is the probability that every row and column is as wanted; else columns that nobody asked for do not count against it.
 */
export function confidenceOf(standing: Standing, exactRows: boolean): number {
  const evidence = exactRows ? fullEvidenceOf(standing) : { ...evidenceOf(standing), nameless: 0 }
  const weights = exactRows ? full : few
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
