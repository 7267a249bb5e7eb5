import signatureFile from '../../../resources/language/signature.json' with { type: 'json' }
import type { Token } from '../tokens/tokens.ts'
import { shapeNames, type ShapeName } from './shape.ts'

/** A linear model per clause over word n-grams, with names and values masked. */
export type Signature = { words: string[]; models: Partial<Record<ShapeName, Record<string, number>>> }

/** A signature ready for use. */
export type ClauseModel = { known: ReadonlySet<string>; models: { name: ShapeName; weights: ReadonlyMap<string, number> }[] }

/** Prepares a signature. */
export function clauseModel(signature: Signature): ClauseModel {
  return { known: new Set(signature.words), models: shapeNames.map((name) => ({ name, weights: new Map(Object.entries(signature.models[name] ?? {})) })) }
}

/** The signature that ships. */
export const shippedModel: ClauseModel = clauseModel(signatureFile)

/** The question as the model sees it: known words, "#" for numbers, '"' for quotes, "x" for runs of anything else. */
export function maskedWords(tokens: readonly Token[], known: ReadonlySet<string>): string[] {
  const masked: string[] = ['^']
  for (const token of tokens) {
    const word = token.kind === 'quoted' ? '"' : /^[$€£]?\d/.test(token.lower) ? '#' : known.has(token.lower) ? token.lower : token.capital && masked.length > 1 ? 'X' : 'x'
    if (token.kind === 'mark' && token.text !== ',') continue
    if ((word === 'x' || word === 'X') && masked.at(-1) === word) continue
    masked.push(word)
  }
  masked.push('$')
  return masked
}

/** All n-grams of one to three masked words, each once. */
export function ngramsOf(masked: readonly string[]): string[] {
  const found = new Set<string>()
  for (let at = 0; at < masked.length; at++) {
    for (let size = 1; size <= 3 && at + size <= masked.length; size++) found.add(masked.slice(at, at + size).join(' '))
  }
  return [...found]
}

/** How likely each clause is, as log odds, from the words alone. */
export function clauseOdds(tokens: readonly Token[], model: ClauseModel): Map<ShapeName, number> {
  const ngrams = ngramsOf(maskedWords(tokens, model.known))
  return new Map(model.models.map(({ name, weights }) => {
    let odds = weights.get('') ?? 0
    for (const ngram of ngrams) odds += weights.get(ngram) ?? 0
    return [name, odds]
  }))
}

/** The log of the probability that a clause is there, or is not. */
export const logProbability = (odds: number, there: boolean): number => -Math.log1p(Math.exp(Math.max(-30, Math.min(30, there ? -odds : odds))))
