import type { CuePiece } from '../grammar/piece.ts'
import { cuesByFirstWord } from '../lexicon.ts'
import type { Token } from '../tokens/tokens.ts'

/** Every function word or phrase, longest and shortest alike; which one stands is for the cover to decide. */
export function cuesIn(tokens: readonly Token[]): CuePiece[] {
  const found: CuePiece[] = []
  for (const [start, token] of tokens.entries()) {
    if (token.kind !== 'word' || isThing(tokens, start)) continue
    for (const phrase of cuesByFirstWord.get(token.lower) ?? []) {
      const end = start + phrase.words.length
      if (end > tokens.length || !phrase.words.every((word, at) => tokens[start + at]!.lower === word && tokens[start + at]!.kind === 'word')) continue
      found.push({ kind: 'cue', start, end, cue: phrase.cue, score: 0.25 + 0.25 * phrase.words.length })
    }
  }
  return found
}

const counting = new Set(['per', 'each', 'every', 'average', 'mean', 'avg', 'total', 'a', 'an', 'biggest', 'largest', 'smallest'])

/** Whether "order" is a thing that is counted or averaged ("revenue per order"), and does not say how to sort. */
export const isThing = (tokens: readonly Token[], at: number): boolean => /^orders?$/.test(tokens[at]!.lower) && counting.has(tokens[at - 1]?.lower ?? '')
