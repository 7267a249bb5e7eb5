import type { Signature } from '../../electron/language/ranking/signature.ts'
import { inUnits, maskedWords, ngramsOf } from '../../electron/language/ranking/signature.ts'
import { shapeNames } from '../../electron/language/ranking/shape.ts'
import { tokenize } from '../../electron/language/tokens/tokens.ts'
import { fitLogistic, type Sparse } from './fit.ts'
import { shapeOfSql } from './shape-of-sql.ts'

export type Example = { db_id: string; question: string; query: string }

const leastDatabases = 12
const leastCount = 4

/** Learns the clause signature from questions and their reference statements. Words count only when many databases use them. */
export function trainSignature(examples: readonly Example[]): Signature {
  const databases = new Map<string, Set<string>>()
  const tokens = examples.map((example) => tokenize(example.question))
  examples.forEach((example, at) => {
    for (const token of tokens[at]!) if (token.kind === 'word' && !/\d/.test(token.lower)) databases.set(token.lower, (databases.get(token.lower) ?? new Set()).add(example.db_id))
  })
  const words = [...databases].filter(([, used]) => used.size >= leastDatabases).map(([word]) => word).sort()
  const known = new Set(words)
  const ngrams = tokens.map((list) => ngramsOf(maskedWords(list, known)))
  const counts = new Map<string, number>()
  for (const list of ngrams) for (const ngram of list) counts.set(ngram, (counts.get(ngram) ?? 0) + 1)
  const features = [...counts].filter(([, count]) => count >= leastCount).map(([ngram]) => ngram).sort()
  const position = new Map(features.map((ngram, at) => [ngram, at]))
  const sparse = ngrams.map((list): Sparse => {
    const at = list.map((ngram) => position.get(ngram)).filter((found) => found !== undefined)
    return { at: Int32Array.from(at), value: new Float64Array(at.length).fill(1) }
  })
  const shapes = examples.map((example) => shapeOfSql(example.query))
  const learned = shapeNames.map((name) => fitLogistic(sparse, shapes.map((shape) => (shape.has(name) ? 1 : 0)), features.length, { epochs: 8, rate: 0.12, decay: 4e-4 }))
  const weightsAt = (at: number) => learned.map((weights) => inUnits(weights[at]!))
  return { words, clauses: [...shapeNames], bias: weightsAt(features.length), ngrams: Object.fromEntries(features.map((ngram, at) => [ngram, weightsAt(at)])) }
}
