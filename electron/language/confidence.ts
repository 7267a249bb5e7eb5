import calibration from '../../resources/language/calibration.json' with { type: 'json' }
import type { Features } from './ranking/features.ts'

/** What a calibrated confidence rests on, by name. */
export type Evidence = Record<string, number>

const mostMargin = 6
const mostOfOne = 6
/** Columns that were chosen although none was asked for: another choice is another answer only to who compares columns. */
const namelessNotes = new Set(['note.displayName', 'note.displayKey'])

/**
 * What speaks for the best of several readings: `share` of the softmax that it holds, the share of its best `rival`, `margin` of its score over the next one of another meaning,
 * `lost` parts that found no place, how many `words` the question has, whether another choice of columns would count as another answer, and each of its features, bounded.
 */
export function evidenceOf({ share, rival, margin, lost, words, features, columnsMatter }: { share: number; rival: number; margin: number; lost: number; words: number; features: Features; columnsMatter: boolean }): Evidence {
  const bounded = Math.min(0.9999, Math.max(0.0001, share))
  const evidence: Evidence = { share: Math.log(bounded / (1 - bounded)), rival, margin: Math.min(mostMargin, Math.max(0, margin)), lost, length: words }
  const add = (name: string, value: number) => (evidence[name] = (evidence[name] ?? 0) + value)
  for (const name in features) {
    if (namelessNotes.has(name) && !columnsMatter) continue
    const value = Math.max(-mostOfOne, Math.min(mostOfOne, features[name]!))
    add(name, value)
    const [kind, part] = name.split('.', 2)
    // Numbers, quotes and names that were left out: each would change the answer.
    if (kind === 'skip' && (part === 'quote' || part === 'number' || part === 'figure' || part === 'capital')) add('particulars', value)
    else if (kind === 'link' && part !== 'notBest') add(name.endsWith('.exact') ? 'exactLinks' : name.endsWith('.good') ? 'goodLinks' : 'weakLinks', value)
    else if (kind === 'link') add('notBest', value)
    else if (kind === 'where' || kind === 'having') add('tests', value)
    else if (kind === 'group') add('groups', value)
  }
  return evidence
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
