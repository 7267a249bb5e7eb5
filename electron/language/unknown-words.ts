import type { LanguageIndex } from './index/language-index.ts'
import { cuesByFirstWord, cueWords, stopWords } from './lexicon.ts'
import { isThing } from './lattice/cues.ts'
import type { Token } from './tokens/tokens.ts'
import type { Words } from './understanding.ts'

const mostNearest = 3
const leastLikeness = 0.35

/** The tokens that carry content and were left out. */
export function contentLeft(skipped: readonly number[], tokens: readonly Token[]): Token[] {
  return skipped.filter((at) => isThing(tokens, at) || (tokens[at]!.kind !== 'mark' && !stopWords.has(tokens[at]!.lower) && !cueWords.has(tokens[at]!.lower))).map((at) => tokens[at]!)
}

/** What small words that were left out would have changed: "most", "not", "than". Named as parts that found no place. */
export function partsLeft(skipped: readonly number[], tokens: readonly Token[]): string[] {
  const left = skipped.flatMap((at) => (cuesByFirstWord.get(tokens[at]!.lower) ?? []).filter((phrase) => phrase.words.length === 1).map((phrase) => phrase.cue))
  const found = [
    ...(left.some((cue) => cue.cue === 'superlative' || cue.cue === 'frequent' || (cue.cue === 'adjective' && cue.degree === 'superlative')) ? ['lostSuperlative'] : []),
    ...(left.some((cue) => cue.cue === 'negation' || cue.cue === 'except') ? ['lostNegation'] : []),
    ...(skipped.some((at) => tokens[at]!.lower === 'than') ? ['lostComparison'] : []),
  ]
  return found
}

/** A word with the names and phrases of the database that look most like it. */
export function withNearest(token: Token, index: LanguageIndex): Words & { nearest: string[] } {
  const wanted = trigrams(token.lower)
  const nearest = [...new Set([...index.lemmas.keys(), ...(index.glossary?.metrics.map((metric) => metric.name) ?? [])])]
    .map((word) => ({ word, likeness: likeness(wanted, trigrams(word)) }))
    .filter((item) => item.likeness >= leastLikeness)
    .sort((left, right) => right.likeness - left.likeness || (left.word < right.word ? -1 : 1))
    .slice(0, mostNearest).map((item) => item.word)
  return { text: token.text, start: token.start, end: token.end, nearest }
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

/** Dice's coefficient of two sets of trigrams. */
function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0
  for (const gram of left) if (right.has(gram)) shared += 1
  return (2 * shared) / (left.size + right.size)
}
