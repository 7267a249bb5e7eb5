import calibration from '../../resources/language/calibration.json' with { type: 'json' }

/** What a calibrated confidence rests on. */
export type Evidence = {
  /** The share of the softmax over all readings that the reading holds. */
  share: number
  words: number
  /** Numbers, quotes and names that were left out: each would change the answer. */
  particulars: number
  lost: number
}

/** The probability that a reading is what was meant: a logistic curve over the evidence, fitted on databases that the ranker had not seen. */
export function confidenceOf({ share, words, particulars, lost }: Evidence): number {
  const bounded = Math.min(0.9999, Math.max(0.0001, share))
  const odds = calibration.bias + calibration.share * Math.log(bounded / (1 - bounded)) + calibration.words * words + calibration.particulars * particulars + calibration.lost * lost
  return 1 / (1 + Math.exp(-odds))
}

/** Each score's share of the softmax. */
export function shares(scores: readonly number[]): number[] {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((left, right) => left + right, 0)
  return raised.map((value) => value / sum)
}
