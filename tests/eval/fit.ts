/** A sparse example: feature positions and values. */
export type Sparse = { at: Int32Array; value: Float64Array }

/** Logistic regression with AdaGrad and L2. `label` is 0 or 1. Returns weights, the bias last. Deterministic. */
export function fitLogistic(examples: readonly Sparse[], labels: readonly number[], size: number, options: { epochs: number; rate: number; decay: number }): Float64Array {
  const weights = new Float64Array(size + 1)
  const squares = new Float64Array(size + 1).fill(1e-6)
  const order = shuffled(examples.length)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const example of order) {
      const { at, value } = examples[example]!
      let odds = weights[size]!
      for (let i = 0; i < at.length; i++) odds += weights[at[i]!]! * value[i]!
      const slope = 1 / (1 + Math.exp(-odds)) - labels[example]!
      for (let i = 0; i < at.length; i++) step(weights, squares, at[i]!, slope * value[i]! + options.decay * weights[at[i]!]!, options.rate)
      step(weights, squares, size, slope, options.rate)
    }
  }
  return weights
}

/** One question: its candidates, and which of them are right. */
export type Choice = { candidates: Sparse[]; right: boolean[] }

/** Listwise ranking: raises the probability, by softmax, that one of the right candidates comes first. Starts from `start`. */
export function fitRanking(questions: readonly Choice[], start: Float64Array, options: { epochs: number; rate: number; decay: number }): Float64Array {
  const weights = Float64Array.from(start)
  const total = new Float64Array(start.length)
  const squares = new Float64Array(start.length).fill(1e-3)
  const order = shuffled(questions.length)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const question of order) {
      const { candidates, right } = questions[question]!
      const scores = candidates.map((candidate) => dot(weights, candidate))
      const top = Math.max(...scores)
      const all = scores.map((score) => Math.exp(score - top))
      const sum = all.reduce((left, other) => left + other, 0)
      const good = all.reduce((left, other, at) => left + (right[at] === true ? other : 0), 0)
      const slopes = new Map<number, number>()
      for (const [at, candidate] of candidates.entries()) {
        const pull = all[at]! / sum - (right[at] === true ? all[at]! / good : 0)
        if (Math.abs(pull) < 1e-7) continue
        for (let i = 0; i < candidate.at.length; i++) slopes.set(candidate.at[i]!, (slopes.get(candidate.at[i]!) ?? 0) + pull * candidate.value[i]!)
      }
      for (const [at, slope] of slopes) step(weights, squares, at, slope + options.decay * (weights[at]! - start[at]!), options.rate)
    }
    if (epoch >= options.epochs / 2) weights.forEach((weight, at) => (total[at]! += weight))
  }
  const kept = options.epochs - Math.ceil(options.epochs / 2)
  return total.map((sum) => sum / Math.max(1, kept))
}

export function dot(weights: Float64Array, { at, value }: Sparse): number {
  let sum = 0
  for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * value[i]!
  return sum
}

function step(weights: Float64Array, squares: Float64Array, at: number, slope: number, rate: number): void {
  squares[at]! += slope * slope
  weights[at]! -= (rate * slope) / Math.sqrt(squares[at]!)
}

/** 0 … n − 1 in a fixed disorder. */
function shuffled(count: number): number[] {
  const list = Array.from({ length: count }, (_, at) => at)
  let state = 88172645463325252n
  for (let at = count - 1; at > 0; at--) {
    state ^= (state << 13n) & 0xffffffffffffffffn
    state ^= state >> 7n
    state ^= (state << 17n) & 0xffffffffffffffffn
    const other = Number(state % BigInt(at + 1))
    ;[list[at], list[other]] = [list[other]!, list[at]!]
  }
  return list
}
