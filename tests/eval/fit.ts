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

/** Logistic regression on dense rows, each column brought to the same spread before L2 holds it back; Newton's steps. Returns weights for the rows as given, the bias last. */
export function fitStandardised(rows: readonly Float64Array[], labels: readonly number[], decay: number): Float64Array {
  const size = rows[0]!.length
  const mean = Float64Array.from({ length: size }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length)
  const spread = Float64Array.from({ length: size }, (_, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - mean[at]!) ** 2, 0) / rows.length) + 1e-9)
  const even = rows.map((row) => Float64Array.from({ length: size + 1 }, (_, at) => (at === size ? 1 : (row[at]! - mean[at]!) / spread[at]!)))
  const weights = new Float64Array(size + 1)
  for (let round = 0; round < 12; round++) {
    const slope = new Float64Array(size + 1)
    const bend = Array.from({ length: size + 1 }, () => new Float64Array(size + 1))
    even.forEach((row, example) => {
      const likely = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * weights[at]!, 0)))
      const pull = likely - labels[example]!
      const part = likely * (1 - likely)
      for (let at = 0; at <= size; at++) {
        slope[at]! += pull * row[at]!
        const line = bend[at]!
        const scaled = part * row[at]!
        if (scaled !== 0) for (let other = 0; other <= at; other++) line[other]! += scaled * row[other]!
      }
    })
    for (let at = 0; at < size; at++) {
      slope[at]! += decay * weights[at]!
      bend[at]![at]! += decay
    }
    solve(bend, slope).forEach((change, at) => (weights[at]! -= change))
  }
  const plain = weights.map((weight, at) => (at === size ? weight : weight / spread[at]!))
  plain[size]! -= mean.reduce((sum, value, at) => sum + plain[at]! * value, 0)
  return plain
}

/** Solves a symmetric positive system, of which the lower half is given, by Cholesky's method. */
function solve(lower: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = lower[row]![column]!
      for (let at = 0; at < column; at++) sum -= lower[row]![at]! * lower[column]![at]!
      lower[row]![column] = row === column ? Math.sqrt(Math.max(sum, 1e-9)) : sum / lower[column]![column]!
    }
  }
  const found = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++) found[row]! -= lower[row]![at]! * found[at]!
    found[row]! /= lower[row]![row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) found[row]! -= lower[at]![row]! * found[at]!
    found[row]! /= lower[row]![row]!
  }
  return found
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
